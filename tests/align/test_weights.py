"""The weights that are shipped belong to the features that are looked at."""

from dataclasses import replace
from pathlib import Path

from contract_lint.align.features import Wanted, features
from contract_lint.align.index import Index
from contract_lint.align.query import build_query
from contract_lint.align.retrieve import RELATED, Weights, retrieve, shipped_weights
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Place, Requirement
from contract_lint.read import read
from contract_lint.segment import segment

TEXT = "# Supply Agreement\n\n1. Audits. Client may audit the Facility on ten (10) days' notice.\n"


def test_weights_name_exactly_the_features(tmp_path: Path) -> None:
    path = tmp_path / "supply.md"
    path.write_text(TEXT)
    analyzer = Analyzer.build()
    index = Index(analyzer, [analyzer.read(segment(read(path)))])
    row = Requirement("R1", "The sponsor may audit on 10 days' notice", Place(path, 1))
    asked = analyzer.understand(row)
    wanted = Wanted.of(asked, build_query(analyzer, asked), index, analyzer.lexicon)
    found = features(wanted, index.entries[0], index, "Sponsor")
    assert list(shipped_weights().weights) == [*found, RELATED]
    assert all(0 <= value <= 1 for value in found.values())


def test_related_terms_speak_for_a_clause(tmp_path: Path) -> None:
    path = tmp_path / "supply.md"
    path.write_text(TEXT)
    analyzer = Analyzer.build()
    index = Index(analyzer, [analyzer.read(segment(read(path)))])
    asked = analyzer.understand(
        Requirement("R1", "The sponsor may audit on 10 days' notice", Place(path, 1))
    )
    wanted = Wanted.of(asked, build_query(analyzer, asked), index, analyzer.lexicon)
    plain = Weights(
        dict.fromkeys([*features(wanted, index.entries[0], index, ""), RELATED], 1.0), 0
    )
    learned = replace(plain, related={"topic:audit": {"topic:facility": 0.5, "unheard": 9.0}})
    none, some = (retrieve(index, wanted, [0], {0: "Sponsor"}, w)[0] for w in (plain, learned))
    assert none.features[RELATED] == 0
    assert some.features[RELATED] == 0.5
    assert some.score > none.score
