"""Hard gates: what rules a connector out, one sentence each.

The gates follow the connector cheat sheet in docs/concepts.md: a webhook needs a source that calls out and a target
that listens; change data capture needs a readable change log; reverse ETL starts in a warehouse; streaming needs
emitted events; a batch cannot be fresher than its interval; a waiting caller needs an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mapgen.model.vocabulary import ConnectorKind

BATCH_FLOOR_SECONDS = 300
"""Below this freshness a batch interval costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known about a flow when a connector is chosen; None means unknown.

    source_class, target_class: saas, service, database, warehouse, broker, client, file.
    freshness_s: how old data may be, in seconds.
    """

    source_class: str
    target_class: str
    caller_waits: bool | None = None
    source_calls_out: bool | None = None
    target_listens: bool | None = None
    change_log: bool | None = None
    emits_events: bool | None = None
    copy_allowed: bool | None = None
    freshness_s: int | None = None
    billing_write: bool = False
    idempotent: bool | None = None
    polls: bool = False


def _webhook(s: Situation) -> str | None:
    if s.source_class in ("database", "warehouse", "broker", "client", "file"):
        return f"a webhook needs a source that calls out, and a {s.source_class} does not"
    if s.source_calls_out is False:
        return "a webhook needs a source that calls out, and this one offers no callbacks"
    if s.target_listens is False or s.target_class in ("database", "warehouse", "broker", "file"):
        return "a webhook needs an endpoint that listens at the target"
    return None


def _cdc(s: Situation) -> str | None:
    if s.source_class != "database":
        return "change data capture reads a database's change log, and the source is not a database"
    if s.change_log is False:
        return "the source's change log cannot be read"
    return None


def _reverse_etl(s: Situation) -> str | None:
    return None if s.source_class == "warehouse" else "reverse ETL starts in a warehouse"


def _streaming(s: Situation) -> str | None:
    if "broker" in (s.source_class, s.target_class):
        return None
    return "streaming needs events on a bus, and neither side is one" if not s.emits_events else None


def _batch(s: Situation) -> str | None:
    if s.caller_waits:
        return "the caller waits for the answer"
    if s.freshness_s is not None and s.freshness_s < BATCH_FLOOR_SECONDS:
        return f"data may be {s.freshness_s} s old at most, and a batch is older than {BATCH_FLOOR_SECONDS} s"
    if s.copy_allowed is False:
        return "no copy of the data is allowed"
    if s.target_class not in ("warehouse", "database", "file"):
        return "a batch load ends in a store, and the target is not one"
    return None


def _api(s: Situation) -> str | None:
    return "a broker is published to, not called" if "broker" in (s.source_class, s.target_class) else None


GATES: dict[ConnectorKind, Callable[[Situation], str | None]] = {
    ConnectorKind.API: _api,
    ConnectorKind.WEBHOOK: _webhook,
    ConnectorKind.CDC: _cdc,
    ConnectorKind.BATCH_ELT: _batch,
    ConnectorKind.REVERSE_ETL: _reverse_etl,
    ConnectorKind.STREAMING: _streaming,
}
"""One gate per connector: a sentence when it is ruled out, else None."""


def refused(situation: Situation) -> dict[ConnectorKind, str]:
    """Connectors that are ruled out, with the reason."""
    answers = {kind: gate(situation) for kind, gate in GATES.items()}
    reasons = {kind: reason for kind, reason in answers.items() if reason is not None}
    if situation.caller_waits:
        for kind in (ConnectorKind.WEBHOOK, ConnectorKind.CDC, ConnectorKind.REVERSE_ETL, ConnectorKind.STREAMING):
            reasons.setdefault(kind, "the caller waits for the answer")
    return reasons
