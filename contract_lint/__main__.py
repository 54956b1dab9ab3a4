"""Run the command line with `python -m contract_lint`."""

from contract_lint.cli import main

if __name__ == "__main__":
    main(prog_name="contract-lint")
