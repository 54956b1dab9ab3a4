"""Write comments and tracked changes into a copy of a Word file."""

import posixpath
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from contract_lint.annotate.parts import rewrite, serialise
from contract_lint.annotate.remark import AUTHOR, Remark, Suggestion
from contract_lint.annotate.word_changes import Writer, take_back
from contract_lint.annotate.word_comments import (
    Ids,
    anchors,
    answered,
    own_comments,
    remove_anchors,
    renew_comment,
    threads_of,
    write_comment,
)
from contract_lint.annotate.word_cuts import Cuts
from contract_lint.model import Span
from contract_lint.read.docx_package import Package, W, parse
from contract_lint.read.docx_trace import open_to_write, trace_docx

_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_THREADS = ("commentsExtended", "commentsIds")  # parts that name paragraphs of comments


def without_suggestions(path: Path, data: bytes) -> bytes:
    """Return a Word file without the tracked changes that a former run left pending."""
    package = open_to_write(path, data)
    main = package.main_part()
    old = package.archive.read(main)
    if AUTHOR.encode() not in old:
        return data
    root = package.xml(main)
    return rewrite(path, data, {main: serialise(root, old)}) if take_back(root) else data


def annotate_word(
    path: Path,
    data: bytes,
    remarks: Sequence[Remark],
    suggestions: Sequence[Suggestion] = (),
    when: str = "",
) -> bytes:
    """Return the Word file with a comment for each remark and a tracked change for each suggestion.

    Spans count in the text of the file without the suggestions of a former run, whose comments
    are kept, renewed or removed. `when` is a moment in ISO 8601 or empty. Every part that needs
    no change keeps its bytes. Raises UnreadableFileError as the reader does.
    """
    return _Annotator(path, data).run(remarks, suggestions, when)


class _Annotator:
    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data
        self.trace = trace_docx(path, without_suggestions(path, data))
        self.package: Package = self.trace.package
        self.main = self.trace.main
        self.related = self.package.related(self.main)
        self.changed: dict[str, etree._Element] = {}  # parts, by name

    def run(self, remarks: Sequence[Remark], suggestions: Sequence[Suggestion], when: str) -> bytes:
        root = self.trace.root
        name, comments = self.comments_part()
        own = own_comments(comments)
        self.remove_stale(comments, {remark.key for remark in remarks}, own)
        ids = Ids.of((root, comments))
        cuts = Cuts(self.trace)
        for remark in remarks:
            if remark.key in own:
                renew_comment(own[remark.key], remark)
                continue
            number = ids.next()
            line = self.line_of(remark.span)
            if any(cuts.mark(span, *anchors(number)) for span in (remark.span, line)):
                write_comment(comments, number, remark, when)
        writer = Writer(cuts, ids, when)
        fitting = [each for each in suggestions if all(map(writer.fits, each.changes))]
        for suggestion in fitting:
            for change in suggestion.changes:
                writer.prepare(change)
        for suggestion in fitting:
            for change in suggestion.changes:
                writer.write(change)
        self.changed[self.main] = root
        if len(comments) or name in self.package.names:
            self.changed[name] = comments
        return self.written()

    def line_of(self, span: Span) -> Span:
        """Return the line of words that Word writes itself, such as a number."""
        document = self.trace.document
        return document.lines[document.line_at(span.start)].span

    def comments_part(self) -> tuple[str, etree._Element]:
        """Return the part with the comments; a new one is named in the types and relations."""
        known = self.related.get("comments", [])
        if known:
            return known[0], self.package.xml(known[0])
        folder = posixpath.dirname(self.main)
        name = posixpath.join(folder, "comments.xml")
        count = 1
        while name in self.package.names:
            count += 1
            name = posixpath.join(folder, f"comments{count}.xml")
        return name, etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})

    def remove_stale(
        self, comments: etree._Element, keys: set[str], own: dict[str, etree._Element]
    ) -> None:
        """Remove our comments whose findings are gone, but for those that were replied to."""
        threads = [
            (name, self.package.xml(name))
            for kind in _THREADS
            for name in self.related.get(kind, [])
        ]
        extended = next((root for name, root in threads if "xtended" in name), None)
        kept = answered(comments, extended)
        stale = [
            comment
            for key, comment in own.items()
            if key not in keys and comment.get(f"{W}id") not in kept
        ]
        remove_anchors(self.trace.root, {comment.get(f"{W}id", "") for comment in stale})
        gone = {name for comment in stale for name in threads_of(comment)}
        for comment in stale:
            comments.remove(comment)
        for name, root in threads:
            for element in list(root):
                if any(value in gone for key, value in element.items() if _names_paragraph(key)):
                    root.remove(element)
                    self.changed[name] = root

    def written(self) -> bytes:
        """Return the file with the parts whose content is another now."""
        parts: dict[str, bytes] = {}
        like = self.package.archive.read(self.main)
        for name, root in self.changed.items():
            if name in self.package.names:
                parts[name] = serialise(root, self.package.archive.read(name))
            else:
                parts[name] = serialise(root, like)
                parts |= self.named(name)
        old = open_to_write(self.path, self.data).archive
        before = set(old.namelist())
        changed = {
            name: content
            for name, content in parts.items()
            if name not in before or not _same(old.read(name), content)
        }
        return rewrite(self.path, self.data, changed) if changed else self.data

    def named(self, part: str) -> dict[str, bytes]:
        """Return content types and relations with the new part in them."""
        types = self.package.archive.read(_TYPES)
        root = self.package.xml(_TYPES)
        override = etree.SubElement(root, f"{_TYPE}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", _COMMENTS_TYPE)
        folder, base = posixpath.split(self.main)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name in self.package.names:
            relations = self.package.archive.read(name)
            links = self.package.xml(name)
        else:
            relations = self.package.archive.read(self.main)
            links = parse(name, f'<Relationships xmlns="{_RELATION[1:-1]}"/>'.encode())
        taken = {link.get("Id") for link in links}
        number = 1
        while f"rIdCL{number}" in taken:
            number += 1
        link = etree.SubElement(links, f"{_RELATION}Relationship")
        link.set("Id", f"rIdCL{number}")
        link.set("Type", f"{_OFFICE}/comments")
        link.set("Target", posixpath.basename(part))
        return {_TYPES: serialise(root, types), name: serialise(links, relations)}


def _same(old: bytes, new: bytes) -> bool:
    """Say whether two versions of a part are the same XML."""
    if old == new:
        return True
    one, other = (etree.tostring(parse("", each), method="c14n") for each in (old, new))
    return one == other


def _names_paragraph(attribute: str | bytes) -> bool:
    return str(attribute).endswith("}paraId")
