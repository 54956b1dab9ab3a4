"""All phrases of all rules in one matcher, so that a contract is read once for them."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from contract_lint.model import Span


class PhraseBook:
    """Phrases in any inflection that the pipeline's NORM levels ("audits" as "audit")."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self._keys: dict[int, int] = {}  # the matcher's key -> ours

    def add(self, phrases: Iterable[str]) -> int:
        """Add a list of phrases and return the key under which `find` gives its places."""
        key = len(self._keys)
        name = f"phrases-{key}"
        self._matcher.add(name, [self.nlp.make_doc(phrase) for phrase in phrases])
        self._keys[self.nlp.vocab.strings[name]] = key
        return key

    def find(self, doc: Doc) -> dict[int, list[Span]]:
        """Return the places of every list of phrases, each in reading order."""
        found: dict[int, list[Span]] = {key: [] for key in self._keys.values()}
        for name, start, end in self._matcher(doc):
            last = doc[end - 1]
            found[self._keys[name]].append(Span(doc[start].idx, last.idx + len(last)))
        for spans in found.values():
            spans.sort()
        return found
