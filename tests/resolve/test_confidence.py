from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.model.evidence import Evidence
from mapgen.model.vocabulary import EvidenceKind
from mapgen.resolve.calibration import CAP, calibrate, expected_error, fit
from mapgen.resolve.confidence import combine, explain_confidence, weights


def piece(kind: EvidenceKind, weight: float) -> Evidence:
    return Evidence(id=f"e{kind}{weight}", kind=kind, root="a", path="b", extractor="x", rule="x/y", weight=weight)


def test_the_strongest_clue_speaks_for_its_kind() -> None:
    assert combine({"code": [0.5, 0.3, 0.5]}) == 0.5


def test_independent_kinds_combine_by_noisy_or() -> None:
    assert combine({"code": [0.5], "config": [0.5]}) == 0.75


def test_nothing_but_a_person_is_certain() -> None:
    assert combine({"code": [1.0], "log": [1.0]}) == CAP


def test_no_clue_means_no_confidence() -> None:
    assert combine({}) == 0.0


def test_the_explanation_reproduces_the_number_from_the_evidence() -> None:
    found = explain_confidence(
        [piece(EvidenceKind.CODE, 0.9), piece(EvidenceKind.CONFIG, 0.5), piece(EvidenceKind.CODE, 0.2)]
    )
    assert found.by_kind == {"code": 0.9, "config": 0.5}
    assert found.weight == 0.95
    assert found.formula.startswith("1 - (1 - 0.9 code) x (1 - 0.5 config) = 0.95")


@pytest.mark.parametrize("signal", sorted(weights().weight))
def test_every_signal_has_a_weight_and_a_meaning(signal: str) -> None:
    assert 0 < weights().weight[signal] < 1
    assert weights().says[signal]


@given(st.dictionaries(st.sampled_from(["code", "config", "log"]), st.lists(st.floats(0, 1), max_size=4)))
def test_more_evidence_never_lowers_the_confidence(by_kind: dict[str, list[float]]) -> None:
    more = {**by_kind, "trace": [0.4]}
    assert 0 <= combine(by_kind) <= combine(more) <= CAP


def test_without_a_table_the_weight_is_the_probability() -> None:
    assert calibrate(0.7, []) == 0.7


def test_between_the_points_of_the_table_the_probability_is_interpolated() -> None:
    assert calibrate(0.75, [(0.5, 0.8), (1.0, 0.9)]) == 0.85
    assert calibrate(0.25, [(0.5, 0.8), (1.0, 0.9)]) == 0.4


def test_a_fit_pools_what_would_fall() -> None:
    answers = [(0.5, True)] * 8 + [(0.6, False)] * 2 + [(0.9, True)] * 30
    points = fit(answers)
    assert points == sorted(points)
    assert calibrate(0.55, points) == pytest.approx(0.75, abs=0.05)
    assert calibrate(0.95, points) > 0.95


def test_the_expected_error_of_a_perfect_forecast_is_zero() -> None:
    assert expected_error([(0.5, True), (0.5, False)]) == 0.0
    assert expected_error([(0.9, False)]) == pytest.approx(0.9)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_weight_never_means_a_lower_probability(answers: list[tuple[float, bool]], a: float, b: float) -> None:
    low, high = sorted((a, b))
    points = fit(answers)
    assert 0 <= calibrate(low, points) <= calibrate(high, points) <= CAP
