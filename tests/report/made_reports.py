"""Reports built by hand, so that a test says what a reporter is given."""

from pathlib import Path

from contract_lint.model import (
    Clause,
    ClauseKind,
    Contract,
    Deviation,
    DocumentSet,
    DocumentType,
    Failure,
    Finding,
    Judgement,
    Party,
    Passage,
    Place,
    Report,
    Requirement,
    Result,
    Role,
    Severity,
    Span,
    Verdict,
)
from contract_lint.read.lines import SourceLine, assemble

TEXT = (
    "Master Services Agreement",
    "7.1 Changes. Maker shall give Client thirty (30) days' notice of a major change.",
    "7.2 Audits. Client may audit the plant: 50 % of 2,000 lots, once per year.",
)


def contract(
    lines: tuple[str, ...] = TEXT,
    path: str = "drafts/msa v2.txt",
    kind: DocumentType = DocumentType.MSA,
    page: int | None = None,
) -> Contract:
    source = [SourceLine(line, page) for line in lines]
    document = assemble(
        Path(path),
        "text",
        source,
        sha256="ab" * 32,
        omitted=[("image", 2)],
        notes=["page 3 holds no text"],
    )
    starts = [line.span.start for line in document.lines]
    ends = [*starts[1:], len(document.text)]
    clauses = tuple(
        Clause(
            index=number,
            kind=ClauseKind.SECTION if number else ClauseKind.PREAMBLE,
            span=Span(start, end),
            body=Span(start, end),
            number=f"7.{number}" if number else "",
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    maker = Party("Maker AG", ("Maker AG", "Maker"), Role.CDMO)
    return Contract(document, kind, clauses, parties=(maker,), title=lines[0])


def passage(contract: Contract, words: str) -> Passage:
    start = contract.document.text.index(words)
    return Passage(contract, Span(start, start + len(words)))


def row(number: int = 1, **fields: object) -> Requirement:
    values = {
        "id": f"R{number}",
        "text": "Major changes are notified at least 90 days ahead",
        "place": Place(Path("sheets/rows.xlsx"), number + 1, "Rows"),
        "owner": "QA",
        **fields,
    }
    return Requirement(**values)  # type: ignore[arg-type]


def finding(judgement: Judgement, place: Passage | None, **fields: object) -> Finding:
    values = {
        "rule": f"REQ-{judgement.verdict}",
        "name": f"requirement-{judgement.verdict}",
        "severity": Severity.ERROR,
        "message": f"{judgement.requirement.id} is {judgement.verdict}: {judgement.reason}",
        "passage": place,
        "fingerprint": "0" * 64,
        "title": f"Requirement {judgement.verdict}",
        "suggestion": judgement.suggestion,
        "judgement": judgement,
        "related": judgement.evidence[1:],
        **fields,
    }
    return Finding(**values)  # type: ignore[arg-type]


def report(msa: Contract | None = None) -> Report:
    """A weaker row, a missing one, a met one, one for another stage, and a drafting finding."""
    msa = msa or contract()
    short = passage(msa, "thirty (30) days' notice")
    weaker = Judgement(
        row(1),
        Verdict.WEAKER,
        "the clause gives 30 days, the row asks at least 90",
        (short, passage(msa, "Client may audit the plant")),
        (Deviation("value", ">= 90 d", "30 d"),),
        0.81237,
        suggestion="Maker shall give Client ninety (90) days' notice of a major change.",
    )
    missing = Judgement(row(2), Verdict.MISSING, "no clause addresses it")
    met = Judgement(row(3), Verdict.MET, "", (passage(msa, "once per year"),))
    other = Judgement(row(4), Verdict.UNVERIFIABLE, "for com", applicable=False)
    drafting = Finding(
        rule="DRF-99",
        name="round-numbers",
        severity=Severity.WARNING,
        message="'50 % of 2,000': say which, one\ntwo",
        passage=passage(msa, "50 % of 2,000 lots"),
        fingerprint="1" * 64,
        title="A number, a colon: a title",
    )
    findings = (finding(missing, Passage(msa, Span(0, 0))), finding(weaker, short), drafting)
    result = Result(DocumentSet("deal", (msa,)), findings, judgements=(weaker, missing, met, other))
    return Report(
        results=(result,),
        rules=(),
        rules_digest="cd" * 32,
        configuration={"fail_on": "error", "select": ["DRF"], "each": False},
        failures=(
            Failure(Path("drafts/scan.pdf"), "no text could be read from it"),
            Failure(Path("sheets/rows.xlsx"), "row 9: no text", sheet=True),
        ),
        skipped=3,
        notes=("skipped 3 files that are no contracts",),
    )
