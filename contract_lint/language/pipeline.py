"""The spaCy pipeline: a blank English tokenizer with our stems, and a matcher of concepts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import spacy
from spacy.attrs import IDX, LENGTH, NORM
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from contract_lint.language.lexicon import Lexicon
from contract_lint.language.stem import stem

LONGEST_TEXT = 20_000_000  # characters; the tokenizer needs no more memory than the text asks for
KNOWN_WORDS = 200_000  # chunks between blanks that the tokenizer remembers, at about 100 bytes


def build_nlp() -> Language:
    """Build the tokenizer; a token's `norm_` is its stem, so that patterns match inflections."""
    nlp = spacy.blank("en")
    nlp.vocab.lex_attr_getters[NORM] = stem  # type: ignore[attr-defined]
    nlp.max_length = LONGEST_TEXT
    nlp.tokenizer.max_cache_size = KNOWN_WORDS  # type: ignore[union-attr]
    return nlp


def tokenize(nlp: Language, text: str) -> Doc:
    """Return the tokens of a whole document.

    The tokenizer stops remembering words at the first special case of a text ("a.m."), so it sees
    each distinct word alone before; that is twenty times faster and gives the same tokens.
    """
    for word in dict.fromkeys(text.split()):
        nlp.make_doc(word)
    return nlp.make_doc(text)


_DATE, _DATED = "topic:lead time", "action:deliver"


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a text, as a range of characters."""

    start: int
    end: int
    concept: str


class ConceptMatcher:
    """Finds every mention of every concept of a lexicon in one pass."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self._nlp = nlp
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        for concept, phrases in lexicon.phrases.items():
            spellings = sorted({text for phrase in phrases for text in _spellings(phrase)})
            self._matcher.add(concept, [_pattern(nlp, text) for text in spellings])
        self._broader = lexicon.broader
        self._groups: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for concept, groups in lexicon.together.items():
            for group in groups:
                parts = frozenset(f"part:{part}" for part in group)
                for part in sorted(parts):
                    self._groups.setdefault(part, []).append((concept, parts))
        for part in sorted(self._groups):
            texts = sorted(set(_spellings(part.removeprefix("part:"))))
            self._matcher.add(part, [_pattern(nlp, text) for text in texts])

    def find(self, doc: Doc, *, broader: bool = True) -> Iterator[Mention]:
        """Yield mentions in the order of their first character.

        A topic inside the words of a longer topic is not named: "quality agreement" does not speak
        of quality. Nor is a delivery date a delivery. With `broader`, the concept that a narrower one is a kind of is named with it.
        """
        strings = self._nlp.vocab.strings
        places = doc.to_array([IDX, LENGTH])
        begins = places[:, 0].tolist()
        ends = (places[:, 0] + places[:, 1]).tolist()
        found = sorted((start, -end, strings[key]) for key, start, end in self._matcher(doc))
        reach, since, dated = -1, -1, -1
        for start, negative, concept in found:
            end = -negative
            if concept.startswith("topic:"):
                if end <= reach and (start, end) != (since, reach):
                    continue
                if end > reach:
                    since, reach = start, end
                if concept == _DATE:
                    dated = end
            elif concept == _DATED and end < dated:
                continue
            yield Mention(begins[start], ends[end - 1], concept)
            for name in self._broader.get(concept, ()) if broader else ():
                yield Mention(begins[start], ends[end - 1], name)

    def joint(self, own: Collection[str], around: Collection[str] = ()) -> set[str]:
        """Return the concepts whose parts stand together.

        At least one part must be among `own`, the others may be among `around`.
        """
        parts_here = {name for name in own if name.startswith("part:")}
        held = parts_here.union(around)
        return {
            concept
            for part in parts_here
            for concept, parts in self._groups.get(part, ())
            if parts <= held
        }


def _pattern(nlp: Language, phrase: str) -> Any:
    """Return a phrase as the matcher takes it: as tokens, or as the NORM of each where that is all.

    Plain words need no tokenizer, and a Doc for each of thousands of phrases would take longer
    than to match them; nor need words that no contract may hold be entered in the vocabulary.
    """
    vocab = nlp.vocab
    words = phrase.replace("-", " - ").split()
    special = nlp.tokenizer.rules  # type: ignore[union-attr]
    if all(
        word == "-" or (word.isascii() and word.isalpha() and word not in special) for word in words
    ):
        return tuple(
            vocab[word].norm if word in vocab else vocab.strings.add(stem(word)) for word in words
        )
    return nlp.make_doc(phrase)


def _spellings(phrase: str) -> Iterator[str]:
    """Yield the phrase with its hyphens as they are, as blanks and closed up."""
    yield phrase
    if "-" in phrase:
        yield phrase.replace("-", " ")
        yield phrase.replace("-", "")
    elif phrase.count(" ") in (1, 2):
        yield phrase.replace(" ", "-")
