"""How a run can be repeated: tool, rules, sheets and configuration."""

import hashlib
from collections.abc import Iterator

from contract_lint import __version__
from contract_lint.model import Report
from contract_lint.report.view import show_path

SHORT = 12  # hex digits of a digest where room is scarce


def provenance(report: Report) -> Iterator[tuple[str, str]]:
    """Yield a label and a value for everything that the outcome of a run depends on.

    The documents are not among them: reports that list documents give their SHA-256 there.
    """
    yield "Tool", f"contract-lint {__version__}"
    yield "Rules", f"{len(report.rules)} ran; digest {report.rules_digest}"
    for sheet in report.sheets:
        yield "Sheet", f"{show_path(sheet.path)}; SHA-256 {sheet.sha256}"
    for key in sorted(report.configuration):
        value = report.configuration[key]
        yield f"Option {key.replace('_', '-')}", _option(value)


def one_line(report: Report) -> str:
    """Return tool, rules, sheets and configuration as one line with short digests."""
    sheets = [f"{sheet.path.name} {sheet.sha256[:SHORT]}" for sheet in report.sheets]
    parts = [f"contract-lint {__version__}", f"rules {report.rules_digest[:SHORT]}"]
    parts += [f"sheet {sheet}" for sheet in sheets]
    if report.configuration:
        options = (f"{key}={_option(value)}" for key, value in sorted(report.configuration.items()))
        digest = hashlib.sha256("\n".join(options).encode()).hexdigest()
        parts.append(f"configuration {digest[:SHORT]}")
    return ", ".join(parts)


def _option(value: str | bool | list[str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (value if isinstance(value, str) else ", ".join(value)) or "none"
