"""Judge requirements against a set of contracts."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from contract_lint.align.amendments import Amended, Amendment, Effect
from contract_lint.align.assessment import Assessment
from contract_lint.align.compare import assess, item_features
from contract_lint.align.confidence import confidence
from contract_lint.align.contest import decisive
from contract_lint.align.exits import WAY_OUT, asks_for_no_exit, find_exit
from contract_lint.align.explain import Considered, Explanation, strongest
from contract_lint.align.features import Wanted, deciding_norm, side_of
from contract_lint.align.index import Entry, Index
from contract_lint.align.inspections import asks_to_inspect, wanted_inspections
from contract_lint.align.matter import is_another
from contract_lint.align.precedence import Precedence, least_reach
from contract_lint.align.query import build_query
from contract_lint.align.reply import Reply
from contract_lint.align.retrieve import (
    POOL,
    Candidate,
    Weights,
    addressed,
    list_holders,
    retrieve,
    shipped_weights,
    signals,
)
from contract_lint.align.source import Source
from contract_lint.align.sourcing import asks_for_free_sourcing, find_tie
from contract_lint.align.values import clock_with
from contract_lint.align.wording import reason as say
from contract_lint.language.analyzer import Analyzer
from contract_lint.language.row_formal import Formal
from contract_lint.language.stem import stem
from contract_lint.model import (
    Clock,
    Contract,
    Deviation,
    Dimension,
    DocumentSet,
    DocumentType,
    Judgement,
    Limit,
    Passage,
    ReadContract,
    Requirement,
    Span,
    Verdict,
)

ADDRESSED = 0.05  # probability below which a provision is not looked at
NEEDED = {  # probability that the row is addressed, from which a verdict is believed
    Verdict.MET: 0.64,  # on a stray mention it misleads most
    Verdict.WEAKER: 0.6,
    Verdict.VAGUE: 0.64,
    Verdict.CONDITIONAL: 0.3,
    Verdict.CONTRADICTED: 0.5,
    Verdict.UNVERIFIABLE: 0.56,
}
ALONE = {  # the same by the best clause alone, in a text too short to compare it with others
    Verdict.MET: 0.50,
    Verdict.WEAKER: 0.11,
    Verdict.VAGUE: 0.50,
    Verdict.CONDITIONAL: 0.15,
    Verdict.CONTRADICTED: 0.15,
    Verdict.UNVERIFIABLE: 0.15,
}
NAMED = 0.25  # and where it names all of the matter and what is to be done
FORMAL = 0.38  # probability of the clause, on a row that is worded as a clause
FORMAL_DENIED = 0.2  # and where the clause says that the row does not hold
PARTLY = 0.76  # below it, a clause without a value speaks of the row's matter in part only
PARTLY_VALUED = 0.55  # and one with a value, which has to name some of the matter besides
PARTLY_ALONE = 0.75  # the same in a text too short to compare it with others
NEXT = 0.35  # a candidate counts beside the best one from this share of its probability
SURE = 0.5  # probability from which a second document is held to speak of the same thing
LONGEST_QUOTE = 700  # characters
MOST_QUOTES = 4
CLOSELY = 8  # candidates that are judged

_PREFERENCE = {
    Verdict.MET: 0.06,
    Verdict.UNVERIFIABLE: 0.05,
    Verdict.CONDITIONAL: 0.03,
    Verdict.WEAKER: 0.02,
    Verdict.CONTRADICTED: 0.02,
    Verdict.VAGUE: -0.04,
}
_LIKELY = 0.1  # what e times the odds that a clause is meant are worth in its standing
_CERTAIN = 5.0  # what being the row's own kind of place adds
_DEFINES = 0.15  # what being a definition takes away: the clause that uses the term comes first
_PASSING = 0.3  # what naming the row's action in passing takes away: it satisfies no row
_OTHER_PARTY = 0.1  # what binding the other party takes away
_VALUE = 0.25  # what a value of the right kind adds to a candidate's standing
_WORST_FIRST = (  # which document decides where a row is wanted in several
    Verdict.CONFLICT,
    Verdict.CONTRADICTED,
    Verdict.MISSING,
    Verdict.CONDITIONAL,
    Verdict.WEAKER,
    Verdict.VAGUE,
    Verdict.UNVERIFIABLE,
    Verdict.MET,
)
_NOT_GOOD = (Verdict.WEAKER, Verdict.CONTRADICTED, Verdict.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one or more documents say of a row."""

    best: Assessment | None
    candidates: tuple[Candidate, ...]
    assessed: tuple[Assessment, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return self.best.verdict if self.best else Verdict.MISSING

    @property
    def sure(self) -> bool:
        return self.best is not None and self.best.candidate.score >= SURE


@dataclass
class Aligner:
    """Finds the clauses that answer a row and judges what they give."""

    analyzer: Analyzer
    reads: Sequence[ReadContract]
    documents: DocumentSet
    weights: Weights = field(default_factory=shipped_weights)
    statement_weights: Weights = field(default_factory=lambda: shipped_weights(statements=True))
    _index: Index = field(init=False)
    _sources: list[Source] = field(init=False)
    _precedence: Precedence = field(init=False)
    _amended: Amended = field(init=False)

    def __post_init__(self) -> None:
        self._index = Index(self.analyzer, self.reads)
        self._sources = [Source(read) for read in self.reads]
        self._precedence = Precedence(self.documents, self.reads)
        self._amended = Amended(self._index, self.reads)

    def judge(self, requirement: Requirement) -> Judgement:
        """Return the verdict on `requirement`, with evidence and deviations."""
        judged = self.weigh(self.analyzer.understand(requirement))
        return replace(judged, requirement=requirement)

    def weigh(self, asked: Requirement) -> Judgement:
        """Return the verdict on a row that the analyzer has understood."""
        query = build_query(self.analyzer, asked)
        wanted = Wanted.of(asked, query, self._index, self.analyzer.lexicon)
        everywhere = tuple(range(len(self.reads)))
        if not asked.documents:
            return self._anywhere(asked, wanted, everywhere)
        judgements = []
        for kind in asked.documents:
            within = [n for n in everywhere if self._contract(n).type == DocumentType(kind)]
            judged = self._wanted_in(asked, wanted, kind, within)
            judgements.append(replace(judged, wanted_in=kind))
        ranked = sorted(judgements, key=lambda judgement: _WORST_FIRST.index(judgement.verdict))
        decisive, *rest = ranked
        seen = (*decisive.evidence[:1], *(p for other in rest for p in other.evidence[:1]))
        others = (p for p in decisive.evidence[1:] if p not in seen)
        return replace(decisive, evidence=(*dict.fromkeys(seen), *others)[:MOST_QUOTES])

    def explain(self, requirement: Requirement, most: int = 5) -> Explanation:
        """Return how a row is read and judged, with the `most` likeliest provisions."""
        asked = self.analyzer.understand(requirement)
        query = build_query(self.analyzer, asked)
        wanted = Wanted.of(asked, query, self._index, self.analyzer.lexicon)
        everywhere = range(len(self.reads))
        sides = self._sides(asked.party)
        known = self._known_places(wanted, everywhere)
        pool = retrieve(self._index, wanted, everywhere, sides, self._weights(wanted), known)
        found = [c for c in pool if not self._is_another(wanted, c.entry)]
        certain = [c for c in found if self._position(c.entry) in known]
        ranked = certain + [c for c in found if c not in certain]
        return Explanation(
            asked=asked,
            action=query.action,
            sought=_in_words(query.core, asked),
            considered=tuple(self._considered(wanted, c) for c in ranked[:most]),
            judgement=self.judge(requirement),
        )

    def _considered(self, wanted: Wanted, candidate: Candidate) -> Considered:
        source = self._sources[candidate.entry.contract]
        found = assess(self.analyzer, wanted, candidate, source, self._absent)
        return Considered(
            passage=self._passage(candidate, found.focus),
            score=candidate.score,
            signals=strongest(self._weights(wanted), candidate.features),
            norm=deciding_norm(wanted, candidate.entry),
            verdict=found.verdict,
            reason=found.reason,
            deviations=found.deviations,
        )

    def _contract(self, number: int) -> Contract:
        return self.reads[number].contract

    def _anywhere(
        self, requirement: Requirement, wanted: Wanted, within: Sequence[int]
    ) -> Judgement:
        answers = [self._answer(wanted, [number]) for number in within]
        found = [answer for answer in answers if answer.best is not None]
        if not found:
            return self._deleted(wanted, requirement, within) or _missing(
                requirement, "nothing in the documents addresses it", answers
            )
        first = max(found, key=lambda a: a.best.candidate.score if a.best else 0.0)
        others = [answer for answer in found if answer is not first and answer.sure]
        return self._settle(requirement, wanted, first, others)

    def _wanted_in(
        self, requirement: Requirement, wanted: Wanted, kind: str, within: Sequence[int]
    ) -> Judgement:
        outside = [n for n in range(len(self.reads)) if n not in within]
        elsewhere = [self._answer(wanted, [number]) for number in outside]
        if within:
            answer = self._answer(wanted, within)
            if answer.best is not None:
                others = [other for other in elsewhere if other.sure]
                return self._settle(requirement, wanted, answer, others)
        reason = f"the {kind} says nothing of it" if within else f"the set has no {kind}"
        found = [answer for answer in elsewhere if answer.sure and answer.best is not None]
        if not found:
            looked = [answer, *elsewhere] if within else elsewhere
            return self._deleted(wanted, requirement, within) or _missing(
                requirement, reason, looked
            )
        first = max(found, key=lambda a: a.best.candidate.score if a.best else 0.0)
        judged = self._judgement(requirement, first)
        if judged.verdict is not Verdict.MET:
            return replace(judged, reason=f"{reason}; {judged.reason}")
        name = judged.evidence[0].contract.document.path.name
        return replace(
            judged,
            verdict=Verdict.WEAKER,
            reason=f"{reason}; found only in {name}",
            deviations=(Deviation("document", f"in the {kind}", f"in {name}"),),
        )

    def _deleted(
        self, wanted: Wanted, requirement: Requirement, within: Sequence[int]
    ) -> Judgement | None:
        """Return that what addressed a row is deleted, where an amendment did that."""
        struck = [at for at in self._amended.silenced if self._index.entries[at].contract in within]
        if not struck:
            return None
        sides = self._sides(wanted.requirement.party)
        for candidate in retrieve(self._index, wanted, (), sides, self._weights(wanted), struck):
            source = self._sources[candidate.entry.contract]
            found = assess(self.analyzer, wanted, candidate, source, self._absent)
            if found.settled or candidate.score >= ALONE[found.verdict]:
                change = self._amended.that_struck(self._position(candidate.entry))
                return Judgement(
                    requirement,
                    Verdict.MISSING,
                    f"{self._amended.say(change)}, which spoke of it, and nothing else does",
                    (self._amended.order(change), self._passage(candidate, found.focus)),
                    confidence=confidence(candidate.score),
                )
        return None

    def _with_change(self, judgement: Judgement, change: Amendment) -> Judgement:
        """Name both places where an amendment made or changed the clause that decides."""
        order, before = self._amended.order(change), self._amended.before(change)
        reason = f"{judgement.reason}; {self._amended.say(change)}"
        if change.effect is Effect.CHANGED:
            return replace(
                judgement,
                verdict=Verdict.UNVERIFIABLE,
                reason=f"{reason}: read both",
                evidence=(*judgement.evidence[:1], order, *judgement.evidence[1:2]),
            )
        old = (before,) if before is not None else ()
        return replace(
            judgement,
            reason=reason,
            evidence=(*judgement.evidence[:1], *old, *judgement.evidence[1:2]),
        )

    def _settle(
        self,
        requirement: Requirement,
        wanted: Wanted,
        first: _Answer,
        others: Sequence[_Answer],
    ) -> Judgement:
        """Weigh what other documents say against the first answer."""
        judged = self._judgement(requirement, first)
        rival = next((other for other in others if self._disagree(first, other)), None)
        if rival is None or rival.best is None or first.best is None:
            return judged
        places = [self._contract(a.best.candidate.entry.contract) for a in (first, rival) if a.best]
        prevailing = self._precedence.winner(
            [place.type for place in places], wanted.requirement.area
        )
        if prevailing is places[0].type:
            return judged
        against = self._judgement(requirement, rival)
        if prevailing is places[1].type:
            return replace(
                against,
                evidence=(*against.evidence[:1], *judged.evidence[:1], *against.evidence[1:2]),
                reason=f"{against.reason}; {places[1].document.path.name} prevails",
            )
        worse, better = (judged, against) if judged.verdict in _NOT_GOOD else (against, judged)
        return replace(
            worse,
            verdict=Verdict.CONFLICT,
            evidence=(*worse.evidence[:1], *better.evidence[:1]),
            deviations=(
                *worse.deviations,
                Deviation(
                    "conflict",
                    "one answer",
                    f"another in {better.evidence[0].contract.document.path.name}",
                ),
            ),
            reason=f"{worse.reason}; in {better.evidence[0].contract.document.path.name} {better.reason}, and neither prevails",
        )

    def _disagree(self, one: _Answer, other: _Answer) -> bool:
        """Say whether two answers contradict each other on the same thing.

        One allows what the other forbids, or their values for the same clock are such that one is
        enough and the other not.
        """
        if one.best is None or other.best is None or not (one.sure and other.sure):
            return False
        if not all(a.candidate.features["joint"] for a in (one.best, other.best)):
            return False
        verdicts = {one.verdict, other.verdict}
        if verdicts == {Verdict.MET, Verdict.CONTRADICTED}:
            return True
        if one.best.value is None or other.best.value is None:
            return False
        return verdicts == {Verdict.MET, Verdict.WEAKER} and _alike(
            self._clock(one.best), self._clock(other.best)
        )

    def _clock(self, assessment: Assessment) -> Clock | None:
        """Return the clock that decided."""
        entry = assessment.candidate.entry
        _, clocks = self._sources[entry.contract].values(entry.provision)
        return clock_with(clocks, assessment.value) if assessment.value else None

    def _answer(self, wanted: Wanted, within: Sequence[int]) -> _Answer:
        sides = self._sides(wanted.requirement.party)
        known = self._known_places(wanted, within)
        found = retrieve(self._index, wanted, within, sides, self._weights(wanted), known)
        candidates = [c for c in found if not self._is_another(wanted, c.entry)]
        if not candidates:
            return _Answer(None, ())
        if len(within) == 1:
            reply = self._by_matter(wanted, within[0], sides[within[0]], candidates)
            if reply is not None:
                return reply
        floor = max(ADDRESSED, NEXT * candidates[0].score)
        certain = [c for c in candidates if self._position(c.entry) in known]
        near = certain + [
            c for c in candidates if (c.score >= floor or _tabled(c)) and c not in certain
        ]
        assessed = [
            replace(
                assess(
                    self.analyzer,
                    wanted,
                    candidate,
                    self._sources[candidate.entry.contract],
                    self._absent,
                ),
                certain=candidate in certain,
            )
            for candidate in near[:CLOSELY]
        ]
        ranked = sorted(assessed, key=lambda a: -_standing(a, wanted))
        if ranked:
            owned = wanted.query.action == "own"
            first = decisive(assessed, ranked[0], self._weights(wanted), owned=owned)
            ranked.sort(key=lambda assessment: assessment is not first)
        scores = [candidate.score for candidate in candidates]
        chance = addressed(scores) if len(found) >= POOL else None
        if not ranked or not _believed(ranked[0], wanted, chance):
            return _Answer(None, tuple(candidates[:3]))
        answering = [assessment.candidate for assessment in ranked[1:]]
        rest = [candidate for candidate in candidates if candidate not in answering]
        return _Answer(
            _in_part(ranked[0], wanted, alone=chance is None),
            (*answering, *rest),
            tuple(ranked),
        )

    def _is_another(self, wanted: Wanted, entry: Entry) -> bool:
        if "topic:order of precedence" in wanted.query.core:
            reach = self._precedence.reach(entry.contract, entry.provision.index)
            if reach is None:
                return "topic:order of precedence" not in entry.own.keys() | entry.context
            return reach < least_reach(wanted.requirement)
        return is_another(wanted, entry, self._sources[entry.contract].text_of(entry.provision))

    def _weights(self, wanted: Wanted) -> Weights:
        return self.weights if wanted.formal is None else self.statement_weights

    def _sides(self, party: str) -> dict[int, str]:
        """Return the role that a row's party has in each contract."""
        return {n: side_of(party, read) for n, read in enumerate(self.reads)}

    def _by_matter(
        self, wanted: Wanted, number: int, side: str, candidates: Sequence[Candidate]
    ) -> _Answer | None:
        """Return what one document says of buying elsewhere or of leaving, where a row asks for it.

        None leaves a row to its candidates; one on buying elsewhere has no other answer.
        """
        entries = [entry for _, entry in self._index.within([number])]
        reply: Reply | None = None
        if asks_for_free_sourcing(wanted):
            reply = find_tie(entries, self._sources)
            if reply is None:
                return _Answer(None, tuple(candidates[:3]))
        elif asks_for_no_exit(wanted):
            reply = find_exit(wanted, entries, self._sources, side)
        return None if reply is None else self._reply(wanted, reply, side, candidates)

    def _reply(
        self, wanted: Wanted, reply: Reply, side: str, candidates: Sequence[Candidate]
    ) -> _Answer:
        weights = self._weights(wanted)
        values = signals(wanted, reply.entry, self._index, side, weights.related_to(wanted))
        candidate = Candidate(reply.entry, max(SURE, weights.score(values)), values)
        focus = reply.value.span if reply.value else None
        best = Assessment(
            candidate,
            reply.verdict,
            reply.reason,
            reply.deviations,
            focus,
            reply.value,
            certain=True,
        )
        return _Answer(best, tuple(c for c in candidates if c.entry is not reply.entry))

    def _absent(self, target: str) -> bool:
        return all(read.contract.type.value != target for read in self.reads)

    def _position(self, entry: Entry) -> int:
        return self._index.position(entry)

    def _known_places(self, wanted: Wanted, within: Sequence[int]) -> frozenset[int]:
        """Return the entries that are what the row asks for by their form alone.

        The clause that lists what an `all_of` row names; the definition of the term that a row
        wants defined; the sentences that rank documents, where it asks for an order of precedence;
        those that let a party look into books or premises, where it asks for no more.
        """
        requirement = wanted.requirement
        if requirement.limit is Limit.ALL_OF and requirement.items:
            items = [item_features(self.analyzer, item) for item in requirement.items]
            return frozenset(list_holders(self._index, items, within))
        if "topic:order of precedence" in wanted.query.core:
            places = self._precedence.places(least_reach(requirement))
            return frozenset(
                at
                for at, entry in self._index.within(within)
                if (entry.contract, entry.provision.index) in places
            )
        if asks_to_inspect(wanted):
            return frozenset(wanted_inspections(wanted, self._index, self._sources, within))
        formal = wanted.formal
        if formal is not None and formal.defines:
            return self._definitions_of(formal, requirement.text, within)
        if wanted.query.action in ("define", "execute"):
            names = {name.lower() for name in requirement.objects}
            return frozenset(at for at, _ in self._defining(names, within))
        return frozenset()

    def _definitions_of(self, formal: Formal, text: str, within: Sequence[int]) -> frozenset[int]:
        """Return the definitions of the row's subject that name what the row says of it."""
        said = {m.concept for m in self.analyzer.mentions(text[formal.verb :])}
        said -= {m.concept for m in self.analyzer.mentions(formal.subject)}
        topics = {concept for concept in said if concept.startswith("topic:")}
        defining = self._defining({formal.subject.lower()}, within)
        return frozenset(at for at, entry in defining if topics <= entry.own.keys())

    def _defining(
        self, names: Collection[str], within: Sequence[int]
    ) -> Iterator[tuple[int, Entry]]:
        """Yield the entries, with their positions, that define one of `names`, in small letters."""
        places = {
            n: [term.name_span for term in self._contract(n).terms if term.name.lower() in names]
            for n in range(len(self.reads))
        }
        for at, entry in self._index.within(within):
            if any(entry.provision.span.covers(place) for place in places[entry.contract]):
                yield at, entry

    def _judgement(self, requirement: Requirement, answer: _Answer) -> Judgement:
        best = answer.best
        assert best is not None
        passages = [self._passage(best.candidate, best.focus)]
        for candidate in answer.candidates:
            passage = self._passage(candidate, None)
            if passage.span not in [p.span for p in passages] and len(passages) < 3:
                passages.append(passage)
        judgement = Judgement(
            requirement,
            best.verdict,
            best.reason,
            tuple(passages),
            best.deviations,
            confidence=confidence(best.candidate.score),
            focus=self._focus(best),
            weighed=tuple((self._whole(each.candidate), each.verdict) for each in answer.assessed),
        )
        change = self._amended.behind(self._position(best.candidate.entry))
        return judgement if change is None else self._with_change(judgement, change)

    def _focus(self, best: Assessment) -> Passage | None:
        entry = best.candidate.entry
        if best.focus is None or not entry.provision.span.covers(best.focus):
            return None
        return Passage(self._contract(entry.contract), best.focus)

    def _whole(self, candidate: Candidate) -> Passage:
        entry = candidate.entry
        return Passage(self._contract(entry.contract), entry.provision.span)

    def _passage(self, candidate: Candidate, focus: Span | None) -> Passage:
        entry = candidate.entry
        span = entry.provision.span
        if len(span) > LONGEST_QUOTE:
            spots = [m.start for m in entry.mentions] or [span.start]
            middle = focus.start if focus and span.covers(focus) else spots[0]
            start = max(span.start, middle - LONGEST_QUOTE // 2)
            span = Span(start, min(span.end, start + LONGEST_QUOTE))
        return Passage(self._contract(entry.contract), span)


def _standing(assessment: Assessment, wanted: Wanted) -> float:
    score = assessment.candidate.score
    standing = _LIKELY * math.log(score / (1 - score)) + _PREFERENCE[assessment.verdict]
    uncapped = wanted.dimension is Dimension.RATE and assessment.value is None
    free = uncapped and assessment.verdict is Verdict.MET  # for want of a cap, which may stand near
    if wanted.dimension is not None and assessment.definite and not free:
        standing += _VALUE
    if assessment.certain:
        standing += _CERTAIN
    elif assessment.candidate.features["definition"]:
        standing -= _DEFINES
    if assessment.passing and assessment.verdict is Verdict.MET and not assessment.certain:
        standing -= _PASSING
    if any(deviation.kind == "bearer" for deviation in assessment.deviations):
        standing -= _OTHER_PARTY
    if any(deviation.required == WAY_OUT for deviation in assessment.deviations):
        standing -= _PASSING  # a way out for cause: another one than the row is about
    return standing


def _believed(assessment: Assessment, wanted: Wanted, chance: float | None) -> bool:
    """Say whether the clause is likely enough to be the one that the row is about.

    `chance` is the probability that the document addresses the row, None where it is too short.
    """
    if assessment.certain:
        return True
    if asks_to_inspect(wanted) and assessment.verdict is not Verdict.CONTRADICTED:
        return assessment.settled  # those that give such a right are certain
    if wanted.formal is not None:
        denied = assessment.verdict not in (Verdict.MET, Verdict.VAGUE, Verdict.UNVERIFIABLE)
        return assessment.candidate.score >= (FORMAL_DENIED if denied else FORMAL)
    if chance is None:
        rival = assessment.candidate.features["rival"]  # "before freezing" for "after thaw"
        needed = NAMED if assessment.candidate.whole else ALONE[assessment.verdict]
        return assessment.settled or assessment.candidate.score >= needed * (1 + rival)
    return chance >= NEEDED[assessment.verdict]


def _in_words(core: Collection[str], row: Requirement) -> tuple[str, ...]:
    """Return what a row seeks as a reader would say it: concepts by name, stems as the row's words."""
    told = " ".join((*row.objects, row.attribute, row.text))
    words = {stem(word.lower()): word.lower() for word in reversed(re.findall(r"[\w-]+", told))}
    named = (one.split(":", 1)[1] if ":" in one else words.get(one, one) for one in sorted(core))
    return tuple(dict.fromkeys(named))


def _alike(one: Clock | None, other: Clock | None) -> bool:
    """Say whether two clocks run the same way from the same event, as far as they name one."""
    if one is None or other is None:
        return one is other
    same = one.anchor is other.anchor or one.anchor is None or other.anchor is None
    return one.direction is other.direction and same


def _tabled(candidate: Candidate) -> bool:
    """Say whether it is a row of a table with the thing that the row names and a value for it."""
    in_table = candidate.entry.provision.row is not None
    return in_table and candidate.listed and candidate.features["value"] == 1


def _in_part(assessment: Assessment, wanted: Wanted, *, alone: bool) -> Assessment:
    """Say where a clause that seems to satisfy a row speaks of its matter in part only."""
    if (
        assessment.verdict is not Verdict.MET
        or wanted.formal is not None
        or assessment.certain
        or assessment.candidate.entry.provision.row is not None
    ):
        return assessment
    candidate = assessment.candidate
    if wanted.dimension is not None:
        named = candidate.features["core hits"] > 0 and candidate.score >= PARTLY_VALUED
        near = alone or named
    else:
        near = candidate.score >= (PARTLY_ALONE if alone else PARTLY)
        near = near or (alone and candidate.whole)
    if near and not assessment.passing:
        return assessment
    asked = " or ".join(wanted.requirement.objects) or wanted.requirement.text
    deviation = Deviation("scope", asked, "only something near it")
    return replace(
        assessment,
        verdict=Verdict.WEAKER,
        reason=say([deviation], ""),
        deviations=(deviation,),
    )


def _missing(requirement: Requirement, reason: str, looked: Sequence[_Answer]) -> Judgement:
    """Return that nothing gives the row; `looked` hold the likeliest clauses that do not."""
    nearest = max((c.score for answer in looked for c in answer.candidates[:1]), default=0.0)
    sure = confidence(nearest, missing=True)
    return Judgement(requirement, Verdict.MISSING, reason, confidence=sure)
