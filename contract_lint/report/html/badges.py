"""Small marks that say verdict and severity in a sign and a word, never by colour alone."""

from contract_lint.report.html.markup import Html, element

SIGNS = {
    "met": "✓",
    "weaker": "↓",
    "vague": "≈",
    "conditional": "⋯",
    "contradicted": "✕",
    "conflict": "≠",
    "missing": "∅",
    "unverifiable": "?",
    "not applicable": "–",
    "drafting": "¶",
}


def slug(name: str) -> str:
    """Return a name as a class: `not applicable` becomes `not-applicable`."""
    return name.replace(" ", "-")


def sign(verdict: str) -> Html:
    """Return the sign of a verdict, hidden from readers that get the word."""
    return element("span", SIGNS[verdict], class_="sign", aria_hidden="true")


def badge(verdict: str) -> Html:
    """Return a verdict as a badge."""
    return element("span", sign(verdict), " ", verdict, class_=f"badge v-{slug(verdict)}")


def severity_badge(severity: str) -> Html:
    """Return a severity as a badge."""
    return element("span", severity, class_=f"badge s-{severity}")
