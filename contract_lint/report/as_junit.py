"""JUnit XML: a test suite for each document set, a test case for each row and drafting rule.

The elements and attributes are those of the Jenkins `junit-10.xsd`, which build servers agree on.
"""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from contract_lint.model import Failure, Finding, Judgement, Report, Result, Verdict
from contract_lint.report.provenance import provenance
from contract_lint.report.view import (
    NOT_APPLICABLE,
    View,
    finding_line,
    finding_path,
    findings_of_rows,
    folded,
    row_key,
    show_cell,
    show_message,
    show_original,
    show_path,
    show_pending,
)


def render(report: Report, _view: View) -> bytes:
    """Render every row as a case that passes, fails or is skipped, and every other finding."""
    suites = [_suite(result, report) for result in report.results]
    if report.failures:
        suites.append(_unchecked(report.failures))
    root = Element("testsuites", name="contract-lint")
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(result: Result, report: Report) -> Element:
    suite = Element("testsuite", name=_plain(result.set.name))
    properties = SubElement(suite, "properties")
    for name, value in provenance(report):
        SubElement(properties, "property", name=_plain(name), value=_plain(value))
    found = findings_of_rows(result)
    cases = [_row(row, found.get(row_key(row.requirement)), result) for row in result.judgements]
    rest = [finding for finding in result.findings if finding.judgement is None]
    cases.extend(_drafting(finding, result) for finding in rest)
    suite.extend(cases)
    return _counted(suite, cases)


def _row(judgement: Judgement, finding: Finding | None, result: Result) -> Element:
    """Return the case of a row; a row that fails no rule that ran is not held against it."""
    row = judgement.requirement
    case = Element("testcase", classname=_plain(result.set.name))
    case.set("name", _plain(f"{row.id} {row.text}"))
    if not judgement.applicable:
        SubElement(case, "skipped", message=NOT_APPLICABLE)
    elif finding:
        _fail(case, finding, result, str(judgement.verdict))
    elif judgement.verdict is not Verdict.MET:
        SubElement(case, "skipped", message=f"{judgement.verdict}; no finding was asked for")
    before = show_original(judgement)
    if before and not finding:
        SubElement(case, "system-out").text = f"{before} without the pending changes"
    return case


def _drafting(finding: Finding, result: Result) -> Element:
    path, line = finding_path(finding, result), finding_line(finding)
    case = Element("testcase", classname=_plain(path))
    case.set("name", _plain(f"{finding.rule} {finding.title} (line {line})"))
    _fail(case, finding, result, finding.rule)
    return case


def _fail(case: Element, finding: Finding, result: Result, kind: str) -> None:
    path, line = finding_path(finding, result), finding_line(finding)
    case.set("file", _plain(path))
    case.set("line", str(line))
    failure = SubElement(case, "failure", type=f"{finding.severity}: {kind}")
    failure.set("message", _plain(show_message(finding)))
    clause = finding.passage.clause if finding.passage and finding.passage.span else ""
    told = [show_cell(finding) or f"{path}:{line}" + (f", clause {clause}" if clause else "")]
    if finding.passage and finding.passage.text.strip():
        told.append(finding.passage.text)
    pending = show_pending(finding)
    if pending:
        told.append(pending)
    if finding.suggestion:
        told.append(f"write: {finding.suggestion}")
    failure.text = "\n".join(map(_plain, told))


def _unchecked(failures: Sequence[Failure]) -> Element:
    suite = Element("testsuite", name="not checked")
    for failure in failures:
        name = _plain(show_path(failure.path))
        case = SubElement(suite, "testcase", classname="not checked", name=name)
        SubElement(case, "error", message=_plain(failure.reason))
    return _counted(suite, list(suite))


def _counted(suite: Element, cases: Sequence[Element]) -> Element:
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(sum(1 for case in cases if case.find(tag) is not None)))
    suite.set("tests", str(len(cases)))
    return suite


def _plain(text: str) -> str:
    """Return `text` on one line, without what XML 1.0 cannot hold."""
    return folded("".join(_allowed(text)))


def _allowed(text: str) -> Iterator[str]:
    for char in text:
        yield "\N{REPLACEMENT CHARACTER}" if char in "\ufffe\uffff" else char
