"""The ledger of a run: which findings are accepted, which are suspect, what is left over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from contract_lint.accept.baseline import Baseline, Known, Met, is_met
from contract_lint.accept.marks import Marks, marks_of, marks_of_judgement
from contract_lint.accept.waivers import Waiver, Waivers
from contract_lint.model import Accepted, Finding, Judgement, Result, Severity

SUSPECT_RULE = "REQ-suspect"

_Key = tuple[str, int]  # file and number of a waiver


@dataclass(slots=True)
class Ledger:
    """Takes accepted findings out of results, set by set; `today` judges what has expired."""

    today: date
    baseline: Baseline | None = None
    accepted: list[Accepted] = field(default_factory=list)
    used: dict[_Key, str] = field(default_factory=dict)  # the one finding that each accepts
    suspect: set[_Key] = field(default_factory=set)
    files: dict[str, Waivers] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)  # of the baseline, by fingerprint
    known: dict[str, Known] = field(init=False)
    met: dict[str, list[Met]] = field(init=False)  # by requirement

    def __post_init__(self) -> None:
        findings = self.baseline.findings if self.baseline else ()
        self.known = {each.fingerprint: each for each in findings}
        self.met = {}
        for row in self.baseline.met if self.baseline else ():
            self.met.setdefault(row.requirement, []).append(row)

    def settle(self, result: Result, waivers: Waivers | None) -> Result:
        """Return `result` without what was accepted, and with what became suspect."""
        if waivers is not None:
            self.files[str(waivers.path)] = waivers
        kept: list[Finding] = []
        for finding in result.findings:
            left = self._finding(finding, result.set.name, waivers)
            if left is not None:
                kept.append(left)
        kept.extend(self._met(result))
        return replace(result, findings=tuple(kept))

    def messages(self, *, whole: bool) -> Iterator[str]:
        """Yield what is wrong with waivers and baseline; `whole`: the run left nothing out."""
        for waivers in self.files.values():
            for waiver in waivers.waivers:
                complaint = self._complaint(waivers, waiver, whole=whole)
                if complaint:
                    yield f"{waivers.path.as_posix()}: {waiver} {complaint}"
        if self.baseline is not None and whole:
            gone = sum(
                max(0, each.count - self.taken[each.fingerprint]) for each in self.known.values()
            )
            if gone > 0:
                which = "finding" if gone == 1 else "findings"
                yield (
                    f"{self.baseline.path.as_posix()}: {gone} {which} of the baseline"
                    " no longer found; write it anew with `contract-lint baseline`"
                )

    def _finding(self, finding: Finding, name: str, waivers: Waivers | None) -> Finding | None:
        """Return what is left to report of a finding; None where it is accepted."""
        now = marks_of(finding)
        doubts: list[str] = []
        for waiver in waivers.waivers if waivers else ():
            if not waiver.names(finding) or self._expired(waiver):
                continue
            key = str(waivers.path) if waivers else "", waiver.number
            changed = waiver.marks.changed(now)
            if changed:
                self.suspect.add(key)
                doubts.append(f"waived by {waiver.author} on {waiver.given}, but {_since(changed)}")
            elif self.used.setdefault(key, finding.fingerprint) == finding.fingerprint:
                self.accepted.append(_waived(finding, name, waiver))
                self.taken[finding.fingerprint] += 1  # a baseline may name it besides
                return None
        known = self.known.get(finding.fingerprint)
        if known is not None and self.taken[finding.fingerprint] < known.count:
            self.taken[finding.fingerprint] += 1
            changed = known.marks.changed(now)
            if not changed:
                self.accepted.append(Accepted(finding, name, "baseline"))
                return None
            doubts.append(f"in the baseline, but {_since(changed)}")
        return replace(finding, suspect="; ".join(doubts)) if doubts else finding

    def _met(self, result: Result) -> Iterator[Finding]:
        """Yield a finding for each row that is met by other words than it was, or asks others."""
        if self.baseline is None:
            return
        for judgement in filter(is_met, result.judgements):
            before = self._met_before(result.set.name, judgement.requirement.id)
            changed = before.changed(marks_of_judgement(judgement)) if before else ""
            if changed:
                yield _suspect(judgement, f"met in the baseline, but {_since(changed)}")

    def _met_before(self, name: str, requirement: str) -> Marks | None:
        """Return the marks of a met row; a renamed set is known by a row that only one had."""
        rows = self.met.get(requirement, [])
        named = [met for met in rows if met.set == name]
        found = named or rows
        return found[0].marks if len(found) == 1 else None

    def _expired(self, waiver: Waiver) -> bool:
        return waiver.expires is not None and waiver.expires < self.today

    def _complaint(self, waivers: Waivers, waiver: Waiver, *, whole: bool) -> str:
        key = str(waivers.path), waiver.number
        if self._expired(waiver):
            return f"expired on {waiver.expires}"
        if key in self.suspect:
            return "is suspect: what it was given for has changed"
        if key not in self.used:
            return "accepts no finding; take it out" if whole else ""
        if not waiver.marks.words and not waiver.marks.row:
            return "keeps no words, so that a change goes unseen; write it with `waive`"
        return ""


def _since(changed: str) -> str:
    return f"{changed} changed since"


def _waived(finding: Finding, name: str, waiver: Waiver) -> Accepted:
    return Accepted(
        finding=finding,
        set=name,
        by="waiver",
        reason=waiver.reason,
        author=waiver.author,
        date=waiver.given.isoformat(),
        expires=waiver.expires.isoformat() if waiver.expires else "",
    )


def _suspect(judgement: Judgement, why: str) -> Finding:
    """Point at a met row that is to be looked at again; a warning, so that nothing is blocked."""
    row = judgement.requirement
    return Finding(
        rule=SUSPECT_RULE,
        name="requirement-suspect",
        severity=Severity.WARNING,
        message=f"{row.id} is {judgement.verdict}, but look at it again: {why}",
        passage=judgement.evidence[0] if judgement.evidence else None,
        fingerprint=marks_of_judgement(judgement).identity(SUSPECT_RULE, row.id),
        title="Row met by other words than before",
        suggestion="Read both; then write the baseline anew.",
        judgement=judgement,
        suspect=why,
    )
