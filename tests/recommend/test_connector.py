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
        (Situation("database", "warehouse"), K.CDC),
        (Situation("database", "warehouse", change_log=False), K.BATCH_ELT),
        (Situation("warehouse", "saas"), K.REVERSE_ETL),
        (Situation("service", "broker"), K.STREAMING),
        (Situation("broker", "warehouse"), K.STREAMING),
        (Situation("saas", "warehouse"), K.BATCH_ELT),
        (Situation("service", "database"), K.API),
    ],
)
def test_the_classes_of_the_two_systems_choose_the_connector(situation: Situation, expected: ConnectorKind) -> None:
    found = recommend(situation)
    assert found.connector is expected
    assert found.because


def test_every_refusal_has_a_sentence() -> None:
    refused = recommend(Situation("service", "saas", caller_waits=True)).refused
    assert set(refused) == {"batch_elt", "cdc", "reverse_etl", "streaming", "webhook"}
    assert all(len(reason) > 15 for reason in refused.values())


def test_a_fresh_copy_cannot_come_from_a_batch() -> None:
    refused = recommend(Situation("saas", "warehouse", freshness_s=60)).refused
    assert "60 s" in refused["batch_elt"]


def test_a_billing_write_without_idempotency_is_warned_about() -> None:
    assert recommend(Situation("service", "saas", billing_write=True, idempotent=False)).warnings
    assert not recommend(Situation("service", "saas", billing_write=True, idempotent=True)).warnings


def test_polling_where_webhooks_exist_is_warned_about() -> None:
    found = recommend(Situation("saas", "service", polls=True, source_calls_out=True, target_listens=False))
    assert any("polling" in warning for warning in found.warnings)


def test_change_data_capture_without_proof_of_a_log_is_warned_about() -> None:
    assert recommend(Situation("database", "warehouse")).warnings
    assert not recommend(Situation("database", "warehouse", change_log=True)).warnings
