"""The permanent proof: labelled situations of our own, and, where they are at hand, the shared ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals import connectors
from mapgen.recommend import Situation, load_book
from mapgen.recommend.choice import choose

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("MAPGEN_SHARED", HERE.parents[2] / "shared")) / "corpus" / "connectors" / "scenarios.json"
SCENARIOS: list[dict[str, Any]] = yaml.safe_load((HERE / "scenarios.yaml").read_text())["scenarios"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_connector_is_chosen_that_a_careful_architect_would_take(scenario: dict[str, Any]) -> None:
    made = choose(Situation(**scenario["facts"]), load_book())
    assert made.connector in scenario["right"], made


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_the_runner_up_is_never_ruled_out(scenario: dict[str, Any]) -> None:
    made = choose(Situation(**scenario["facts"]), load_book())
    assert not {kind for kind, _ in made.ranking[1:]} & made.refused.keys()


def test_no_scenario_calls_a_connector_both_right_and_wrong() -> None:
    assert [s["name"] for s in SCENARIOS if set(s["right"]) & set(s["wrong"])] == []


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    if not SHARED.is_file():
        pytest.skip("the shared scenarios are not there")
    return connectors.run(SHARED)


def test_shared_scenarios_reach_the_bar_with_full_facts(measured: dict[str, float]) -> None:
    assert measured["accept_at_1"] >= 29 / 30
    assert measured["unacceptable_at_1"] == 0
    assert measured["patterns_right"] == measured["patterns"]


def test_shared_scenarios_reach_the_bar_with_facts_blanked(measured: dict[str, float]) -> None:
    assert measured["masked20_accept_at_1"] >= 0.88
    assert measured["masked40_accept_at_1"] >= 0.75


def test_questions_are_few(measured: dict[str, float]) -> None:
    assert measured["full_questions"] == 0
    assert measured["masked20_questions"] <= 1
    assert measured["masked40_questions"] <= 2
