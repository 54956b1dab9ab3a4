"""Reports that only a page of HTML needs: hostile words, two sets, overlapping marks."""

from pathlib import Path

from made_reports import contract, finding, passage, row

from contract_lint.model import (
    Deviation,
    DocumentSet,
    DocumentType,
    Finding,
    Judgement,
    Passage,
    Report,
    Result,
    Severity,
    Sheet,
    Span,
    Verdict,
)

HOSTILE = (
    "</style><script>document.title='owned'</script>",
    '7.1 "><img src=x onerror="document.title=1"> shall be kept & <b>bold</b> </textarea>.',
    "7.2 A nul \x00, an escape \x1b and a \u202eturn\u202c; Maker may end this at will.",
)
PLAIN = ("Quality Agreement", "7.1 Maker shall tell Client of deviations.", "7.2 Records are kept.")


def page_report() -> Report:
    """Two documents; errors, a warning that overlaps one, a met row, one for another stage."""
    bad = contract(HOSTILE, path="deal/<bad>.txt")
    good = contract(PLAIN, path="deal/quality.txt", kind=DocumentType.QAG)
    weaker = Judgement(
        row(1, text="Kept <i>always</i>", owner="QA; Legal", checks=("CHG-01",)),
        Verdict.WEAKER,
        "the clause gives <u>less</u>",
        (passage(bad, "shall be kept & <b>bold</b>"), passage(good, "Records are kept")),
        (Deviation("value", ">= 90 d", "<30 d>"),),
        focus=passage(bad, "shall be"),
    )
    missing = Judgement(
        row(2, text="Audits", owner="CMC", documents=("QAG",)), Verdict.MISSING, "none"
    )
    met = Judgement(
        row(3, text="Told of it", owner="QA"), Verdict.MET, "", (passage(good, "deviations"),)
    )
    other = Judgement(row(4, text="Later"), Verdict.UNVERIFIABLE, "for com", applicable=False)
    drafting = Finding(
        rule="DRF-10",
        name="unilateral-discretion",
        severity=Severity.WARNING,
        message="'at will' is one-sided",
        passage=passage(bad, "Maker may end this at will"),
        fingerprint="1" * 64,
        title="One party decides alone",
    )
    inside = Finding(
        rule="DRF-11",
        name="heavy",
        severity=Severity.NOTE,
        message="'bold' is bold",
        passage=passage(bad, "bold"),
        fingerprint="2" * 64,
    )
    absent = finding(missing, Passage(good, Span(0, 0)))
    found = (finding(weaker, weaker.evidence[0]), inside, drafting, absent)
    documents = DocumentSet("deal", (bad, good))
    result = Result(documents, found, (weaker, missing, met, other))
    return Report(
        results=(result,),
        rules=(),
        rules_digest="cd" * 32,
        configuration={"fail_on": "error"},
        sheets=(Sheet(Path("rows.xlsx"), (), sha256="ef" * 32),),
    )
