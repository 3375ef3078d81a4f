"""The skeleton of a connector's runbook: what operations must have written down before it goes live."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mapgen.model.vocabulary import ConnectorKind

_BACKOFF = "exponential backoff with jitter, 5 tries"

_RETRY = {
    ConnectorKind.API: f"{_BACKOFF}, on timeouts, 429 and 5xx only; honour Retry-After; same idempotency key each time",
    ConnectorKind.WEBHOOK: "the sender retries: answer 2xx within seconds, queue, then process; drop ids already seen",
    ConnectorKind.CDC: "resume from the last committed position; a lost position needs a new snapshot",
    ConnectorKind.BATCH_ELT: f"{_BACKOFF}; rerun the whole interval, and make loading it twice harmless (merge by key)",
    ConnectorKind.REVERSE_ETL: f"{_BACKOFF}; only the rows that failed, and upsert by an external id",
    ConnectorKind.STREAMING: "consume again from the last committed offset; at least once, so handle duplicates",
}
_DEAD_LETTER = {
    ConnectorKind.API: "failed requests to a table with payload, answer and time; replay by hand or job",
    ConnectorKind.WEBHOOK: "events that cannot be processed to a queue of their own; replay after the fix",
    ConnectorKind.CDC: "rows that cannot be applied to an error table; stop when there are more than a few",
    ConnectorKind.BATCH_ELT: "rejected rows to an error table with file and line; fail above a set share",
    ConnectorKind.REVERSE_ETL: "rejected records to a table in the warehouse with the target's message",
    ConnectorKind.STREAMING: "a dead-letter topic per consumer; alert on its first message",
}
_LATENCY = {
    ConnectorKind.API: "seconds, as part of the call",
    ConnectorKind.WEBHOOK: "seconds; minutes when the sender retries",
    ConnectorKind.CDC: "seconds to minutes",
    ConnectorKind.BATCH_ELT: "the interval plus the run time; a failed run leaves data stale for one more interval",
    ConnectorKind.REVERSE_ETL: "the interval of the sync after the model is built",
    ConnectorKind.STREAMING: "seconds; watch consumer lag",
}
_METRICS = {
    ConnectorKind.API: "error rate, p95 latency, share of the rate limit used",
    ConnectorKind.WEBHOOK: "success rate, deliveries per minute, age of the oldest unprocessed event",
    ConnectorKind.CDC: "replication lag, size of the retained log, schema changes",
    ConnectorKind.BATCH_ELT: "last success, failed batches, rows against the source's count",
    ConnectorKind.REVERSE_ETL: "last success, rejected records, share of the rate limit used",
    ConnectorKind.STREAMING: "consumer lag, dead letters, messages per minute",
}

TO_BE_FILLED_IN = "to be filled in"


def runbook(connector: ConnectorKind, known: Mapping[str, str | None] = MappingProxyType({})) -> dict[str, str]:
    """Headings and what belongs under them. `known`: what the map already says (retry, dead_letter, sla, owner,
    idempotency); only people can fill in the rest."""

    def said(name: str, otherwise: str) -> str:
        return known.get(name) or otherwise

    return {
        "owner": said("owner", TO_BE_FILLED_IN),
        "expected_latency": said("sla", _LATENCY[connector]),
        "retry_policy": said("retry", _RETRY[connector]),
        "dead_letter": said("dead_letter", _DEAD_LETTER[connector]),
        "idempotency": said("idempotency", TO_BE_FILLED_IN),
        "metrics": _METRICS[connector],
        "escalation": TO_BE_FILLED_IN,
        "last_tested": TO_BE_FILLED_IN,
    }
