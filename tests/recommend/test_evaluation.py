"""The suite `connectors` of `python -m evals`, on a small file of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import connectors
from mapgen.errors import InputError

FACTS: dict[str, Any] = {
    "freshness_s": 60,
    "events_per_day": 3000,
    "source_kind": "saas",
    "target_kind": "event_bus",
    "needs_response": False,
    "source_capabilities": {"rest_api": True, "webhooks": True, "events": False, "rate_limit_per_day": None},
    "inbound_endpoint_possible": True,
    "team": {"streaming": False},
    "owner": "nobody in particular",
    "something_new": 1,
}


def scenario(ident: str, acceptable: list[str], unacceptable: list[str] | None = None, **facts: Any) -> dict[str, Any]:
    return {"id": ident, "facts": {**FACTS, **facts}, "acceptable": acceptable, "unacceptable": unacceptable or []}


def written(tmp_path: Path, *scenarios: dict[str, Any], patterns: list[dict[str, Any]] | None = None) -> Path:
    path = tmp_path / "scenarios.json"
    path.write_text(json.dumps({"scenarios": scenarios, "patterns": patterns or []}))
    return path


def test_facts_are_taken_over_by_meaning_and_words_we_do_not_know_stay_unknown() -> None:
    situation = connectors.situation_of(connectors.flat(FACTS))
    assert (situation.source_class, situation.target_class) == ("saas", "broker")
    assert situation.source_calls_out
    assert situation.streaming_skills is False
    assert situation.calls_per_day == float("inf")
    assert situation.owner is None
    assert situation.pii is None


def test_right_neutral_and_unacceptable_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(
        tmp_path,
        scenario("right", ["webhook"]),
        scenario("neutral", ["api"], ["cdc"]),
        scenario("wrong", ["api"], ["webhook"]),
    )
    found = connectors.run(path)
    assert found["accept_at_1"] == pytest.approx(1 / 3)
    assert found["unacceptable_at_1"] == pytest.approx(1 / 3)
    assert "wrong: webhook" in capsys.readouterr().err


def test_blanking_is_the_same_in_every_run(tmp_path: Path) -> None:
    path = written(tmp_path, scenario("a", ["webhook"]), scenario("b", ["api"], source_kind="service"))
    assert connectors.run(path) == connectors.run(path)


def test_a_question_about_a_blanked_fact_counts_and_is_reported_apart(tmp_path: Path) -> None:
    found = connectors.run(written(tmp_path, scenario("a", ["webhook"])))
    assert found["masked40_answered"] <= found["masked40_accept_at_1"]
    assert found["masked40_questions"] > 0


def test_styles_are_judged_too(tmp_path: Path) -> None:
    pattern = {"facts": {"systems": 2, "developers": 1}, "id": "p", "acceptable": ["p2p"], "unacceptable": ["esb"]}
    found = connectors.run(written(tmp_path, scenario("a", ["webhook"]), patterns=[pattern]))
    assert (found["patterns"], found["patterns_right"]) == (1, 1)


@pytest.mark.parametrize("content", ["{", "[]", '{"scenarios": []}'])
def test_a_file_that_holds_no_scenarios_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "scenarios.json"
    path.write_text(content)
    with pytest.raises(InputError):
        connectors.run(path)


def test_a_folder_without_scenarios_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no scenarios file"):
        connectors.run(tmp_path)
