"""`python -m contract_lint.rulebook` writes the tables of `rules/README.md` anew."""

from contract_lint.rulebook import load_rules, render_table, rules_folder

HEAD_ENDS = "<!-- the tables below are written by `python -m contract_lint.rulebook` -->\n\n"


def main() -> None:
    """Keep the page's own words and replace its tables."""
    page = rules_folder() / "README.md"
    words, _, _ = page.read_text(encoding="utf-8").partition(HEAD_ENDS)
    page.write_text(f"{words}{HEAD_ENDS}{render_table(load_rules())}", encoding="utf-8")


if __name__ == "__main__":
    main()
