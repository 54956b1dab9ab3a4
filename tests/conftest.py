"""Settings of every test."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings

from contract_lint.language.analyzer import Analyzer

# the same examples on every machine, and no failure because a machine is busy
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def one_analyzer() -> Iterator[None]:
    """Build the analyzer once a run, not once a test: it keeps nothing of a checked contract."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Analyzer, "build", cache(Analyzer.build))
        yield
