"""The one door of evaluation: `python -m evals SUITE --data PATH [--json]`.

A suite is a module of this package with `run(data: Path) -> dict[str, float]`; it may print tables to stderr.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from mapgen.errors import InputError, MapgenError

SUITES = ("calibration", "code", "specs", "logs", "fields", "connectors", "draft")


def main(arguments: list[str] | None = None) -> int:
    """Run one suite; the last line of standard output is one JSON object with `--json`. Exit code 2 for bad input."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--data", type=Path, required=True, help="labelled data of the suite")
    parser.add_argument("--json", action="store_true", help="print the metrics as one JSON object")
    parser.add_argument("--write", action="store_true", help="renew the tables this suite stores in the project")
    options = parser.parse_args(arguments)
    try:
        if not options.data.exists():
            raise InputError(
                "no such file or folder", where=str(options.data), hint="give the labelled data with --data"
            )
        suite = _suite(options.suite)
        if options.write:
            if not hasattr(suite, "renew"):
                raise InputError(f"the suite {options.suite} stores nothing", where="--write")
            suite.renew(options.data)
        metrics: dict[str, float] = suite.run(options.data)
    except MapgenError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    if options.json:
        print(json.dumps(metrics, sort_keys=True))
    else:
        for name, value in metrics.items():
            print(f"{name:24} {value:g}")
    return 0


def _suite(name: str):  # type: ignore[no-untyped-def]
    try:
        return importlib.import_module(f"evals.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"evals.{name}":
            raise
        raise InputError(f"the suite {name} is not part of this version", hint="see docs/accuracy.md") from error


if __name__ == "__main__":
    sys.exit(main())
