"""Every folder `cases/<format>/<case>/input` gives exactly the facts of its `expected.json`.

`python tests/extractors/config/rewrite_expected.py <format>/<case>` rewrites an expectation after a deliberate change.
"""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.extractors.config.estate import CASES, facts_of, plain

FOLDERS = sorted(path.parent for path in CASES.glob("*/*/input"))


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.relative_to(CASES).as_posix())
def test_a_folder_gives_the_expected_facts(case: Path) -> None:
    expected = orjson.loads((case / "expected.json").read_bytes())

    assert [plain(fact) for fact in facts_of(case / "input")] == expected


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.relative_to(CASES).as_posix())
def test_every_fact_points_at_an_existing_line(case: Path) -> None:
    for fact in facts_of(case / "input"):
        lines = (case / "input" / fact.location.path).read_text(encoding="utf-8").splitlines()
        assert 0 <= fact.location.line <= len(lines), fact


@pytest.mark.parametrize("case", [case for case in FOLDERS if case.name.startswith("trap")], ids=str)
def test_a_trap_gives_no_flow(case: Path) -> None:
    flows = {"declared_flow", "call", "store", "message", "url", "route"}
    given = [plain(fact) for fact in facts_of(case / "input")]

    assert [fact for fact in given if fact["fact"] in flows] == []
