from functools import lru_cache
from pathlib import Path

import pytest

from contract_lint.language.lexicon import load_lexicon
from contract_lint.language.pipeline import ConceptMatcher, build_nlp

OWN = """\
kind: topic
concepts:
  apiary: []
  beehive: [bee-hive]
  swarm: []
  honey: [honey jar]
  honey jar lid: [lid of honey jar]
together:
  swarm: [bees + escape]
kinds:
  beehive: [apiary]
"""


@lru_cache(maxsize=1)
def _matcher() -> ConceptMatcher:
    return ConceptMatcher(build_nlp(), load_lexicon())


def _topics(text: str, matcher: ConceptMatcher | None = None, *, broader: bool = True) -> set[str]:
    matcher = matcher or _matcher()
    found = {m.concept for m in matcher.find(build_nlp().make_doc(text), broader=broader)}
    return {c for c in found | matcher.joint(found) if c.startswith("topic:")}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The batches were reprocessed without approval.", "reprocessing"),
        ("Supplier shall keep three months of inventory of the Product.", "safety stock"),
        ("Neither party shall assign its obligations.", "anti-assignment"),
        ("Its total liability shall not exceed the fees paid.", "liability cap"),
        ("The records shall be available to Buyer's accountants.", "records"),
        ("Information that was independently developed is free.", "independent development"),
        ("Each vial shall be stored in the vapour phase of liquid nitrogen.", "cryogenic storage"),
        ("Manufacturer shall send a status report every week.", "status report"),
        ("The work may be performed by third parties.", "subcontracting"),
        ("Supplier shall tell Buyer of an inspection by the FDA.", "regulatory inspection"),
        ("There is a Quality and Technical Agreement.", "quality agreement"),
        ("Supplier shall not modify the process without the consent of Buyer.", "major change"),
        ("Supplier shall treat Buyer in parity with its other customers.", "shortage"),
        ("Buyer may return a failed product for replacement.", "rejection"),
        ("Claims for damage shall be made within days of receipt.", "rejection"),
        ("If Buyer discovers that a batch does not meet the Specifications.", "hidden defect"),
        ("Materials provided by Buyer are owned by Buyer.", "customer materials"),
        ("Supplier shall keep a quality system under ISO 9001.", "cgmp"),
        ("The costs of the recall shall be borne by Manufacturer.", "recall costs"),
    ],
)
def test_a_clause_names_its_topic(text: str, topic: str) -> None:
    assert f"topic:{topic}" in _topics(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The effective date is the date of signature.", "shelf life"),
        ("The parties shall work in good faith.", "facility"),
        ("The parties shall work in good faith.", "product"),
        ("Product shall meet the Specifications.", "meeting"),
        ("The quality control unit shall find the cause.", "order of precedence"),
        ("Each party shall notify the other without any delay.", "delay"),
        ("Buyer shall notify Seller of any shortages or defects.", "delay"),
        ("The parties shall meet in order to settle the price.", "purchase order"),
        ("Buyer shall complete its inspection of each shipment.", "regulatory inspection"),
        ("All documents shall be of good quality under this Agreement.", "quality agreement"),
        ("Seller may agree to the withdrawal of a claim.", "recall"),
        ("Auditors hired from a third party may perform it.", "subcontracting"),
    ],
)
def test_a_clause_does_not_name_what_only_sounds_alike(text: str, topic: str) -> None:
    assert f"topic:{topic}" not in _topics(text)


def test_a_phrase_is_found_with_hyphen_blank_or_neither(tmp_path: Path) -> None:
    matcher = _own_matcher(tmp_path)
    for spelling in ("bee-hive", "bee hive", "beehives", "Bee-Hives"):
        assert "topic:beehive" in _topics(f"The {spelling} shall be kept.", matcher)


def test_a_topic_within_a_longer_topic_is_not_named(tmp_path: Path) -> None:
    topics = _topics("The lid of honey jars is closed.", _own_matcher(tmp_path))
    assert topics >= {"topic:honey jar lid"}
    assert "topic:honey" not in topics


def test_a_narrower_topic_names_the_broader_one_unless_told_not_to(tmp_path: Path) -> None:
    text = "The apiary is inspected."
    assert "topic:beehive" in _topics(text, _own_matcher(tmp_path))
    assert "topic:beehive" not in _topics(text, _own_matcher(tmp_path), broader=False)


def test_words_that_stand_together_name_a_topic_in_any_order(tmp_path: Path) -> None:
    matcher = _own_matcher(tmp_path)
    assert "topic:swarm" in _topics("If they escape, the bees are caught.", matcher)
    assert "topic:swarm" not in _topics("The bees are fed.", matcher)


def test_a_mention_covers_its_own_words() -> None:
    text = "On request, the certificate of analysis is sent."
    doc = build_nlp().make_doc(text)
    spans = {
        text[m.start : m.end]
        for m in _matcher().find(doc)
        if m.concept == "topic:certificate of analysis"
    }
    assert spans == {"certificate of analysis"}


def _own_matcher(folder: Path) -> ConceptMatcher:
    path = folder / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return ConceptMatcher(build_nlp(), load_lexicon([path]))
