"""What JSON access logs of proxies have in common: a table of field names gives the event."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import Event
from extractors.logs.engine.records import Path, Record, first_text
from extractors.logs.engine.requests import split_url, status_code, whole

Paths = tuple[Path, ...]
"""Ways to a value, tried in order."""


def keys(*names: str) -> Paths:
    """Paths from names; `a>b` is field b of object a (dots may be part of a name)."""
    return tuple(tuple(name.split(">")) for name in names)


def same(name: str) -> str:
    """The name as it is."""
    return name


class EdgeFields(msgspec.Struct, frozen=True, kw_only=True):
    """Field names of a proxy's access log. target: name of the upstream; clean: makes the target key of it.
    target_kind: what it is. host_is_target: use the host where there is no upstream (a proxy that always serves).
    scale: factor to milliseconds."""

    method: Paths
    url: Paths
    host: Paths = ()
    target: Paths = ()
    target_kind: str = "upstream"
    clean: Callable[[str], str] = same
    host_is_target: bool = False
    status: Paths = ()
    ms: Paths = ()
    scale: float = 1.0
    size: Paths = ()
    agent: Paths = ()
    address: Paths = ()
    time: Paths = ()


def edge_event(record: Record, fields: EdgeFields) -> Event | None:
    """The event of a record; None when it carries no request."""
    method = first_text(record, fields.method).upper()
    url = first_text(record, fields.url)
    if not method and not url:
        return None
    source, source_kind = caller(first_text(record, fields.agent), first_text(record, fields.address))
    target, target_kind = _target(record, fields)
    return Event(
        source=source,
        source_kind=source_kind,
        target=target,
        target_kind=target_kind,
        method=method,
        path=split_url(url)[1] or "/",
        status=status_code(first_text(record, fields.status)),
        ms=_ms(first_text(record, fields.ms), fields.scale),
        size=whole(first_text(record, fields.size) or 0),
        time=first_text(record, fields.time),
    )


def _target(record: Record, fields: EdgeFields) -> tuple[str, str]:
    name = first_text(record, fields.target)
    if name:
        return fields.clean(name), fields.target_kind
    if fields.host_is_target:
        return host_key(first_text(record, fields.host)), "vhost"
    return "", fields.target_kind


def _ms(raw: str, scale: float) -> float:
    try:
        return float(raw) * scale
    except ValueError:
        return -1.0
