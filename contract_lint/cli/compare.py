"""`contract-lint compare`: what a new draft does to the requirements."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contract_lint.cli.output import Progress, tell, write_out
from contract_lint.errors import UsageError

if TYPE_CHECKING:
    from contract_lint.model import Judgement, Report, Result
    from contract_lint.turns import Change, ClauseChange

CLEAN, WEAKENED, CANNOT_CHECK = 0, 1, 2

_TITLES = {
    "changed": "Clauses whose terms changed",
    "added": "Clauses that are new",
    "removed": "Clauses that are gone",
    "moved": "Clauses that stand elsewhere",
}


@click.command("compare")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--requirements",
    "-r",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Requirement sheet; may be repeated.",
)
@click.option("--with-baseline", is_flag=True, help="Judge the built-in baseline besides a sheet.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="File instead of stdout.")
@click.option("--no-quotes", is_flag=True, help="Keep the words of the contracts to yourself.")
@click.option("--config", type=click.Path(path_type=Path), help="Configuration to use.")
def command(
    old: Path,
    new: Path,
    requirements: tuple[Path, ...],
    with_baseline: bool,
    format_: str,
    output: Path | None,
    no_quotes: bool,
    config: Path | None,
) -> None:
    """Compare the drafts OLD and NEW (files or folders), row by row and clause by clause.

    Ends with 1 where a protection got weaker, and with 2 where something could not be checked.
    """
    from contract_lint.language.startup import import_spacy

    import_spacy()
    from contract_lint.cli.gather import Wanted
    from contract_lint.cli.run import Options, run
    from contract_lint.turns import compare_clauses, compare_results

    options = Options(with_baseline=with_baseline, outputs=(output,))
    outcomes = [
        run(Wanted((path,), requirements, config), options, Progress(1)) for path in (old, new)
    ]
    for message in dict.fromkeys(m for outcome in outcomes for m in outcome.messages):
        tell(message)
    if any(outcome.report.failures for outcome in outcomes):
        raise click.exceptions.Exit(CANNOT_CHECK)
    before, after = (
        _by_name(outcome.report.results, root)
        for outcome, root in zip(outcomes, (old, new), strict=True)
    )
    if before.keys() != after.keys():
        names = ", ".join(sorted(name or "." for name in before.keys() ^ after.keys()))
        raise UsageError(f"not in both drafts: {names}; name the two files or folders that match")
    changes = [c for name in after for c in compare_results(before[name], after[name])]
    clauses = [c for name in after for c in compare_clauses(before[name], after[name])]
    if no_quotes:
        changes = [_without_words(change) for change in changes]
        clauses = [replace(change, terms=(), text="") for change in clauses]
    write = _json if format_ == "json" else _text
    write_out(write(changes, clauses, outcomes[1].report), output)
    weakened = any(change.weakens for change in changes)
    raise click.exceptions.Exit(WEAKENED if weakened else CLEAN)


def _without_words(change: "Change") -> "Change":
    from contract_lint.report.confidential import judgement_without_words as bare

    old, new = (each and bare(each) for each in (change.old, change.new))
    return replace(change, old=old, new=new, values="")


def _by_name(results: "tuple[Result, ...]", root: Path) -> "dict[str, Result]":
    """Return the sets by their names below `root`; one alone needs no name."""
    if len(results) == 1:
        return {"": results[0]}
    prefix = root.as_posix()
    return {result.set.name.removeprefix(prefix).strip("/"): result for result in results}


def _text(changes: "list[Change]", clauses: "list[ClauseChange]", report: "Report") -> bytes:
    from contract_lint.report.provenance import one_line
    from contract_lint.turns import Fate, Turn

    lines: list[str] = []
    for turn in Turn:
        if turn is not Turn.SAME:
            turned = (change for change in changes if change.turn is turn)
            lines += [line for change in turned for line in _lines(change)]
    for fate, title in _TITLES.items():
        found = [change for change in clauses if change.fate == fate]
        lines += ["", title, *(f"  {_clause(change)}" for change in found)] if found else []
    renumbered = sum(change.fate is Fate.RENUMBERED for change in clauses)
    if renumbered:
        lines += ["", f"{renumbered} more have another number and nothing else"]
    counts = ((turn, sum(change.turn is turn for change in changes)) for turn in Turn)
    lines += ["", ", ".join(f"{count} {turn}" for turn, count in counts if count) or "no row"]
    lines.append(one_line(report))
    return "".join(f"{line}\n" for line in lines).lstrip("\n").encode("utf-8", "replace")


def _lines(change: "Change") -> Iterator[str]:
    from contract_lint.report.view import clipped, folded

    row = change.judgement.requirement
    yield f"{change.turn}: {row.id} ({clipped(row.text, 100)}): {_verdicts(change)}"
    if change.values:
        yield f"  value  {folded(change.values)}"
    for label, judgement in (("old", change.old), ("new", change.new)):
        if judgement and judgement.evidence and judgement.evidence[0].span:
            yield f"  {label}    {_place(judgement)}: {clipped(judgement.evidence[0].text, 160)}"


def _verdicts(change: "Change") -> str:
    from contract_lint.report.view import show_verdict

    old, new = (
        show_verdict(each) if each else "not asked for" for each in (change.old, change.new)
    )
    return f"{old} -> {new}"


def _place(judgement: "Judgement") -> str:
    passage = judgement.evidence[0]
    at = f"{passage.contract.document.path.as_posix()}:{passage.location.line}"
    return f"{at}, {passage.clause}" if passage.clause else at


def _clause(change: "ClauseChange") -> str:
    from contract_lint.report.view import clipped

    if change.old is None or change.new is None:
        number = change.old or change.new or ""
        told = f": {clipped(change.text, 120)}" if change.text else ""
        return f"{change.document} {number}".strip() + told
    numbers = change.new if change.old == change.new else f"{change.old} (now {change.new})"
    told = f": {'; '.join(change.terms)}" if change.terms else ""
    return f"{change.document} {numbers}".strip() + told


def _json(changes: "list[Change]", clauses: "list[ClauseChange]", report: "Report") -> bytes:
    from contract_lint.report.as_json import header, passage_object
    from contract_lint.report.view import show_verdict
    from contract_lint.turns import Fate

    def side(judgement: "Judgement | None") -> dict[str, Any] | None:
        if judgement is None:
            return None
        evidence = [passage_object(passage) for passage in judgement.evidence]
        return {"verdict": show_verdict(judgement), "evidence": evidence}

    def placed(change: "ClauseChange") -> dict[str, Any]:
        named = {"set": change.set, "document": change.document}
        return named | {"old": change.old, "new": change.new}

    whole = {
        "tool": header(report)["tool"],
        "requirements": [
            {
                "requirement": change.judgement.requirement.id,
                "set": change.set,
                "turn": str(change.turn),
                "weakens": change.weakens,
                "values": change.values,
                "old": side(change.old),
                "new": side(change.new),
            }
            for change in changes
        ],
        "clauses": [
            {**placed(each), "terms": list(each.terms)}
            for each in clauses
            if each.fate is Fate.CHANGED
        ],
        **{
            str(fate): [
                {**placed(each), "text": each.text} if each.text else placed(each)
                for each in clauses
                if each.fate is fate
            ]
            for fate in Fate
            if fate is not Fate.CHANGED
        },
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
