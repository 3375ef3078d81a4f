"""Google Cloud audit logs (`protoPayload`): who called which method of which service."""

from __future__ import annotations

from extractors.logs.engine.event import FAILED, Event
from extractors.logs.engine.records import Record, get
from extractors.logs.formats.json_lines import Dialect, JsonLog

_SERVICE_ACCOUNT = ".gserviceaccount.com"


def read(record: Record) -> Event | None:
    """The event of an audit record; other log entries give none."""
    service, method = get(record, ("protoPayload", "serviceName")), get(record, ("protoPayload", "methodName"))
    if not isinstance(service, str) or not isinstance(method, str):
        return None
    who = get(record, ("protoPayload", "authenticationInfo", "principalEmail"))
    source = who if isinstance(who, str) else ""
    return Event(
        source=source,
        source_kind="service_account" if source.endswith(_SERVICE_ACCOUNT) else "user",
        target=service,
        target_kind="host",
        transport="cloud-api",
        method=method,
        template=method,
        status=FAILED if get(record, ("protoPayload", "status", "code")) else 0,
        time=str(record.get("timestamp") or ""),
    )


class GcpAuditLog(JsonLog):
    """Google Cloud audit logs."""

    name = "logs/gcp_audit"
    description = "Google Cloud audit logs (JSON lines)"
    dialects = (Dialect("gcp_audit", frozenset({"protoPayload", "logName"}), read),)
