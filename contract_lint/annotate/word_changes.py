"""Tracked changes by us: how one is written, and how a former run's are taken back."""

from copy import deepcopy

from lxml import etree

from contract_lint.annotate.remark import AUTHOR, Edit, NewClause
from contract_lint.annotate.word_comments import Ids
from contract_lint.annotate.word_cuts import SPACE, Cuts, like, whole_of
from contract_lint.model import Span
from contract_lint.read.docx_package import W

_P, _R, _INS, _DEL = f"{W}p", f"{W}r", f"{W}ins", f"{W}del"
_BEFORE_NUMBERING = tuple(
    f"{W}{name}"
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_NOT_COPIED = tuple(
    f"{W}{name}"
    for name in ("sectPr", "pPrChange", "rPr", "framePr", "pageBreakBefore", "keepNext")
)
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_KEPT = {
    f"{W}{name}"
    for name in ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")
}
_HOLDERS = {_P, f"{W}hyperlink", f"{W}smartTag", f"{W}sdtContent", f"{W}customXml", _INS}


class Writer:
    """Writes tracked changes into a document whose runs `cuts` splits."""

    def __init__(self, cuts: Cuts, ids: Ids, when: str) -> None:
        self._cuts = cuts
        self._ids = ids
        self._when = when

    def fits(self, change: Edit | NewClause) -> bool:
        """Say whether a change can be tracked there: not in a field, a move or a text box."""
        if isinstance(change, NewClause):
            return _block_of(self._cuts, change.after) is not None
        edges = change.span
        if not edges:
            edges = Span(edges.start - 1, edges.end)
        spots = list(self._cuts.trace.spots_in(edges))
        covered = sum(
            min(spot.span.end, edges.end) - max(spot.span.start, edges.start) for spot in spots
        )
        if covered < len(edges):  # a number that Word writes, a rule of a table, a note's mark
            return False
        if any(spot.in_field or not spot.offsets for spot in spots):
            return False
        if any(spot.element.getroottree().getroot() is not self._cuts.trace.root for spot in spots):
            return False
        runs = [next(spot.element.iterancestors(_R)) for spot in spots]
        parents = {run.getparent() for run in runs}
        return (
            all(whole_of(spot.element) is None for spot in spots)
            and len({next(run.iterancestors(_P)) for run in runs}) == 1
            and all(parent is not None and parent.tag in _HOLDERS for parent in parents)
        )

    def prepare(self, change: Edit | NewClause) -> None:
        """Split the runs where a change begins and ends."""
        if isinstance(change, Edit):
            if change.span:
                self._cuts.split(change.span)
                for run in self._cuts.runs(change.span):
                    _isolate(run, self._ids)
            else:
                run_before = self._cuts.run_before(change.span.start)
                if run_before is not None:
                    _isolate(run_before, self._ids)

    def write(self, change: Edit | NewClause) -> None:
        """Track a change for which all runs have been split."""
        if isinstance(change, NewClause):
            self._insert_clause(change)
            return
        if not change.span:
            last = self._cuts.run_before(change.span.start)
            assert last is not None
        else:
            runs = self._cuts.runs(change.span)
            for run in runs:
                self._delete(run)
            last = runs[-1]
        if change.text:
            holder = last.getparent()
            inner = holder if holder is not None and holder.tag == _DEL else last
            outer = inner.getparent()
            after = outer if outer is not None and outer.tag == _INS else inner
            after.addnext(self._inserted(change.text, last.find(f"{W}rPr")))

    def _delete(self, run: etree._Element) -> None:
        deleted = self._element(_DEL)
        run.addprevious(deleted)
        deleted.append(run)
        run.tail = None
        for text in run.findall(f"{W}t"):
            text.tag = f"{W}delText"

    def _inserted(self, text: str, look: etree._Element | None) -> etree._Element:
        inserted = self._element(_INS)
        run = etree.SubElement(inserted, _R)
        if look is not None:
            copied = deepcopy(look)
            copied.tail = None
            for child in copied.findall(f"{W}rPrChange"):
                copied.remove(child)
            if len(copied):
                run.append(copied)
        written = etree.SubElement(run, f"{W}t")
        written.set(SPACE, "preserve")
        written.text = text
        return inserted

    def _insert_clause(self, clause: NewClause) -> None:
        block = _block_of(self._cuts, clause.after)
        model = _paragraph_of(self._cuts, clause.like)
        assert block is not None
        paragraph = etree.Element(_P, nsmap={"w": W[1:-1]})
        properties = _properties(model, plain=clause.plain)
        mark = etree.SubElement(properties, f"{W}rPr")
        mark.append(self._element(_INS))
        look = _look(model)
        if look is not None:
            mark.extend(deepcopy(child) for child in look if child.tag not in _CHANGES)
        paragraph.append(properties)
        paragraph.append(self._inserted(clause.text, look))
        block.addnext(paragraph)

    def _element(self, tag: str) -> etree._Element:
        element = etree.Element(tag, nsmap={"w": W[1:-1]})
        element.set(f"{W}id", self._ids.next())
        element.set(f"{W}author", AUTHOR)
        if self._when:
            element.set(f"{W}date", self._when)
        return element


def take_back(root: etree._Element) -> bool:
    """Undo the pending changes of a former run; say whether there were any."""
    found = False
    for paragraph in list(root.iter(_P)):
        mark = paragraph.find(f"{W}pPr/{W}rPr/{_INS}")
        if mark is not None and _is_own(mark) and _is_wholly_own(paragraph):
            _drop(paragraph)
            found = True
    for inserted in [each for each in root.iter(_INS) if _is_own(each)]:
        if inserted.getparent() is not None and len(inserted):
            for kept in [child for child in inserted if child.tag in _KEPT]:
                inserted.addprevious(kept)
            _drop(inserted)
            found = True
    for deleted in [each for each in root.iter(_DEL) if _is_own(each)]:
        for text in deleted.iter(f"{W}delText"):
            text.tag = f"{W}t"
        for child in list(deleted):
            deleted.addprevious(child)
        _drop(deleted)
        found = True
    return found


def _is_own(change: etree._Element) -> bool:
    return change.get(f"{W}author") == AUTHOR


def _is_wholly_own(paragraph: etree._Element) -> bool:
    """Say whether nobody has written into a paragraph that we inserted."""
    runs = list(paragraph.iter(_R))
    return all(
        any(_is_own(each) for each in run.iterancestors(_INS)) or run.find(f"{W}t") is None
        for run in runs
    )


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _isolate(run: etree._Element, ids: Ids) -> None:
    """Give a run in somebody's insertion an insertion of its own."""
    holder = run.getparent()
    if holder is None or holder.tag != _INS or len(holder) == 1:
        return
    before = list(run.itersiblings(preceding=True))[::-1]
    after = list(run.itersiblings())
    for part, place in ((before, holder.addprevious), (after, holder.addnext)):
        if part:
            other = like(holder)
            other.set(f"{W}id", ids.next())
            other.extend(part)
            place(other)


def _paragraph_of(cuts: Cuts, span: Span) -> etree._Element:
    spots = list(cuts.trace.spots_in(span))
    return next(spots[0].element.iterancestors(_P))


def _block_of(cuts: Cuts, span: Span) -> etree._Element | None:
    """Return the paragraph or table of the last words of `span`, out of tables and boxes."""
    spots = [
        spot
        for spot in cuts.trace.spots_in(span)
        if spot.element.getroottree().getroot() is cuts.trace.root
    ]
    if not spots:
        return None
    block = spots[-1].element
    for ancestor in spots[-1].element.iterancestors():
        if ancestor.tag == f"{W}body":
            break
        if ancestor.tag in (_P, f"{W}tbl", f"{W}sdt"):
            block = ancestor
    ends_section = block.find(f"{W}pPr/{W}sectPr") is not None
    return None if ends_section else block


def _properties(model: etree._Element, *, plain: bool) -> etree._Element:
    """Copy what makes a paragraph look as it does; `plain` takes its number away."""
    properties = model.find(f"{W}pPr")
    if properties is None:
        return etree.Element(f"{W}pPr", nsmap={"w": W[1:-1]})
    copied = deepcopy(properties)
    copied.tail = None
    for child in list(copied):
        if child.tag in _NOT_COPIED or (plain and child.tag == f"{W}numPr"):
            copied.remove(child)
    if plain:
        at = sum(1 for child in copied if child.tag in _BEFORE_NUMBERING)
        numbering = etree.Element(f"{W}numPr")
        etree.SubElement(numbering, f"{W}numId").set(f"{W}val", "0")
        copied.insert(at, numbering)
    return copied


def _look(paragraph: etree._Element) -> etree._Element | None:
    """Return the run properties of the most words of a paragraph."""
    runs = [run for run in paragraph.iter(_R) if run.find(f"{W}t") is not None]
    if not runs:
        return None
    longest = max(runs, key=lambda run: sum(len(t.text or "") for t in run.iter(f"{W}t")))
    return longest.find(f"{W}rPr")
