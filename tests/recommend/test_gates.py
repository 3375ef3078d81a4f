from __future__ import annotations

import pytest

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend import Situation, load_book
from mapgen.recommend.choice import choose
from mapgen.recommend.gates import refused

K = ConnectorKind
LIMITS = load_book().limits


def reason(kind: ConnectorKind, source: str, target: str, **facts: object) -> str | None:
    return refused(Situation(source, target, **facts), LIMITS).get(kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "source", "target", "facts", "says"),
    [
        (K.WEBHOOK, "saas", "service", {"source_calls_out": False}, "offers no callbacks"),
        (K.WEBHOOK, "database", "service", {}, "a database does not"),
        (K.WEBHOOK, "saas", "service", {"target_listens": False}, "endpoint at the target"),
        (K.CDC, "database", "warehouse", {"change_log": False}, "cannot be read"),
        (K.CDC, "file", "warehouse", {}, "a file has none"),
        (K.REVERSE_ETL, "database", "saas", {}, "starts in a warehouse"),
        (K.REVERSE_ETL, "warehouse", "file", {}, "ends in a tool"),
        (K.STREAMING, "service", "service", {"emits_events": False}, "publishes none"),
        (K.STREAMING, "saas", "broker", {"emits_events": False}, "publishes none"),
        (K.BATCH_ELT, "saas", "warehouse", {"freshness_s": 60}, "60 s old"),
        (K.BATCH_ELT, "saas", "warehouse", {"bulk_export": False, "has_api": False}, "neither"),
        (K.API, "broker", "service", {}, "not called"),
        (K.API, "file", "warehouse", {"has_api": False}, "answers no requests"),
        (K.API, "saas", "saas", {"calls_per_day": 1000, "events_per_day": 1001}, "1,001 calls"),
        (K.WEBHOOK, "saas", "saas", {"caller_waits": True, "source_calls_out": True}, "waits"),
        (K.CDC, "database", "saas", {"copy_allowed": False, "change_log": True}, "no copy"),
    ],
)
def test_a_gate_closes_with_its_sentence(
    kind: ConnectorKind, source: str, target: str, facts: dict[str, object], says: str
) -> None:
    assert says in (reason(kind, source, target, **facts) or "")


@pytest.mark.parametrize(
    ("kind", "source", "target", "facts"),
    [
        (K.WEBHOOK, "saas", "database", {"source_calls_out": True}),
        (K.CDC, "saas", "warehouse", {"change_log": True}),
        (K.STREAMING, "service", "broker", {"emits_events": False}),
        (K.BATCH_ELT, "database", "saas", {"freshness_s": 300}),
        (K.API, "client", "service", {"has_api": False}),
        (K.API, "saas", "saas", {"calls_per_day": 1000, "events_per_day": 1000}),
    ],
)
def test_a_gate_stays_open(kind: ConnectorKind, source: str, target: str, facts: dict[str, object]) -> None:
    assert reason(kind, source, target, **facts) is None


def test_what_is_unknown_closes_no_gate() -> None:
    assert refused(Situation("unknown", "unknown"), LIMITS) == {}


def test_when_only_its_age_is_wrong_a_batch_is_the_nearest() -> None:
    made = choose(Situation("file", "warehouse", freshness_s=60, has_api=False, emits_events=False), load_book())
    assert made.connector is K.BATCH_ELT
    assert "60 s" in made.compromise


def test_a_waiting_caller_behind_a_full_quota_still_gets_an_api_and_hears_about_it() -> None:
    made = choose(Situation("saas", "client", caller_waits=True, calls_per_day=10, events_per_day=5000), load_book())
    assert made.connector is K.API
    assert "allows 10" in made.compromise


def test_what_could_still_turn_out_well_is_preferred_to_what_cannot() -> None:
    made = choose(Situation("database", "warehouse", freshness_s=60, has_api=False, emits_events=False), load_book())
    assert made.connector is K.CDC
    assert made.compromise
