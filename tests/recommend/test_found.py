from __future__ import annotations

import pytest

from mapgen.catalog import load_catalog
from mapgen.model.facts import OperationDescribed, TrafficObserved
from mapgen.model.location import Location
from mapgen.recommend import found

PLACE = Location("logs", "access.log", 1)


def traffic(count: int = 1, **facts: object) -> TrafficObserved:
    return TrafficObserved(location=PLACE, rule="logs/x", source="a", target="b", count=count, **facts)  # type: ignore[arg-type]


def operation(direction: str) -> OperationDescribed:
    return OperationDescribed(
        location=PLACE, rule="openapi", api="CRM", direction=direction, method="POST", path="/contacts"  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("signal", ["webhooks", "webhook_management", "callbacks"])
def test_a_specification_with_webhooks_shows_that_the_source_calls_out(signal: str) -> None:
    assert found.of_source_spec([signal])["source_calls_out"] is True


def test_a_specification_shows_exports_and_change_filters() -> None:
    shown = found.of_source_spec(["bulk_endpoint", "changed_since_filter"])
    assert shown == {"has_api": True, "bulk_export": True, "changed_since": True}


def test_what_a_specification_does_not_say_stays_unknown() -> None:
    assert found.of_source_spec([]) == {"has_api": True}
    assert found.of_target_spec(["webhooks"]) == {}


def test_a_specification_shows_that_keys_are_taken_not_that_they_are_sent() -> None:
    assert found.of_target_spec(["idempotency_key"]) == found.of_target_spec(["upsert_key"]) == {"takes_key": True}


def test_limited_calls_are_noticed_on_either_side() -> None:
    assert found.of_source_spec(["rate_limit"])["rate_limited"]
    assert found.of_target_spec(["rate_limit"])["rate_limited"]


def test_the_catalog_knows_who_sends_webhooks() -> None:
    catalog = load_catalog()
    assert found.of_catalog(catalog.system("stripe"))["source_calls_out"] is True
    assert found.of_catalog(None) == {}


def test_unconfirmed_webhooks_are_not_reckoned_with() -> None:
    systems = load_catalog().systems.values()
    unconfirmed = next(
        s for s in systems if "webhooks" in s.unverified.capabilities and not s.webhook_headers and not s.capabilities
    )
    assert "source_calls_out" not in found.of_catalog(unconfirmed)


def test_described_webhooks_and_publications_show_events() -> None:
    assert found.of_operations([operation("webhook")]) == {"source_calls_out": True}
    assert found.of_operations([operation("publish")]) == {"emits_events": True}
    assert found.of_operations([operation("call")]) == {}


def test_volume_and_size_come_from_traffic() -> None:
    seen = [
        traffic(600, bytes=614_400, first_seen="2026-01-01T00:00:00Z", last_seen="2026-01-01T11:00:00Z"),
        traffic(600, bytes=614_400, first_seen="2026-01-01T01:00:00Z", last_seen="2026-01-01T12:00:00Z"),
    ]
    assert found.of_traffic(seen) == {"events_per_day": 2400.0, "payload_kb": 1.0}


def test_a_short_sample_says_nothing_about_a_day() -> None:
    seen = [traffic(50, first_seen="2026-01-01T00:00:00Z", last_seen="2026-01-01T00:01:00Z")]
    assert found.of_traffic(seen) == {}


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-13-45"])
def test_times_that_cannot_be_read_leave_the_volume_unknown(moment: str) -> None:
    assert found.of_traffic([traffic(5, first_seen=moment, last_seen=moment)]) == {}


def test_probes_and_crawlers_are_no_volume() -> None:
    assert found.of_traffic([traffic(5, bytes=10, traffic_class="probe")]) == {}
