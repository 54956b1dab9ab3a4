"""Real contracts beside the checkout: each is read by the laws, or refused."""

from pathlib import Path

import pytest
from document_laws import check_laws

from contract_lint.errors import UnreadableFileError
from contract_lint.read import read

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["docx/contracts", "docx/edge", "sow", "quality_agreements"])
def test_real_files_are_read_or_refused(folder: str) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip(f"{folder} does not lie beside the checkout")
    for path in sorted((SHARED / folder).iterdir()):
        try:
            check_laws(read(path))
        except UnreadableFileError as error:
            assert str(error).startswith(f"{path}: ")
