"""The one-line form."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lint.sheet import parse_line


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (
            "CDMO deliver drug substance >= 2 kg in SOW",
            {
                "party": "CDMO",
                "action": "deliver",
                "object": "drug substance",
                "limit": ">=",
                "value": "2",
                "unit": "kg",
                "document": "SOW",
            },
        ),
        (
            "CDMO notify change [major; planned] ≥ 60 d before implementation in QAG",
            {
                "party": "CDMO",
                "action": "notify",
                "object": "change",
                "condition": "major; planned",
                "limit": ">=",
                "value": "60",
                "unit": "d",
                "clock_from": "before implementation",
                "document": "QAG",
            },
        ),
        (
            "Sponsor audit [for-cause] <= 2 business days from request in QAG+MSA",
            {
                "party": "Sponsor",
                "action": "permit",
                "object": "audit",
                "condition": "for-cause",
                "limit": "<=",
                "value": "2",
                "unit": "bd",
                "clock_from": "request",
                "document": "QAG+MSA",
            },
        ),
        (
            "working cell bank viability >= 85 % at Sponsor site",
            {
                "object": "working cell bank viability",
                "limit": ">=",
                "value": "85",
                "unit": "%",
                "condition": "at Sponsor site",
            },
        ),
        (
            "CDMO provides batch record <= 30 d after end of manufacture to Sponsor QA",
            {
                "party": "CDMO",
                "action": "provide",
                "object": "batch record",
                "limit": "<=",
                "value": "30",
                "unit": "d",
                "clock_from": "after end of manufacture",
                "to": "Sponsor QA",
            },
        ),
        (
            "CDMO obtain approval subcontracting present in MSA",
            {
                "party": "CDMO",
                "action": "obtain_approval",
                "object": "subcontracting",
                "limit": "present",
                "document": "MSA",
            },
        ),
        (
            "CDMO provide release package all_of CoA, CoC in QAG",
            {
                "party": "CDMO",
                "action": "provide",
                "object": "release package",
                "limit": "all_of",
                "value": "CoA;CoC",
                "document": "QAG",
            },
        ),
        (
            "both meet steering committee >= 4 /y",
            {
                "party": "both",
                "action": "meet",
                "object": "steering committee",
                "limit": ">=",
                "value": "4",
                "unit": "/y",
            },
        ),
    ],
)
def test_a_line_is_parted_into_columns(line: str, cells: Mapping[str, str]) -> None:
    assert parse_line(line) == cells


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The freezer must be <= 8 degC in storage",
        "The bank is present in the freezer",
        "Audits take place within 48 hours of our request",
        "Height: 100 cm <= height",
        "CDMO notify change <= soon in QAG",
        ">= 200 vials",
        "a requirement present in both",
        f"CDMO deliver {'very ' * 200}long >= 3 vials",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    assert parse_line(text) is None


@given(st.text(alphabet="CDMO notify []<>=≥ 0123456789dbh+inQAG\n", max_size=120))
def test_no_text_upsets_the_reader(text: str) -> None:
    cells = parse_line(text)
    assert cells is None or (cells["object"] and cells["limit"])
