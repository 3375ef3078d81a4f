from __future__ import annotations

import pytest

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend import Situation, recommend

K = ConnectorKind


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (Situation("service", "saas", caller_waits=True), K.API),
        (Situation("saas", "service", source_calls_out=True), K.WEBHOOK),
        (Situation("saas", "service"), K.API),
        (Situation("database", "warehouse"), K.BATCH_ELT),
        (Situation("database", "warehouse", change_log=True, freshness_s=60), K.CDC),
        (Situation("database", "warehouse", change_log=False), K.BATCH_ELT),
        (Situation("warehouse", "saas"), K.REVERSE_ETL),
        (Situation("service", "broker"), K.STREAMING),
        (Situation("broker", "warehouse"), K.STREAMING),
        (Situation("saas", "warehouse"), K.BATCH_ELT),
        (Situation("service", "database"), K.API),
    ],
)
def test_with_little_known_the_classes_choose_the_connector(situation: Situation, expected: ConnectorKind) -> None:
    found = recommend(situation)
    assert found.connector is expected
    assert found.because


def test_the_same_situation_gives_the_same_recommendation_and_nobody_can_change_it_for_others() -> None:
    situation = Situation("saas", "service", source_calls_out=True)
    first = recommend(situation)
    first.because.append("changed by a caller")
    assert recommend(situation).because != first.because


def test_every_refusal_has_a_sentence() -> None:
    refused = recommend(Situation("service", "saas", caller_waits=True)).refused
    assert set(refused) == {"batch_elt", "cdc", "reverse_etl", "streaming", "webhook"}
    assert all(len(reason) > 15 for reason in refused.values())


def test_what_is_assumed_about_freshness_is_said() -> None:
    assert any("assuming" in reason for reason in recommend(Situation("saas", "warehouse")).because)
    assert not any("assuming" in reason for reason in recommend(Situation("saas", "warehouse", freshness_s=60)).because)


def test_the_runner_up_is_the_second_best() -> None:
    assert recommend(Situation("saas", "service", source_calls_out=True)).runner_up is K.API


def test_known_facts_are_kept_and_survive_json() -> None:
    found = recommend(Situation("saas", "service", freshness_s=60.0, calls_per_day=float("inf")))
    kept = type(found).model_validate_json(found.model_dump_json()).facts
    assert kept == {
        "source_class": "saas",
        "target_class": "service",
        "freshness_s": 60.0,
        "calls_per_day": "unlimited",
    }
