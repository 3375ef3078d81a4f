from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.errors import InputError
from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend import Situation, load_book, recommend
from mapgen.recommend.situation import FACTS


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "weights.yaml"
    path.write_text(text)
    return path


def test_every_fact_has_something_taken_for_granted() -> None:
    assert set(load_book().assumptions) == set(FACTS)


def test_own_weights_change_the_choice_and_leave_the_rest_alone(tmp_path: Path) -> None:
    situation = Situation("service", "service", emits_events=True, events_per_day=500, streaming_skills=True)
    book = load_book(own(tmp_path, "weights: {shape: 0, volume: 20}\n"))
    assert recommend(situation).connector is ConnectorKind.STREAMING
    assert recommend(situation, book).connector is ConnectorKind.API
    assert book.weights["freshness"] == load_book().weights["freshness"]


def test_own_limits_move_a_gate(tmp_path: Path) -> None:
    book = load_book(own(tmp_path, "limits: {batch_floor_s: 30}\n"))
    assert "batch_elt" in recommend(Situation("saas", "warehouse", freshness_s=60)).refused
    assert "batch_elt" not in recommend(Situation("saas", "warehouse", freshness_s=60), book).refused


def test_own_assumptions_replace_a_list(tmp_path: Path) -> None:
    book = load_book(own(tmp_path, "assumptions: {freshness_s: [{value: 5}]}\n"))
    assert any("5 s" in reason for reason in recommend(Situation("saas", "warehouse"), book).because)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weights: {freshnes: 3}", "freshnes"),
        ("weights: {freshness: -1}", "freshness"),
        ("weights: {freshness: high}", "freshness"),
        ("assumptions: {colour: [{value: red}]}", "colour"),
        ("assumptions: {pii: [{value: true, source: moon}]}", "moon"),
        ("assumptions: {pii: [{value: true, when: moon}]}", "moon"),
        ("shapes: {lookup: {fit: {fax: 5}}}", "lookup"),
        ("criteria: {cost: {parts: [{fact: colour, bands: []}]}}", "colour"),
        ("criteria: {cost: {parts: [{fact: pii, bands: [{scores: {api: 6}}]}]}}", "<= 5"),
        ("styles: {criteria: {reach: {parts: [{fact: systems, bands: [{scores: {mesh: 1}}]}]}}}", "mesh"),
        ("styles: {criteria: {reach: {parts: [{fact: moons, bands: []}]}}}", "moons"),
        ("surprise: 1", "surprise"),
        ("- a list", "mapping"),
        ("a: [", "weights.yaml"),
    ],
)
def test_a_mistake_in_own_rules_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        load_book(own(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_book(tmp_path / "none.yaml")
