"""An example of a rule as the documents it stands for."""

from collections.abc import Iterator
from typing import NamedTuple

from contract_lint.model import DocumentType

HEADS = {f"[{kind}]": kind for kind in DocumentType}


class ExampleDocument(NamedTuple):
    """One document of an example: Markdown text, and its type where the example names it."""

    type: DocumentType | None
    text: str


def split_example(text: str) -> tuple[ExampleDocument, ...]:
    """Split an example at the lines that name a document type, such as `[MSA]`.

    An example without such a line is one document of no particular type.
    """
    return tuple(document for document in _documents(text) if document.text.strip())


def _documents(text: str) -> Iterator[ExampleDocument]:
    kind: DocumentType | None = None
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip() in HEADS:
            yield ExampleDocument(kind, "\n".join(lines))
            kind, lines = HEADS[line.strip()], []
        else:
            lines.append(line)
    yield ExampleDocument(kind, "\n".join(lines))
