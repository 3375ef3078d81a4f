"""The shape rule: what kind of flow it is. The first rule that holds names the shape."""

from __future__ import annotations

from collections.abc import Callable

from mapgen.recommend.book import Limits
from mapgen.recommend.situation import Situation

_STORES = ("warehouse", "file")


def _lookup(s: Situation, limits: Limits) -> bool:
    del limits
    return bool(s.caller_waits) or s.copy_allowed is False


def _activation(s: Situation, limits: Limits) -> bool:
    del limits
    return s.source_class == "warehouse" and s.target_class not in (*_STORES, "broker")


def _replication(s: Situation, limits: Limits) -> bool:
    """A change log can be read, and something asks for it: freshness, deletes, order, replay, or a bus to feed."""
    if not s.change_log:
        return False
    fresh = s.freshness_s is not None and s.freshness_s < limits.replication_below_s
    return fresh or bool(s.deletes_matter or s.needs_order or s.needs_replay) or s.target_class == "broker"


def _stream(s: Situation, limits: Limits) -> bool:
    """A bus stands on one side, or the source's events are needed in order, again, by many, or at a high rate."""
    if "broker" in (s.source_class, s.target_class):
        return True
    many = _at_least(s.consumers, limits.many_consumers)
    fast = _at_least(s.events_per_day, limits.stream_events_per_day) and not _delay_is_fine(s, limits)
    return bool(s.emits_events) and (bool(s.needs_order or s.needs_replay) or many or fast)


def _bulk_load(s: Situation, limits: Limits) -> bool:
    """Some delay is fine, and it goes to or comes from a store for analysis, or is simply a lot."""
    if not _delay_is_fine(s, limits):
        return False
    patient = _at_least(s.freshness_s, limits.bulk_from_s)
    much = _at_least(s.events_per_day, limits.bulk_records_per_day)
    analytic = s.target_class in _STORES or s.source_class == "file" or bool(s.history)
    return analytic or (patient and much)


def _notification(s: Situation, limits: Limits) -> bool:
    soon = not _at_least(s.freshness_s, limits.bulk_from_s)
    return bool(s.source_calls_out) and s.target_listens is not False and soon


def _event(s: Situation, limits: Limits) -> bool:
    """A vendor runs the event stream of its product; our own services can as well call, unless a bus is at home."""
    at_hand = s.source_class == "saas" or bool(s.streaming_skills)
    return bool(s.emits_events) and at_hand and not _delay_is_fine(s, limits)


def _delay_is_fine(s: Situation, limits: Limits) -> bool:
    return _at_least(s.freshness_s, limits.batch_floor_s)


def _at_least(value: float | None, limit: float) -> bool:
    return value is not None and value >= limit


RULES: tuple[tuple[str, Callable[[Situation, Limits], bool]], ...] = (
    ("lookup", _lookup),
    ("activation", _activation),
    ("replication", _replication),
    ("stream", _stream),
    ("bulk_load", _bulk_load),
    ("notification", _notification),
    ("event", _event),
)
"""Shapes (sections of criteria.yaml) with the rule for each, in the order they are tried."""

OTHERWISE = "record_sync"
"""The shape of everything else."""


def shape_of(situation: Situation, limits: Limits) -> str:
    """The shape of a situation whose unknown facts have been filled in."""
    return next((name for name, holds in RULES if holds(situation, limits)), OTHERWISE)
