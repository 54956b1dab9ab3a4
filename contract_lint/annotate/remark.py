"""What is written beside the words of a finding, in Word and in PDF alike."""

import re
from dataclasses import dataclass

from contract_lint.model import Finding, Passage, Severity, Span

AUTHOR = "contract-lint"
INITIALS = "CL"
_SHOWN = 16  # digits of a fingerprint that tell one finding from another
_SIGNATURE = re.compile(r"\S+ \N{MIDDLE DOT} ([0-9a-f]{16})")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: the words it stands at, its paragraphs, and the finding it speaks of."""

    span: Span
    paragraphs: tuple[str, ...]  # the first is a title, the last a signature
    key: str  # the first digits of the finding's fingerprint
    severity: Severity = Severity.WARNING

    @property
    def text(self) -> str:
        """Return the paragraphs as one text."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to put in the place of others; an empty span is an insertion."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class NewClause:
    """A paragraph to insert.

    It goes after the block that holds `after` and looks like the block that holds `like`; an
    automatic number goes on from there unless `plain`.
    """

    after: Span
    like: Span
    text: str
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The changes that would clear a finding."""

    key: str
    changes: tuple[Edit | NewClause, ...]


def key_of(finding: Finding) -> str:
    """Return what stands in a comment for the fingerprint of its finding."""
    return finding.fingerprint[:_SHOWN]


def remark(finding: Finding, span: Span) -> Remark:
    """Word the comment on `finding` that stands at `span`."""
    paragraphs = [f"{str(finding.severity).capitalize()}: {finding.title or finding.name}"]
    if finding.message != finding.title:
        paragraphs.append(finding.message)
    if finding.suggestion:
        paragraphs.append(f"Suggestion: {finding.suggestion}")
    paragraphs.extend(f"See also {_place(passage)}" for passage in finding.related)
    paragraphs.append(f"{finding.rule} \N{MIDDLE DOT} {key_of(finding)}")
    return Remark(span, tuple(map(_clean, paragraphs)), key_of(finding), finding.severity)


def signed_key(text: str) -> str:
    """Return the key in the last paragraph of a comment of ours, else an empty string."""
    found = _SIGNATURE.fullmatch(text.strip())
    return found[1] if found else ""


def _place(passage: Passage) -> str:
    clause = f", {passage.clause}" if passage.clause else ""
    words = " ".join(passage.text.split())
    quote = f": \N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
    return f"{passage.contract.document.path.name}{clause}{quote if words else ''}"


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", " ".join(text.split()))
