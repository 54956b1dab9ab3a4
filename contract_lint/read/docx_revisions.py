"""Turn a Word tree with tracked changes into the tree that it was before them."""

from lxml import etree

from contract_lint.read.docx_package import W

_SWAPPED = {
    f"{W}{old}": f"{W}{new}"
    for pair in (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
    for old, new in (pair, pair[::-1])
} | {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_FORMATTED = {f"{W}{name}Change": f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr")}
_KEPT = {*_SWAPPED, f"{W}sectPr"}  # properties that a change of the others leaves alone
_KINDS = {"insertion": "deletion", "deletion": "insertion"}


def undo_changes(root: etree._Element) -> None:
    """Reject every change below `root`: what was inserted reads as deleted, and the reverse.

    Formatting, styles and numbers are again those from before the change.
    """
    for change in list(root.iter(*_FORMATTED)):
        _restore(change)
    for element in root.iter(*_SWAPPED):
        element.tag = _SWAPPED[element.tag]


def true_kind(kind: str) -> str:
    """Return what a change is that was read out of a tree in which it is undone."""
    return _KINDS.get(kind, kind)


def _restore(change: etree._Element) -> None:
    properties = change.getparent()
    if properties is None:
        return
    before = change.find(_FORMATTED[change.tag])
    for each in list(properties):
        if each.tag not in _KEPT and each.tag != f"{W}rPr":
            properties.remove(each)
    if before is not None:
        for place, each in enumerate(list(before)):
            properties.insert(place, each)
