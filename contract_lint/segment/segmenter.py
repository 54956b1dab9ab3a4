"""Put the parts together: from a document to a contract."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from contract_lint.model import BlockKind, Contract, Document, DocumentType, Party, Role, Span
from contract_lint.segment.actors import find_actors, other_side
from contract_lint.segment.contents import find_contents
from contract_lint.segment.exhibits import find_exhibits
from contract_lint.segment.kinds import find_title, find_type, names_paper
from contract_lint.segment.labels import Label, Place, Regions, find_labels
from contract_lint.segment.numbering import choose, without_front_items
from contract_lint.segment.numerals import Style
from contract_lint.segment.parties import find_parties
from contract_lint.segment.quoted import quoted_clauses
from contract_lint.segment.references import find_references
from contract_lint.segment.roles import find_roles, stand_ins
from contract_lint.segment.terms import find_terms
from contract_lint.segment.tree import build_clauses

_NOT_CLAUSES = {BlockKind.ROW, BlockKind.NOTE, BlockKind.ASIDE, BlockKind.CONTENTS}

_SHORTEST_HEAD = 12  # characters in a running head; shorter lines repeat for other reasons
_PAGES = 3
_FEW_NUMBERS = 3
_CAPTION = re.compile(r"[\s*#]*(?:table|figure|fig\.|form)\s+\w{1,4}\b", re.IGNORECASE)
_PARAGRAPH = 12  # words


def segment(
    document: Document,
    *,
    type: DocumentType | None = None,  # noqa: A002 - the word that the configuration uses
    roles: Mapping[Role, Sequence[str]] | None = None,
) -> Contract:
    """Find clauses, terms, references, parties and type of a document.

    `type` and `roles`, where given, are taken as they are instead of being worked out.
    """
    contents = find_contents(document)
    openings = without_front_items(choose(_labels(document, contents)))
    clauses = build_clauses(document, openings)
    title = find_title(document)
    bare = Contract(
        document=document,
        type=type or find_type(document, title),
        clauses=clauses,
        parties=_parties(document.text, roles or {}),
        title=title,
    )
    references = find_references(bare, Regions(contents))
    return replace(bare, terms=find_terms(bare, Regions(contents)), references=references)


def _parties(text: str, given: Mapping[Role, Sequence[str]]) -> tuple[Party, ...]:
    """Return the parties; a role that is given wins over one that is worked out."""
    found = find_parties(text)
    fixed = {name.casefold(): role for role, names in given.items() for name in names}
    worked_out = [None] * len(found) if given else find_roles(text, [names for _, names in found])
    parties = []
    seen: set[str] = set()
    for (name, names), role in zip(found, worked_out, strict=True):
        known = [fixed[alias.casefold()] for alias in (name, *names) if alias.casefold() in fixed]
        seen.update(alias.casefold() for alias in (name, *names))
        parties.append(Party(name, names, known[0] if known else role))
    for given_role, given_names in given.items():
        unseen = tuple(
            sorted((n for n in given_names if n.casefold() not in seen), key=len, reverse=True)
        )
        if unseen:
            parties.append(Party(unseen[0], unseen, given_role))
    sides = {party.role: party.aliases for party in parties if party.role is not None}
    if given and len(found) == 1 and parties[0].role is None:
        parties[0] = replace(parties[0], role=other_side(text, sides))
    elif not found:
        parties += [Party(name, (name,), role) for name, role in find_actors(text, sides).items()]
    return tuple(_with_stand_ins(parties, text))


def _with_stand_ins(parties: Sequence[Party], text: str) -> Iterator[Party]:
    """Add to the one party of a role the role words that the text slips into for it."""
    known = {alias for party in parties for alias in party.aliases}
    holders = Counter(party.role for party in parties)
    for party in parties:
        if party.role is None or holders[party.role] > 1:
            yield party
        else:
            words = stand_ins(text, party.role, known)
            aliases = sorted({*party.aliases, *words}, key=lambda alias: (-len(alias), alias))
            yield replace(party, aliases=tuple(aliases))


def _labels(document: Document, contents: Sequence[Span]) -> list[Label]:
    """Return every label, exhibits and unnumbered headings among them, in reading order."""
    skip = [block.span for block in document.blocks if block.kind in _NOT_CLAUSES]
    skip.extend(contents)
    exhibits = find_exhibits(document, Regions(skip))
    skip.extend(_repeated_lines(document))
    taken = [label.span for label in exhibits]
    quoted = Regions(list(quoted_clauses(document)))
    numbered = [
        label
        for label in find_labels(document, Regions([*skip, *taken]))
        if not (label.span.start in quoted and label.opens_section)
    ]
    starts = {label.start for label in (*exhibits, *numbered)}
    numbered_blocks = sum(1 for label in numbered if label.place >= Place.BLOCK)
    headings = _headings(document, starts, Regions(skip), guessed=numbered_blocks < _FEW_NUMBERS)
    return sorted((*exhibits, *numbered, *headings), key=lambda label: label.span)


def _repeated_lines(document: Document) -> list[Span]:
    """Return the lines that come word for word on several pages: running heads and feet."""
    counts: dict[str, list[Span]] = {}
    for line in document.lines:
        words = document.quote(line.span).strip()
        if len(words) >= _SHORTEST_HEAD:
            counts.setdefault(words, []).append(line.span)
    return [span for spans in counts.values() if len(spans) >= _PAGES for span in spans]


def _headings(
    document: Document, labelled: set[int], skip: Regions, *, guessed: bool
) -> Iterator[Label]:
    """Yield the headings that bear no number, but for the title of the document.

    Without `guessed`, headings of no level are left out: a reader took them for such by their looks,
    and in a numbered contract they are captions and running titles more often than not.
    """
    blocks = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    levels = Counter(block.level or 0 for block in blocks)
    front = _front_end(document, labelled)
    for block in blocks:
        start, level = block.span.start, block.level or 0
        if block.label is not None or start in labelled or start in skip:
            continue
        if (block.level is None and not guessed) or _CAPTION.match(document.text, start):
            continue
        if start < front and (levels[level] == 1 or names_paper(document.quote(block.span))):
            continue
        yield Label(start, Span(start, start), ((Style.HEADING, (level,)),), Place.GIVEN)


def _front_end(document: Document, labelled: set[int]) -> int:
    """Return where the first numbered clause or the first paragraph of sentences begins."""
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.label is None:
            continue
        words = document.quote(block.span).split()
        if block.label is not None or block.span.start in labelled or len(words) >= _PARAGRAPH:
            return block.span.start
    return 0
