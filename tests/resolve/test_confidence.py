from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.model.evidence import Evidence
from mapgen.model.vocabulary import EvidenceKind
from mapgen.resolve.confidence import CAP, combine, explain_confidence, weights


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
    assert found.confidence == 0.95
    assert found.formula == "1 - (1 - 0.9 code) x (1 - 0.5 config) = 0.95"


@pytest.mark.parametrize("signal", sorted(weights().weight))
def test_every_signal_has_a_weight_and_a_meaning(signal: str) -> None:
    assert 0 < weights().weight[signal] < 1
    assert weights().says[signal]


@given(st.dictionaries(st.sampled_from(["code", "config", "log"]), st.lists(st.floats(0, 1), max_size=4)))
def test_more_evidence_never_lowers_the_confidence(by_kind: dict[str, list[float]]) -> None:
    more = {**by_kind, "trace": [0.4]}
    assert 0 <= combine(by_kind) <= combine(more) <= CAP
