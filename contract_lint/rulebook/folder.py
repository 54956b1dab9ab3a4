"""Where the shipped rules lie."""

from importlib import resources
from pathlib import Path

from contract_lint.errors import UsageError

PACKAGE = "contract_lint"


def rules_folder() -> Path:
    """Return the folder of the shipped rules.

    In an installed wheel it lies inside the package, in a checkout beside it.
    """
    package = Path(str(resources.files(PACKAGE)))
    for folder in (package / "rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise UsageError(f"no rules found beside {package}; install contract-lint again")
