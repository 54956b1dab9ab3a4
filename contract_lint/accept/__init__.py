"""What was accepted: waivers, baselines, and whether the words they were given for still stand."""

from contract_lint.accept.baseline import Baseline, load_baseline, render_baseline
from contract_lint.accept.ledger import Ledger
from contract_lint.accept.waivers import FILE_NAME, Waiver, Waivers, load_waivers, render_waiver

__all__ = [
    "FILE_NAME",
    "Baseline",
    "Ledger",
    "Waiver",
    "Waivers",
    "load_baseline",
    "load_waivers",
    "render_baseline",
    "render_waiver",
]
