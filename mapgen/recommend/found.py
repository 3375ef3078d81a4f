"""Facts about a flow that need nobody's answer: from specifications, the catalog, and observed traffic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mapgen.catalog import System
from mapgen.model.facts import Fact, OperationDescribed, TrafficObserved

_CALLS_OUT = frozenset({"webhooks", "webhook_management", "callbacks"})
"""Signals of a specification that show that the API can notify others."""

_SHORTEST_SAMPLE_S = 600.0
"""A sample of traffic shorter than this says nothing about a whole day."""

_SECONDS_PER_DAY = 86_400.0


def of_source_spec(signals: Iterable[str]) -> dict[str, Any]:
    """What the specification of the source's API shows. That something is absent from a specification proves nothing,
    so no fact is ever False here; a change log is never shown by one."""
    seen = frozenset(signals)
    found: dict[str, Any] = {"has_api": True}
    if seen & _CALLS_OUT:
        found["source_calls_out"] = True
    if "changed_since_filter" in seen:
        found["changed_since"] = True
    if "bulk_endpoint" in seen:
        found["bulk_export"] = True
    return found | _limited(seen)


def of_target_spec(signals: Iterable[str]) -> dict[str, Any]:
    """What the specification of the target's API shows: whether a repeated write is recognised, and calls limited."""
    seen = frozenset(signals)
    found: dict[str, Any] = {"takes_key": True} if seen & {"idempotency_key", "upsert_key"} else {}
    return found | _limited(seen)


def _limited(signals: frozenset[str]) -> dict[str, Any]:
    return {"rate_limited": True} if "rate_limit" in signals else {}


def of_catalog(source: System | None) -> dict[str, Any]:
    """What the catalog knows of the source product. Capabilities nobody has confirmed count only where being wrong
    is harmless (an export that turns out to be missing is an API that is paged through)."""
    if source is None:
        return {}
    found: dict[str, Any] = {}
    if "webhooks" in source.capabilities or source.webhook_headers:
        found["source_calls_out"] = True
    if "bulk_api" in (*source.capabilities, *source.unverified.capabilities):
        found["bulk_export"] = True
    return found


def of_operations(facts: Iterable[Fact]) -> dict[str, Any]:
    """What described operations that belong to the flow show: a webhook is one, and publishing emits events."""
    directions = {fact.direction for fact in facts if isinstance(fact, OperationDescribed)}
    found: dict[str, Any] = {"source_calls_out": True} if "webhook" in directions else {}
    return found | ({"emits_events": True} if "publish" in directions else {})


def of_traffic(facts: Iterable[Fact]) -> dict[str, Any]:
    """Volume and size from observed traffic, when the sample is long enough to speak for a day."""
    seen = [fact for fact in facts if isinstance(fact, TrafficObserved) and fact.traffic_class == "flow"]
    count = sum(fact.count for fact in seen)
    if not count:
        return {}
    found: dict[str, Any] = {}
    span = _span(seen)
    if span is not None and span >= _SHORTEST_SAMPLE_S:
        found["events_per_day"] = round(count * _SECONDS_PER_DAY / span, 1)
    if size := sum(fact.bytes for fact in seen):
        found["payload_kb"] = round(size / count / 1024, 1)
    return found


def _span(seen: Iterable[TrafficObserved]) -> float | None:
    """Seconds from the first to the last request; None when times were not logged."""
    moments = [moment for fact in seen for moment in (_moment(fact.first_seen), _moment(fact.last_seen)) if moment]
    return (max(moments) - min(moments)).total_seconds() if moments else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=None)


def merged(*found: Mapping[str, Any]) -> dict[str, Any]:
    """All facts together; the later source wins."""
    together: dict[str, Any] = {}
    for facts in found:
        together.update(facts)
    return together
