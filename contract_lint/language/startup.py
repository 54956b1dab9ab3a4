"""Import spaCy without its own command line, which is a third of the time that the import takes."""

import sys
from types import ModuleType

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy, once; nothing but `spacy.info` of its command line is missing afterwards.

    spaCy's package imports that one function from its command line, which brings Typer, Requests,
    Jinja and their like; `import spacy.cli` still works later on.
    """
    if "spacy" in sys.modules:
        return
    for name in _COMMAND_LINE:
        sys.modules[name] = ModuleType(name)
    sys.modules["spacy.cli.info"].info = None  # type: ignore[attr-defined]
    try:
        import spacy  # noqa: F401
    finally:
        for name in _COMMAND_LINE:
            sys.modules.pop(name, None)
