"""Build small Word files from XML, so that a test shows exactly what is in them."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W_NS,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"header1": "hdr", "footer1": "ftr"}


def word_file(path: Path, body: str, **parts: str) -> Path:
    """Write a Word file whose body is `body`; `parts` are the insides of styles, numbering, ..."""
    path.write_bytes(word_bytes(body, **parts))
    return path


def word_bytes(body: str, **parts: str) -> bytes:
    files = {"word/document.xml": _part("document", f"<w:body>{body}<w:sectPr/></w:body>")}
    relations, overrides = [], [_override("document", "document.main")]
    for index, (name, inner) in enumerate(parts.items()):
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = _part(_ROOTS.get(name, name), inner)
        relations.append(_relation(index, f"{_OFFICE}/{kind}", f"{name}.xml"))
        overrides.append(_override(name, kind))
    files["word/_rels/document.xml.rels"] = _relations(relations)
    files["_rels/.rels"] = _relations(
        [_relation(0, f"{_OFFICE}/officeDocument", "word/document.xml")]
    )
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{inner}</w:{root}>'


def _relations(relations: list[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _relation(index: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{index}" Type="{kind}" Target="{target}"/>'


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'


def run(text: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str = "", properties: str = "") -> str:
    """A paragraph; plain text is put in a run."""
    inner = inner if inner.startswith("<") or not inner else run(inner)
    shown = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{shown}{inner}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0, more: str = "") -> str:
    num = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, num + more)


def styled(text: str, style: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>{more}')


def style(name: str, title: str = "", inner: str = "", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title or name}"/>'
        f"{base}{inner}</w:style>"
    )


def level(index: int, text: str, shown: str = "decimal", more: str = "", start: int = 1) -> str:
    """`more` goes after the format and before the text, as the schema wants it."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{shown}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(number: int, abstract_number: int = 0, overrides: str = "") -> str:
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'
    )


def start_override(index: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def table(*rows: list[str], headers: int = 0) -> str:
    written = []
    for index, cells in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if index < headers else ""
        inner = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
        written.append(f"<w:tr>{head}{inner}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(written)}</w:tbl>"


def cell(inner: str = "", properties: str = "") -> str:
    shown = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    content = inner if inner.startswith("<") else p(inner)
    return f"<w:tc>{shown}{content}</w:tc>"


def inserted(inner: str, author: str = "Ann", date: str = "2024-01-02T00:00:00Z") -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="{date}">{inner}</w:ins>'


def deleted(text: str, author: str = "Bob", date: str = "2024-01-03T00:00:00Z") -> str:
    return (
        f'<w:del w:id="2" w:author="{author}" w:date="{date}">'
        f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
