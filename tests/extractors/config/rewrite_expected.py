"""Rewrites `expected.json` of the named cases (or of those that have none): read the difference before committing."""

from __future__ import annotations

import sys

import orjson

from tests.extractors.config.estate import CASES, facts_of, plain


def main(names: list[str]) -> None:
    """Write the facts of each named case; without names, of cases that lack an expectation."""
    for folder in sorted(path.parent for path in CASES.glob("*/*/input")):
        target = folder / "expected.json"
        if folder.relative_to(CASES).as_posix() in names or (not names and not target.exists()):
            facts = [plain(fact) for fact in facts_of(folder / "input")]
            rows = ",\n".join(orjson.dumps(fact).decode() for fact in facts)
            target.write_text(f"[\n{rows}\n]\n" if rows else "[]\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
