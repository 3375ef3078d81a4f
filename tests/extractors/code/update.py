"""`python -m tests.extractors.code.update [CASE...]` writes expected.json of new cases; read them before committing."""

from __future__ import annotations

import json
import sys

from tests.extractors.code.reduced import case_folder, cases, facts


def main(wanted: list[str]) -> None:
    """Write the expectations of the named cases, or of all without one."""
    for place in cases():
        folder = case_folder(place)
        expected = folder / "expected.json"
        named = f"{folder.parent.name}/{folder.name}" in wanted
        if named or (not wanted and not expected.exists()):
            lines = ",\n ".join(json.dumps(fact, ensure_ascii=False) for fact in facts(place))
            expected.write_text(f"[{lines}]\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
