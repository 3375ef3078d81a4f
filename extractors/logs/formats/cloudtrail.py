"""AWS CloudTrail records: lines, `{"Records": [...]}` files and the LookupEvents shape.

Source: role or user of `userIdentity`; target: the service of `eventSource`; an AWS service acting on its own is
internal. Record contents as in the CloudTrail reference.
"""

from __future__ import annotations

from typing import Any

import orjson

from extractors.logs.engine.event import FAILED, Event
from extractors.logs.engine.records import Record, get
from extractors.logs.formats.json_lines import Dialect, JsonLog

_SUFFIX = ".amazonaws.com"


def read(record: Record) -> Event | None:
    """The event of a record."""
    source, kind = _actor(record.get("userIdentity") or {})
    target = str(record.get("eventSource") or "").removesuffix(_SUFFIX)
    name = str(record.get("eventName") or "")
    if not target or not name:
        return None
    return Event(
        source=source,
        source_kind=kind,
        target=target,
        target_kind="cloud_service",
        transport="cloud-api",
        method=name,
        template=name,
        status=FAILED if record.get("errorCode") else 0,
        time=str(record.get("eventTime") or ""),
        hint="internal" if source == target else "",
    )


def _actor(identity: Any) -> tuple[str, str]:
    """Key and kind (`cloud_service`, `role`, `user`) of the caller."""
    if not isinstance(identity, dict):
        return "", "unknown"
    if invoked_by := identity.get("invokedBy"):
        return str(invoked_by).removesuffix(_SUFFIX), "cloud_service"
    issuer = get(identity, ("sessionContext", "sessionIssuer", "userName"))
    if isinstance(issuer, str) and issuer:
        return issuer, "role"
    if name := identity.get("userName"):
        return str(name), "user"
    kind = str(identity.get("type") or "")
    return ("root", "user") if kind == "Root" else (str(identity.get("accountId") or ""), "account")


def read_lookup(record: Record) -> Event | None:
    """The event of a LookupEvents answer: the real record is JSON text in `CloudTrailEvent`."""
    try:
        inner = orjson.loads(str(record["CloudTrailEvent"]))
    except orjson.JSONDecodeError:
        return None
    return read(inner) if isinstance(inner, dict) else None


class CloudTrailLog(JsonLog):
    """AWS CloudTrail."""

    name = "logs/cloudtrail"
    description = "AWS CloudTrail records"
    dialects = (
        Dialect("cloudtrail", frozenset({"CloudTrailEvent", "EventName"}), read_lookup),
        Dialect("cloudtrail", frozenset({"eventSource", "eventName", "userIdentity"}), read),
    )
