"""spaCy is imported without what only its own command line needs."""

import subprocess
import sys

PROBE = """
import sys
from contract_lint.language.startup import import_spacy
import_spacy()
loaded = {"typer", "weasel", "requests", "spacy.cli"} & set(sys.modules)
assert not loaded, loaded
import spacy
assert [token.text for token in spacy.blank("en")("It can't wait.")] == ["It", "ca", "n't", "wait", "."]
import_spacy()
assert sys.modules["spacy"] is spacy
import spacy.cli
assert callable(spacy.cli.info)
"""


def test_spacy_comes_without_its_command_line() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
