"""Evaluation: how good the product is, measured. `python -m evals SUITE --data PATH [--json]`."""
