"""What to look for: a requirement row as weighted concepts and words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contract_lint.align.index import STOPWORDS
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Requirement

_WEAK_TOPICS = frozenset(
    {"topic:product", "topic:quality", "topic:third party", "topic:law", "topic:records",
     "topic:facility", "topic:shipment", "topic:testing", "topic:termination", "topic:change control",
     "topic:price", "topic:payment", "topic:personnel", "topic:meeting", "topic:copies"}
)  # fmt: skip
_BROADER = 0.4  # what the kind of thing counts against the thing itself
_PEOPLE = re.compile(
    r"^(customer|sponsor|client|buyer|purchaser|manufacturer|supplier|cdmo|cmo|seller|vendor|"
    r"contractor|developer|provider|plant|maker|side|both|company)s?$"
)


@dataclass(frozen=True, slots=True)
class Query:
    """Weighted features; `cores` are what a clause on the topic names, by any of its names."""

    weights: Mapping[str, float]
    cores: tuple[frozenset[str], ...]  # one for each alternative name of the object
    action: str
    qualifiers: frozenset[str]
    sentence: frozenset[str] = frozenset()  # stems of the row's text
    fields: frozenset[str] = frozenset()  # stems of its columns, as given or understood

    @property
    def core(self) -> frozenset[str]:
        """Return what the alternatives name, taken together."""
        return frozenset().union(*self.cores)


def build_query(analyzer: Analyzer, requirement: Requirement) -> Query:
    """Turn the object, attribute, condition, action and text of a row into a query."""
    weights: dict[str, float] = {}
    cores: list[set[str]] = []
    typed = bool(requirement.objects) and "objects" not in requirement.inferred
    if typed:
        for words in requirement.objects:
            topics = _add(analyzer, weights, words, 1.0)
            plain = {f for f in _features(analyzer, words) if ":" not in f}
            cores.append(topics - _WEAK_TOPICS or topics or plain)
        measured = _add(analyzer, weights, requirement.attribute, 0.9) - _WEAK_TOPICS
        if measured:
            cores = [measured]
        _add(analyzer, weights, " ".join(requirement.conditions), 0.5)
        _add(analyzer, weights, requirement.clock_from, 0.25)
    topics = _add(analyzer, weights, requirement.text, 0.35 if typed else 0.8)
    if not any(cores):
        cores = [topics - _WEAK_TOPICS or topics]
    if not any(cores):
        cores = [{f for f in _features(analyzer, requirement.text) if ":" not in f}]
    action = _action(analyzer, requirement.action)
    if action:
        weights[f"action:{action}"] = max(weights.get(f"action:{action}", 0.0), 0.6)
    qualifiers = {f for f in weights if f.startswith("qualifier:")}
    alternatives = dict.fromkeys(frozenset(core) for core in cores if core)
    fields = (
        requirement.action.replace("_", " "),
        *requirement.objects,
        requirement.attribute,
        *requirement.conditions,
        requirement.clock_from,
    )
    return Query(
        weights,
        tuple(alternatives),
        action,
        frozenset(qualifiers),
        _stems(analyzer, requirement.text),
        _stems(analyzer, " ".join(fields)),
    )


def _stems(analyzer: Analyzer, words: str) -> frozenset[str]:
    return frozenset(f for f in _features(analyzer, words) if ":" not in f)


def _action(analyzer: Analyzer, word: str) -> str:
    """Return the lexicon's name of an action: "acknowledge" is a way to respond."""
    if not word or f"action:{word}" in analyzer.lexicon.phrases:
        return word
    found = [m.concept for m in analyzer.mentions(word.replace("_", " "))]
    return next((c.removeprefix("action:") for c in found if c.startswith("action:")), word)


def _add(analyzer: Analyzer, weights: dict[str, float], words: str, weight: float) -> set[str]:
    """Add the features of `words`; return the topics among them."""
    topics = set()
    for feature in _features(analyzer, words):
        if feature.startswith("cue:"):
            continue
        factor = 1.0
        if feature.startswith("action:"):
            factor = 0.5
        elif feature.startswith("topic:"):
            topics.add(feature)
            factor = 0.7 if feature in _WEAK_TOPICS else 1.2
        elif feature.startswith("qualifier:"):
            factor = 0.2  # it tells near clauses apart; it does not say what they are about
        else:
            factor = 0.6
        weights[feature] = max(weights.get(feature, 0.0), weight * factor)
        for above in analyzer.lexicon.broader.get(feature, ()):
            weights[above] = max(weights.get(above, 0.0), weight * factor * _BROADER)
    return topics


def _features(analyzer: Analyzer, words: str) -> set[str]:
    if not words:
        return set()
    found = {mention.concept for mention in analyzer.mentions(words)}
    for token in analyzer.nlp.make_doc(words):
        word = token.norm_
        if (
            token.is_alpha
            and len(word) > 2
            and word not in STOPWORDS
            and not _PEOPLE.match(token.lower_)
        ):
            found.add(word)
    return found
