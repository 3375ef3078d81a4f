"""Hard gates: what rules a connector out, one sentence each.

A gate speaks only from what is known: an unknown fact (None) never rules anything out. The gates follow the connector
cheat sheet in docs/concepts.md; docs/recommendation.md lists them.
"""

from __future__ import annotations

from collections.abc import Callable

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.book import CONNECTORS, Limits
from mapgen.recommend.situation import Situation

_MUTE = ("database", "warehouse", "broker", "client", "file")
"""Classes that do not call out by themselves."""

_PASSIVE = ("database", "warehouse", "broker", "file", "saas")
"""Classes whose data somebody else has to fetch, so that they need an API for single records."""

_LOGLESS = ("warehouse", "broker", "client", "file")
"""Classes without a database of their own whose log could be read."""

_PUBLISHERS = ("service", "client", "database", "unknown")
"""Classes that can be made to publish to a bus of one's own."""

Gate = Callable[[Situation, Limits], str | None]


def _webhook(s: Situation, limits: Limits) -> str | None:
    del limits
    if s.source_calls_out is False:
        return "a webhook needs a source that calls out, and this one offers no callbacks"
    if s.source_class in _MUTE and not s.source_calls_out:
        return f"a webhook needs a source that calls out, and a {s.source_class} does not"
    if s.target_listens is False or s.target_class == "file":
        return "a webhook needs an endpoint at the target that the source can reach"
    return None


def _cdc(s: Situation, limits: Limits) -> str | None:
    del limits
    if s.change_log is False:
        return "change data capture needs a readable change log, and the source's cannot be read"
    if s.source_class in _LOGLESS and not s.change_log:
        return f"change data capture reads a database's change log, and a {s.source_class} has none"
    return None


def _reverse_etl(s: Situation, limits: Limits) -> str | None:
    del limits
    if s.source_class not in ("warehouse", "unknown"):
        return "reverse ETL starts in a warehouse"
    if s.target_class in ("warehouse", "broker", "file"):
        return f"reverse ETL ends in a tool people work in, and a {s.target_class} is not one"
    return None


def _streaming(s: Situation, limits: Limits) -> str | None:
    del limits
    if s.source_class == "broker" or s.emits_events is not False:
        return None
    if s.target_class == "broker" and s.source_class in _PUBLISHERS:
        return None
    return "streaming needs emitted events, and the source publishes none"


def _batch(s: Situation, limits: Limits) -> str | None:
    if s.freshness_s is not None and s.freshness_s < limits.batch_floor_s:
        return f"the data may be {s.freshness_s:g} s old, and a batch is rarely fresher than {limits.batch_floor_s:g} s"
    if s.bulk_export is False and s.has_api is False and s.source_class == "saas":
        return "a batch needs an export or an API to extract from, and the source has neither"
    return None


def _api(s: Situation, limits: Limits) -> str | None:
    del limits
    if s.source_class == "broker" or (s.target_class == "broker" and s.source_class != "saas"):
        return "a bus is published to and consumed from, not called"
    if s.has_api is False and s.source_class in _PASSIVE:
        return "the source answers no requests for single records"
    needed = s.events_per_day
    if s.calls_per_day is not None and needed is not None and needed > s.calls_per_day:
        return f"it takes {needed:,.0f} calls a day, and the source allows {s.calls_per_day:,.0f}"
    return None


GATES: dict[ConnectorKind, Gate] = {
    ConnectorKind.API: _api,
    ConnectorKind.WEBHOOK: _webhook,
    ConnectorKind.CDC: _cdc,
    ConnectorKind.BATCH_ELT: _batch,
    ConnectorKind.REVERSE_ETL: _reverse_etl,
    ConnectorKind.STREAMING: _streaming,
}
"""One gate per connector: a sentence when it is ruled out, else None."""


def refused(situation: Situation, limits: Limits) -> dict[ConnectorKind, str]:
    """Connectors that are ruled out, with the reason."""
    reasons = {}
    for kind in CONNECTORS:
        reason = _waiting(situation, kind) or GATES[kind](situation, limits)
        if reason is not None:
            reasons[kind] = reason
    return reasons


def _waiting(s: Situation, kind: ConnectorKind) -> str | None:
    """Only an API answers, and only an API leaves the data where it is."""
    if kind is ConnectorKind.API:
        return None
    if s.caller_waits:
        return "the caller waits for the answer"
    return "no copy of the data is allowed" if s.copy_allowed is False else None
