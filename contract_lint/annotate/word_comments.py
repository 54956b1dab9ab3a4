"""The comments of a Word file: which are ours, and how one is written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lxml import etree

from contract_lint.annotate.remark import AUTHOR, INITIALS, Remark, signed_key
from contract_lint.read.docx_package import W

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_ANCHORS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd"))
_REFERENCE = f"{W}commentReference"


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers for new comments and changes, none of which the document uses."""

    used: set[int]

    @classmethod
    def of(cls, roots: Iterable[etree._Element]) -> "Ids":
        """Take the numbers that stand in `roots`."""
        found = {
            int(value)
            for root in roots
            for element in root.iter()
            if (value := element.get(f"{W}id", "")).isdigit() and len(value) < 10
        }
        return cls(found)

    def next(self) -> str:
        """Return the least free number."""
        number = 0
        while number in self.used:
            number += 1
        self.used.add(number)
        return str(number)


def own_comments(root: etree._Element) -> dict[str, etree._Element]:
    """Return our comments by the key of their finding."""
    found = {}
    for comment in root.iter(f"{W}comment"):
        if comment.get(f"{W}author") == AUTHOR:
            paragraphs = comment.findall(f"{W}p")
            key = signed_key(_text(paragraphs[-1])) if paragraphs else ""
            found[key or f"unsigned {comment.get(f'{W}id')}"] = comment
    return found


def write_comment(root: etree._Element, number: str, remark: Remark, when: str) -> None:
    """Append a comment to `w:comments`."""
    comment = etree.SubElement(root, f"{W}comment")
    comment.set(f"{W}id", number)
    comment.set(f"{W}author", AUTHOR)
    if when:
        comment.set(f"{W}date", when)
    comment.set(f"{W}initials", INITIALS)
    _fill(comment, remark)


def renew_comment(comment: etree._Element, remark: Remark) -> None:
    """Write the words of a comment anew where they differ; its thread goes on."""
    paragraphs = comment.findall(f"{W}p")
    if "\n".join(map(_text, paragraphs)) == remark.text:
        return
    thread = paragraphs[-1].get(f"{W14}paraId") if paragraphs else None
    for child in list(comment):
        comment.remove(child)
    _fill(comment, remark)
    if thread is not None:
        comment[-1].set(f"{W14}paraId", thread)


def _fill(comment: etree._Element, remark: Remark) -> None:
    for index, text in enumerate(remark.paragraphs):
        paragraph = etree.SubElement(comment, f"{W}p")
        if index == 0:
            mark = etree.SubElement(paragraph, f"{W}r")
            etree.SubElement(mark, f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        if index == 0:
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
        written = etree.SubElement(run, f"{W}t")
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = text


def anchors(
    number: str,
) -> tuple[etree._Element, etree._Element, etree._Element]:
    """Return start and end of a comment's range and the run with its mark."""
    start, end = (etree.Element(tag, nsmap={"w": W[1:-1]}) for tag in _ANCHORS)
    run = etree.Element(f"{W}r", nsmap={"w": W[1:-1]})
    mark = etree.SubElement(run, _REFERENCE)
    for element in (start, end, mark):
        element.set(f"{W}id", number)
    return start, end, run


def remove_anchors(root: etree._Element, numbers: Collection[str]) -> None:
    """Take ranges and marks of comments out of the text."""
    for element in list(root.iter(*_ANCHORS, _REFERENCE)):
        if element.get(f"{W}id") not in numbers:
            continue
        parent = element.getparent()
        if parent is None:
            continue
        parent.remove(element)
        if element.tag == _REFERENCE and all(child.tag == f"{W}rPr" for child in parent):
            holder = parent.getparent()
            if holder is not None:
                holder.remove(parent)


def answered(root: etree._Element, extended: etree._Element | None) -> set[str]:
    """Return the numbers of the comments that somebody replied to."""
    if extended is None:
        return set()
    parents = {each.get(f"{_W15}paraIdParent") for each in extended}
    return {
        comment.get(f"{W}id", "")
        for comment in root.iter(f"{W}comment")
        if any(p.get(f"{W14}paraId") in parents for p in comment.iter(f"{W}p"))
    }


def threads_of(comment: etree._Element) -> set[str]:
    """Return the ids by which other parts name the paragraphs of a comment."""
    return {value for p in comment.iter(f"{W}p") if (value := p.get(f"{W14}paraId"))}


def _text(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
