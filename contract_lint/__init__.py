"""Check contract drafts against a technical requirement sheet."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contract_lint.api import check as check
    from contract_lint.api import render as render

__version__ = "0.1.0"
__all__ = ["__version__", "check", "render"]


def __getattr__(name: str) -> Any:
    """Import the library when one of its functions is first asked for."""
    if name not in ("check", "render"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from contract_lint import api

    return getattr(api, name)
