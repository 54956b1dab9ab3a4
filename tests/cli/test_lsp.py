"""The language server, asked by a client of its own over stdin and stdout."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_deal import MSA, QAG

pytest.importorskip("pygls", reason="pygls is not installed: pip install '.[lsp]'")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

SECONDS = 60.0
SHEET = """\
- id: R1
  requirement: Major changes are notified at least 90 days ahead
  party: CDMO
  action: notify
  object: change
  limit: ">="
  value: 90
  unit: d
  clock_from: before implementation
  condition: major
- id: R2
  requirement: Batch records are kept at least 10 years
- id: R3
  ownr: CMC
  requirement: Safety stock of three months is held
"""
CONFIGURATION = """\
requirements = "rows.yaml"
[sets.deal]
documents = ["msa.md", "qag.txt"]
"""


class Session:
    """An editor with a server: opens files, waits for what is said of them, asks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("test", "1")
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        self.news = asyncio.Event()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self.news.set()

        self.do(self.start)

    def do(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        async def within() -> Any:
            return await asyncio.wait_for(ask(), SECONDS)

        return self.loop.run_until_complete(within())

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "contract_lint", "lsp")
        await self.client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities()))
        self.client.initialized(lsp.InitializedParams())

    def stop(self) -> None:
        async def goodbye() -> None:
            await self.client.shutdown_async(None)
            self.client.exit(None)
            await self.client.stop()

        self.do(goodbye)
        self.loop.close()

    def uri(self, name: str) -> str:
        return (self.folder / name).resolve().as_uri()

    def open(self, name: str, text: str | None = None) -> list[lsp.Diagnostic]:
        """Open a file, and return what is said of it."""
        text = (self.folder / name).read_text("utf-8") if text is None else text
        item = lsp.TextDocumentItem(self.uri(name), "markdown", 1, text)
        return self.tell(
            name,
            lambda: self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item)),
        )

    def change(self, name: str, text: str) -> list[lsp.Diagnostic]:
        """Write the whole text anew, without saving, and return what is said of it."""
        identifier = lsp.VersionedTextDocumentIdentifier(2, self.uri(name))
        params = lsp.DidChangeTextDocumentParams(
            identifier, [lsp.TextDocumentContentChangeWholeDocument(text)]
        )
        return self.tell(name, lambda: self.client.text_document_did_change(params))

    def tell(self, name: str, send: Callable[[], None]) -> list[lsp.Diagnostic]:
        self.told.pop(self.uri(name), None)

        async def wait() -> None:
            send()
            while self.uri(name) not in self.told:
                self.news.clear()
                await self.news.wait()

        self.do(wait)
        return self.told[self.uri(name)]

    def hover(self, name: str, line: int, character: int) -> str:
        document = lsp.TextDocumentIdentifier(self.uri(name))
        params = lsp.HoverParams(document, lsp.Position(line, character))
        found = self.do(lambda: self.client.text_document_hover_async(params))
        return found.contents.value if found else ""

    def fixes(self, name: str, *diagnostics: lsp.Diagnostic) -> list[lsp.CodeAction]:
        document = lsp.TextDocumentIdentifier(self.uri(name))
        context = lsp.CodeActionContext(list(diagnostics))
        params = lsp.CodeActionParams(document, diagnostics[0].range, context)
        found = self.do(lambda: self.client.text_document_code_action_async(params))
        return list(found or ())


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("deal")
    (folder / "contract-lint.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "rows.yaml").write_text(SHEET, encoding="utf-8")
    (folder / "msa.md").write_text(MSA, encoding="utf-8")
    (folder / "qag.txt").write_text(QAG, encoding="utf-8")
    session = Session(folder)
    yield session
    session.stop()


def about(diagnostics: list[lsp.Diagnostic], row: str) -> lsp.Diagnostic:
    return next(each for each in diagnostics if each.message.startswith(f"{row} ("))


def words_at(text: str, place: lsp.Range) -> str:
    """Return the words that a range of UTF-16 units covers."""
    lines = text.split("\n")[place.start.line : place.end.line + 1]
    units = [line.encode("utf-16-le") for line in lines]
    units[-1] = units[-1][: 2 * place.end.character]
    units[0] = units[0][2 * place.start.character :]
    return "\n".join(unit.decode("utf-16-le") for unit in units)


def edited(text: str, edits: list[lsp.TextEdit]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: edit.range.start, reverse=True):
        start, end = edit.range.start, edit.range.end
        head, tail = lines[start.line][: start.character], lines[end.line][end.character :]
        lines[start.line : end.line + 1] = f"{head}{edit.new_text}{tail}".split("\n")
    return "\n".join(lines)


def test_findings_stand_on_their_words_as_they_are_typed(editor: Session) -> None:
    finding = about(editor.open("msa.md"), "R1")
    assert words_at(MSA, finding.range).startswith("Manufacturer shall notify Client")
    assert (finding.severity, finding.source) == (lsp.DiagnosticSeverity.Error, "contract-lint")
    typed = MSA.replace("1.1 Notice. ", "1.1 Notice 🧪🧪. ")
    moved = about(editor.change("msa.md", typed), "R1")
    assert words_at(typed, moved.range) == words_at(MSA, finding.range)
    mended = editor.change("msa.md", MSA.replace("thirty (30)", "ninety (90)"))
    assert not any(each.message.startswith("R1 (") for each in mended)


def test_the_whole_set_is_told_of_and_other_files_are_not(editor: Session) -> None:
    editor.open("msa.md", MSA)
    assert editor.uri("qag.txt") in editor.told
    (editor.folder / "README.md").write_text("# What this is\n\nA folder of contracts.\n")
    (editor.folder / "other.yaml").write_text("services:\n  web:\n    ports: [80]\n")
    editor.told.clear()
    readme = lsp.TextDocumentItem(editor.uri("README.md"), "markdown", 1, "# What this is\n")
    editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(readme))
    assert editor.open("other.yaml") == []
    assert not editor.told.get(editor.uri("README.md"))


def test_hover_tells_what_the_row_asks(editor: Session) -> None:
    finding = about(editor.open("msa.md", MSA), "R1")
    told = editor.hover("msa.md", finding.range.start.line, finding.range.start.character)
    assert told.startswith("**R1: weaker** (must, rows.yaml:1)")
    assert "asked at least 90 days before implementation, found thirty (30) days" in told
    met = next(n for n, line in enumerate(MSA.split("\n")) if line.startswith("1.2"))
    assert "**R2: met**" in editor.hover("msa.md", met, 20)
    assert editor.hover("msa.md", 1, 0) == ""


def test_hover_on_a_row_tells_how_it_is_understood(editor: Session) -> None:
    editor.open("msa.md", MSA)
    editor.open("rows.yaml", SHEET)
    told = editor.hover("rows.yaml", 11, 4)
    assert "**R2**" in told
    assert "- value: 10 (read from the words)" in told
    assert told.endswith("deal: **met**")


def test_a_quick_fix_clears_its_finding(editor: Session) -> None:
    finding = about(editor.open("msa.md", MSA), "R1")
    (fix,) = editor.fixes("msa.md", finding)
    assert fix.kind == lsp.CodeActionKind.QuickFix
    assert fix.edit and fix.edit.changes
    (changed,) = fix.edit.changes.values()
    text = edited(MSA, list(changed))
    assert "ninety (90) days" in text
    after = editor.change("msa.md", text)
    assert not any(each.message.startswith("R1 (") for each in after)


def test_what_no_words_surely_mend_gets_no_quick_fix(editor: Session) -> None:
    finding = next(each for each in editor.open("msa.md", MSA) if each.code == "DRF-06")
    assert editor.fixes("msa.md", finding) == []


def test_a_sheet_is_told_what_is_wrong_in_it_and_how_to_mend_it(editor: Session) -> None:
    (problem,) = editor.open("rows.yaml", SHEET)
    assert words_at(SHEET, problem.range) == "ownr"
    (fix,) = editor.fixes("rows.yaml", problem)
    assert fix.edit and fix.edit.changes
    (changed,) = fix.edit.changes.values()
    assert editor.change("rows.yaml", edited(SHEET, list(changed))) == []
    (broken,) = editor.change("rows.yaml", "- id: [R1\n")
    assert "not valid YAML" in broken.message


def test_without_pygls_it_says_what_to_install() -> None:
    blocked = "import sys; sys.modules['pygls'] = None; from contract_lint.cli import main; "
    call = f"{blocked} main(['lsp'], prog_name='contract-lint')"
    done = subprocess.run([sys.executable, "-c", call], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"pip install 'contract-alignment-lint[lsp]'" in done.stderr
