"""Cloudflare Logpush HTTP requests; the target is the requested host. Blocked requests never reached it."""

from __future__ import annotations

from extractors.logs.engine.event import Event
from extractors.logs.engine.records import Record
from extractors.logs.formats.edge_json import EdgeFields, edge_event, keys
from extractors.logs.formats.json_lines import Dialect, JsonLog

FIELDS = EdgeFields(
    method=keys("ClientRequestMethod"),
    url=keys("ClientRequestURI", "ClientRequestPath"),
    host=keys("ClientRequestHost"),
    host_is_target=True,
    status=keys("EdgeResponseStatus"),
    ms=keys("OriginResponseDurationMs", "EdgeTimeToFirstByteMs"),
    size=keys("EdgeResponseBytes"),
    agent=keys("ClientRequestUserAgent"),
    address=keys("ClientIP"),
    time=keys("EdgeStartTimestamp", "EdgeEndTimestamp"),
)
_STOPPED = frozenset({"block", "drop", "challenge", "jschallenge", "managedchallenge"})


def read(record: Record) -> Event | None:
    """The event of a request; one that the firewall stopped is marked as rejected."""
    event = edge_event(record, FIELDS)
    action = str(record.get("WAFAction") or record.get("SecurityAction") or "").lower()
    if event is not None and action in _STOPPED:
        event.hint = "rejected"
    return event


class CloudflareLog(JsonLog):
    """Cloudflare Logpush."""

    name = "logs/cloudflare"
    description = "Cloudflare Logpush HTTP requests (JSON lines)"
    dialects = (Dialect("cloudflare", frozenset({"ClientRequestHost", "ClientRequestMethod"}), read),)
