"""Read contracts and requirement rows into norms: the front door of this package."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from contract_lint.language.borrowed import Lender
from contract_lint.language.clocks import find_clocks
from contract_lint.language.inspections import find_inspections
from contract_lint.language.lexicon import Lexicon, load_lexicon
from contract_lint.language.norms import Names, Statement, read_statements
from contract_lint.language.pipeline import ConceptMatcher, Mention, build_nlp, tokenize
from contract_lint.language.provisions import provisions
from contract_lint.language.quantities import find_quantities
from contract_lint.language.rows import understand
from contract_lint.model import (
    Clock,
    Contract,
    Norm,
    Provision,
    Quantity,
    ReadContract,
    Requirement,
    Span,
)


@dataclass
class Analyzer:
    """The language model of the program: a tokenizer, a lexicon and rules of contract English."""

    nlp: Language
    lexicon: Lexicon
    concepts: ConceptMatcher
    _docs: dict[int, tuple[Contract, Doc]] = field(default_factory=dict)
    _named: dict[int, list[Mention]] = field(default_factory=dict)

    @classmethod
    def build(cls, lexicon_files: Sequence[Path] = ()) -> "Analyzer":
        """Build from the shipped lexicon and the user's own files.

        Raises BadRuleError where a lexicon file is malformed.
        """
        nlp = build_nlp()
        lexicon = load_lexicon(lexicon_files)
        return cls(nlp, lexicon, ConceptMatcher(nlp, lexicon))

    def doc(self, contract: Contract) -> Doc:
        """Return the tokens of the whole document; token offsets are `Document.text` offsets."""
        known = self._docs.get(id(contract))
        if known is None or known[0] is not contract:
            words = contract.document.text.replace("\n", " ")  # a line break must not part a phrase
            known = (contract, tokenize(self.nlp, words))
            self._docs[id(contract)] = known
            self._named.pop(id(contract), None)
        return known[1]

    def named(self, contract: Contract) -> list[Mention]:
        """Return the concepts that the whole document names, in order."""
        doc = self.doc(contract)
        if id(contract) not in self._named:
            self._named[id(contract)] = list(self.concepts.find(doc))
        return self._named[id(contract)]

    def forget(self, contract: Contract) -> None:
        """Drop the tokens of a contract that is done with: they are most of what a run holds."""
        _, doc = self._docs.pop(id(contract), (None, None))
        if doc is not None:
            doc.user_data.clear()  # what others keep there may point back at the tokens
        self._named.pop(id(contract), None)

    def mentions(self, text: str) -> list[Mention]:
        """Return the concepts that a short text names; joint ones span the whole text."""
        found = list(self.concepts.find(self.nlp.make_doc(text), broader=False))
        names = {mention.concept for mention in found}
        joint = sorted(self.concepts.joint(names) - names)
        plain = [mention for mention in found if not mention.concept.startswith("part:")]
        return plain + [Mention(0, len(text), concept) for concept in joint]

    def understand(self, requirement: Requirement) -> Requirement:
        """Fill the empty fields of a row from its text; `inferred` says which."""
        return understand(requirement, self.mentions(requirement.text))

    def read(self, contract: Contract) -> ReadContract:
        """Return the provisions of `contract` and the norms that they set."""
        names = Names.of(contract)
        lender = Lender.of(contract)
        pieces = provisions(contract)
        found: list[Norm] = []
        leads: dict[Span, list[Statement]] = {}
        for piece in pieces:
            inherited = [s for span in piece.lead for s in leads.get(span, [])]
            text = contract.document.quote(piece.span)
            statements = read_statements(text, names, inherited)
            leads[piece.span] = statements
            quantities = _merged(find_quantities(text, piece.span.start), lender.lend(piece.span))
            clocks = find_clocks(text, quantities, piece.span.start)
            found.extend(_norm(piece, statement, quantities, clocks) for statement in statements)
        norms = _with_concepts(pieces, found, self.named(contract))
        return ReadContract(contract, pieces, _with_inspections(contract, pieces, norms, names))


def _merged(own: Sequence[Quantity], lent: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities of a provision with those that it borrows, in order."""
    apart = (q for q in lent if not any(q.span.overlaps(each.span) for each in own))
    return sorted((*own, *apart), key=lambda quantity: quantity.span)


def _norm(
    piece: Provision,
    statement: Statement,
    quantities: Sequence[Quantity],
    clocks: Sequence[Clock],
) -> Norm:
    start = piece.span.start
    span = Span(start + statement.start, start + statement.end)
    return Norm(
        provision=piece.index,
        span=span,
        modality=statement.modality,
        bearers=statement.bearers,
        quantities=tuple(q for q in quantities if span.covers(q.span)),
        clocks=tuple(c for c in clocks if span.overlaps(c.span)),
        passive=statement.passive,
    )


def _with_concepts(
    pieces: Sequence[Provision], norms: Sequence[Norm], mentions: Sequence[Mention]
) -> tuple[Norm, ...]:
    """Give each norm the actions, topics and cues that stand in its span."""
    found = []
    at = 0
    for norm in norms:
        while at < len(mentions) and mentions[at].start < pieces[norm.provision].span.start:
            at += 1
        inside: list[Mention] = []
        index = at
        while index < len(mentions) and mentions[index].start < norm.span.end:
            if mentions[index].start >= norm.span.start and mentions[index].end <= norm.span.end:
                inside.append(mentions[index])
            index += 1
        names = dict.fromkeys(mention.concept for mention in inside)
        found.append(
            replace(
                norm,
                actions=tuple(n.removeprefix("action:") for n in names if n.startswith("action:")),
                concepts=tuple(n for n in names if not n.startswith(("action:", "cue:", "part:"))),
                hedges=_cues(inside, ("cue:effort", "cue:discretion")),
                exceptions=_cues(inside, ("cue:exception",)),
                conditions=_cues(inside, ("cue:subject to", "cue:consent gate")),
            )
        )
    return tuple(found)


def _with_inspections(
    contract: Contract, pieces: Sequence[Provision], norms: Sequence[Norm], names: Names
) -> tuple[Norm, ...]:
    """Let the norms that give a right to look into books or premises speak of an audit."""
    looked: dict[int, bool] = {}
    found = []
    for norm in norms:
        piece = pieces[norm.provision]
        if piece.index not in looked:
            words = " ".join(
                " ".join(contract.document.quote(span).split())
                for span in (*piece.lead, piece.span)
            )
            looked[piece.index] = any(find_inspections(words, names))
        if looked[piece.index]:
            actions = dict.fromkeys((*norm.actions, "permit"))
            concepts = dict.fromkeys((*norm.concepts, "topic:audit"))
            norm = replace(norm, actions=tuple(actions), concepts=tuple(concepts))
        found.append(norm)
    return tuple(found)


def _cues(mentions: Sequence[Mention], names: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(Span(m.start, m.end) for m in mentions if m.concept in names)
