"""The language server (LSP 3.17): what `Editor` knows, in the protocol's words."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from contract_lint import __version__
from contract_lint.cli.editor import (
    CONTRACTS,
    SHEETS,
    Editor,
    Refused,
    Shown,
    replacements,
)
from contract_lint.model import (
    Document,
    Judgement,
    Passage,
    Requirement,
    Severity,
    Sheet,
    SheetProblem,
    Span,
)
from contract_lint.report.as_summary import literal
from contract_lint.report.view import clipped, folded, show_verdict
from contract_lint.sheet import COLUMNS, describe

NAME = "contract-lint"
PAUSE = 0.4  # seconds without a keystroke before a draft is checked again
TITLE = 100  # characters of a quick fix's title
TOP = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))

_LINE_END = re.compile(r"\r\n|\r|\n")
_LEVELS = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}


def serve(editor: Editor) -> None:
    """Serve one editor over stdin and stdout until it says goodbye."""
    build(editor).start_io()


def build(editor: Editor) -> LanguageServer:
    """Return a server with a handler for each message that it answers."""
    server = LanguageServer(NAME, __version__)
    service = _Service(server, editor)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        service.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        service.wait(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        service.save(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        service.close(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return service.hover(params.text_document.uri, params.position)

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]),
    )
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return list(service.actions(params))

    return server


class _Service:
    """Answers an editor's messages."""

    def __init__(self, server: LanguageServer, editor: Editor) -> None:
        self._server = server
        self._editor = editor
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    def take(self, uri: str) -> None:
        """Check a file as it stands in the editor."""
        path = _path(uri)
        kind = path.suffix.lower()
        if kind not in CONTRACTS | SHEETS:
            return
        self._editor.texts[path] = self._server.workspace.get_text_document(uri).source
        if kind in SHEETS:
            self._tell(path, list(self._sheet(path)))
            return
        for each in self._editor.check(path):
            if each.suffix.lower() in CONTRACTS:
                self._tell(each, list(self._contract(each)))

    def wait(self, uri: str) -> None:
        """Check a file once nobody has typed for a while."""
        if uri in self._waiting:
            self._waiting[uri].cancel()
        loop = asyncio.get_running_loop()
        self._waiting[uri] = loop.call_later(PAUSE, self.take, uri)

    def save(self, uri: str) -> None:
        """Check a file at once; a saved sheet asks something new of every open contract."""
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()
        self.take(uri)
        if _path(uri).suffix.lower() in SHEETS:
            for path in [path for path in self._editor.texts if path.suffix.lower() in CONTRACTS]:
                self.take(_uri(path))

    def close(self, uri: str) -> None:
        """Forget what the editor held of a file, and what was said of it."""
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()
        path = _path(uri)
        self._editor.texts.pop(path, None)
        self._editor.shown.pop(path, None)
        self._tell(path, [])

    def hover(self, uri: str, position: lsp.Position) -> lsp.Hover | None:
        """Say what is asked of the words at `position`, or how the row there is understood."""
        path = _path(uri)
        if path.suffix.lower() in SHEETS and path in self._editor.texts:
            row = self._editor.understood(path, position.line + 1)
            texts = [] if row is None else [self._row(path, row)]
        else:
            shown = self._editor.shown.get(path)
            if not isinstance(shown, Shown):
                return None
            offset = self._offset(shown.contract.document, position)
            texts = [_told(judgement) for judgement in shown.at(offset)]
        if not texts:
            return None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(texts)))

    def actions(self, params: lsp.CodeActionParams) -> Iterator[lsp.CodeAction]:
        """Yield words that mend the findings at the cursor, where they are certain."""
        uri = params.text_document.uri
        mend = self._rename if _path(uri).suffix.lower() in SHEETS else self._reword
        for diagnostic in params.context.diagnostics:
            if diagnostic.source != NAME or not isinstance(diagnostic.data, str):
                continue
            title, edits = mend(_path(uri), diagnostic.data)
            if edits:
                yield lsp.CodeAction(
                    title=title,
                    kind=lsp.CodeActionKind.QuickFix,
                    diagnostics=[diagnostic],
                    edit=lsp.WorkspaceEdit({uri: edits}),
                    is_preferred=True,
                )

    def _reword(self, path: Path, fingerprint: str) -> tuple[str, list[lsp.TextEdit]]:
        """Return the words that clear a finding, where they are certain."""
        shown = self._editor.shown.get(path)
        found = self._editor.suggestion(path, fingerprint)
        if found is None or not isinstance(shown, Shown):
            return "", []
        finding, suggestion = found
        document = shown.contract.document
        edits = [
            lsp.TextEdit(self._range(document, edit.span), edit.text)
            for edit in replacements(suggestion)
        ]
        return f"{finding.rule}: {clipped(finding.suggestion, TITLE)}", edits

    def _rename(self, path: Path, column: str) -> tuple[str, list[lsp.TextEdit]]:
        """Return the known column that an unknown one resembles, in every row that has it."""
        known = get_close_matches(column, [each.name for each in COLUMNS], n=1)
        if not known:
            return "", []
        return f"Name the column {known[0]!r}", [
            lsp.TextEdit(place, known[0]) for place in self._keys(path, column)
        ]

    def _keys(self, path: Path, column: str) -> Iterator[lsp.Range]:
        """Yield where `column` stands as a key in a sheet."""
        lines = _LINE_END.split(self._editor.texts[path])
        for number, line in enumerate(lines):
            found = re.match(rf"[\s-]*{re.escape(column)}(?=\s*:)", line)
            if found:
                start, end = found.end() - len(column), found.end()
                place = lsp.Range(lsp.Position(number, start), lsp.Position(number, end))
                yield self._codec.range_to_client_units(lines, place)

    def _tell(self, path: Path, diagnostics: list[lsp.Diagnostic]) -> None:
        self._server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(_uri(path), diagnostics)
        )

    def _contract(self, path: Path) -> Iterator[lsp.Diagnostic]:
        shown = self._editor.shown[path]
        if isinstance(shown, Refused):
            yield _diagnostic(TOP, shown.reason, lsp.DiagnosticSeverity.Error)
            return
        for finding, span in shown.places:
            diagnostic = _diagnostic(
                self._range(shown.contract.document, span),
                folded(finding.message),
                _LEVELS[finding.severity],
            )
            diagnostic.code = finding.rule
            diagnostic.data = finding.fingerprint
            diagnostic.related_information = self._related(finding.related)
            yield diagnostic

    def _related(self, passages: Sequence[Passage]) -> list[lsp.DiagnosticRelatedInformation]:
        return [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(
                    _uri(passage.contract.document.path),
                    self._range(passage.contract.document, passage.span),
                ),
                clipped(passage.text, TITLE),
            )
            for passage in passages
            if passage.contract.document.path.suffix.lower() in CONTRACTS
        ]

    def _sheet(self, path: Path) -> Iterator[lsp.Diagnostic]:
        sheet = self._editor.sheet(path)
        if isinstance(sheet, Refused):
            yield _diagnostic(TOP, sheet.reason, lsp.DiagnosticSeverity.Error)
        elif isinstance(sheet, Sheet):
            lines = _LINE_END.split(self._editor.texts[path])
            yield from (self._problem(path, problem, lines) for problem in sheet.problems)

    def _problem(self, path: Path, problem: SheetProblem, lines: Sequence[str]) -> lsp.Diagnostic:
        line = min(problem.place.line, len(lines)) - 1
        end = lsp.Position(line, len(lines[line]))
        place = self._codec.range_to_client_units(lines, lsp.Range(lsp.Position(line, 0), end))
        keys = self._keys(path, problem.column) if problem.column else iter(())
        column = f"column {problem.column!r}: " if problem.column else ""
        severity = lsp.DiagnosticSeverity
        level = severity.Error if problem.fatal else severity.Warning
        at = (key for key in keys if key.start.line >= line)
        diagnostic = _diagnostic(next(at, place), f"{column}{problem.message}", level)
        diagnostic.data = problem.column
        return diagnostic

    def _row(self, path: Path, row: Requirement) -> str:
        """Say how a row is understood, and what the sets that were checked make of it."""
        lines = [f"**{literal(row.id)}** {literal(row.text)}", ""]
        lines += [
            f"- {shown.column}: {literal(shown.value)}{' (read from the words)' * shown.inferred}"
            for shown in describe(row)
            if shown.column not in ("id", "requirement")
        ]
        for name, judgement in self._editor.verdicts(path, row.id):
            lines += ["", f"{literal(name)}: **{show_verdict(judgement)}**"]
        return "\n".join(lines)

    @property
    def _codec(self) -> PositionCodec:
        return self._server.workspace.position_codec

    def _range(self, document: Document, span: Span) -> lsp.Range:
        at = document.locate(span)
        return self._codec.range_to_client_units(
            document.text.split("\n"),
            lsp.Range(
                lsp.Position(at.line - 1, at.column - 1),
                lsp.Position(at.end_line - 1, at.end_column - 1),
            ),
        )

    def _offset(self, document: Document, position: lsp.Position) -> int:
        lines = document.text.split("\n")
        at = self._codec.position_from_client_units(lines, position)
        if at.line >= len(document.lines):
            return len(document.text)
        return document.lines[at.line].span.start + at.character


def _told(judgement: Judgement) -> str:
    """Return the row behind a finding, its verdict and what to write, in Markdown."""
    row = judgement.requirement
    place = f"{row.place.path.name}:{row.place.line}"
    facts = [str(row.strength), *filter(None, (row.owner, row.source)), place]
    lines = [
        f"**{literal(row.id)}: {show_verdict(judgement)}** ({literal(', '.join(facts))})",
        "",
        literal(row.text),
    ]
    for deviation in judgement.deviations:
        asked = f"asked {literal(deviation.required)}, " if deviation.required else ""
        lines += ["", f"{deviation.kind}: {asked}found {literal(deviation.found) or 'nothing'}"]
    if judgement.reason:
        lines += ["", literal(judgement.reason)]
    return "\n".join(lines)


def _diagnostic(place: lsp.Range, message: str, severity: lsp.DiagnosticSeverity) -> lsp.Diagnostic:
    return lsp.Diagnostic(place, message, severity=severity, source=NAME)


def _path(uri: str) -> Path:
    return Path(to_fs_path(uri) or "").resolve()


def _uri(path: Path) -> str:
    return from_fs_path(str(path.resolve())) or ""
