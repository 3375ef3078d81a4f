"""Every case of the code extractor: `cases/<language>/<construct>/input.*` gives exactly `expected.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.extractors.code.reduced import CASES, case_folder, cases, facts


@pytest.mark.parametrize("place", cases(), ids=lambda place: case_folder(place).relative_to(CASES).as_posix())
def test_a_case_gives_exactly_its_expected_facts(place: Path) -> None:
    expected = json.loads((case_folder(place) / "expected.json").read_text("utf-8"))

    assert facts(place) == expected


@pytest.mark.parametrize("place", cases(), ids=lambda place: case_folder(place).relative_to(CASES).as_posix())
def test_every_fact_names_a_line_of_the_file(place: Path) -> None:
    lines = place.read_text("utf-8").count("\n") + 1

    assert all(1 <= fact["line"] <= lines for fact in facts(place))


TRAPS = [place for place in cases() if case_folder(place).name.startswith("trap-")]
CALLS = {"CallMade", "MessageChannel", "StoreUsed", "RouteServed", "FlowDeclared", "UrlSeen"}


@pytest.mark.parametrize("place", [trap for trap in TRAPS if "nesting" not in trap.as_posix()], ids=str)
def test_a_trap_gives_no_flow(place: Path) -> None:
    assert [fact for fact in facts(place) if fact["fact"] in CALLS] == []
