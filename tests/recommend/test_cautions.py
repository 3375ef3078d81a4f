from __future__ import annotations

import pytest

from mapgen.recommend import Situation, recommend


@pytest.mark.parametrize(
    ("situation", "says"),
    [
        (Situation("service", "saas", billing_write=True), "idempotency key"),
        (Situation("service", "saas", billing_write=True, idempotent=False), "idempotency key"),
        (Situation("saas", "service", polls=True, source_calls_out=True, target_listens=False), "polling"),
        (Situation("saas", "service", freshness_s=60, events_per_day=300, calls_per_day=1000.0), "daily limit"),
        (Situation("saas", "saas", caller_waits=True, events_per_day=800, calls_per_day=1000.0), "80% of the daily"),
        (Situation("service", "saas", billing_write=True, takes_key=True), "so send a key"),
        (Situation("service", "saas", rate_limited=True), "Retry-After"),
        (Situation("saas", "warehouse", deletes_matter=True, freshness_s=86400), "deletes"),
        (Situation("saas", "service", source_calls_out=True, regulated=True), "reconcile"),
        (Situation("client", "broker", pii=True), "personal data stays"),
        (Situation("saas", "saas", two_way=True), "who wins"),
        (Situation("service", "broker", streaming_skills=False), "managed"),
        (Situation("database", "warehouse", freshness_s=60, has_api=False), "change log can be read"),
    ],
)
def test_a_danger_is_named(situation: Situation, says: str) -> None:
    assert any(says in warning for warning in recommend(situation).warnings)


@pytest.mark.parametrize(
    "situation",
    [
        Situation("service", "saas", billing_write=True, idempotent=True),
        Situation("saas", "service", source_calls_out=True, polls=False),
        Situation("saas", "service", freshness_s=3600, events_per_day=300, calls_per_day=1e6),
        Situation("saas", "service", freshness_s=60, calls_per_day=float("inf")),
    ],
)
def test_where_there_is_no_danger_nothing_is_said(situation: Situation) -> None:
    assert recommend(situation).warnings == []
