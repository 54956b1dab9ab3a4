"""Accept all tracked changes of a Word file, as Word does."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def accept_all(data: bytes) -> bytes:
    """Return the file with its changes made: what was deleted is gone, no mark is left."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                _accept(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            new.writestr(name, content)
    return buffer.getvalue()


def _accept(root: etree._Element) -> None:
    for gone in [*root.iter(f"{W}del", f"{W}moveFrom")]:
        gone.getparent().remove(gone)
    for kept in [*root.iter(f"{W}ins", f"{W}moveTo")]:
        parent = kept.getparent()
        for child in list(kept):
            kept.addprevious(child)
        parent.remove(kept)
