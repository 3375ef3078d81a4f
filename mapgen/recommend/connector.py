"""The recommended connector of a flow: gates rule out, class rules choose among what is left."""

from __future__ import annotations

from mapgen.model.flow import Recommendation
from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.gates import Situation, refused

_K = ConnectorKind

_PREFERENCES: tuple[tuple[str, str, tuple[ConnectorKind, ...], str], ...] = (
    ("broker", "*", (_K.STREAMING,), "the bus already carries it: ordered, replayable, consumers decoupled"),
    ("*", "broker", (_K.STREAMING,), "publishing to the bus decouples the consumers"),
    ("warehouse", "saas", (_K.REVERSE_ETL, _K.API), "modelled warehouse data goes back into an operational tool"),
    ("warehouse", "*", (_K.REVERSE_ETL, _K.API), "modelled data leaves the warehouse"),
    ("database", "warehouse", (_K.CDC, _K.BATCH_ELT), "database replication with low latency, deletes included"),
    ("saas", "warehouse", (_K.BATCH_ELT,), "large volumes, analytics first"),
    ("service", "warehouse", (_K.BATCH_ELT, _K.STREAMING), "large volumes, analytics first"),
    ("saas", "service", (_K.WEBHOOK, _K.API), "near-real-time notification instead of polling"),
    ("service", "database", (_K.API,), "a service talks to its own store directly"),
    ("database", "service", (_K.API,), "a service reads its own store directly"),
    ("*", "*", (_K.API,), "transactional, low volume, direct control"),
)
"""(source class, target class, connectors best first, why); the first matching row counts."""


def recommend(situation: Situation) -> Recommendation:
    """Choose a connector; explain the choice, every refusal, and what to watch out for."""
    ruled_out = refused(situation)
    connector, because = _choose(situation, ruled_out)
    return Recommendation(
        connector=connector,
        because=because,
        refused={kind.value: reason for kind, reason in sorted(ruled_out.items()) if kind is not connector},
        warnings=_warnings(situation, connector),
    )


def _choose(situation: Situation, ruled_out: dict[ConnectorKind, str]) -> tuple[ConnectorKind, list[str]]:
    if situation.caller_waits and ConnectorKind.API not in ruled_out:
        return ConnectorKind.API, ["the caller waits for the answer"]
    for source, target, ranked, why in _PREFERENCES:
        if source not in ("*", situation.source_class) or target not in ("*", situation.target_class):
            continue
        for kind in ranked:
            if kind not in ruled_out and not (kind is ConnectorKind.WEBHOOK and situation.source_calls_out is None):
                return kind, [why]
    return ConnectorKind.API, ["no other connector passes the gates"]


def _warnings(situation: Situation, connector: ConnectorKind) -> list[str]:
    warnings = []
    if situation.billing_write and not situation.idempotent:
        warnings.append("a write to billing without an idempotency key may charge twice when it is retried")
    if situation.polls and situation.source_calls_out:
        warnings.append("polling spends the rate limit where the source offers webhooks")
    if connector is ConnectorKind.CDC and situation.change_log is None:
        warnings.append("nobody has shown yet that the source's change log can be read")
    return warnings
