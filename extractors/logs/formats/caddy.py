"""Caddy access logs (JSON); the target is the requested host."""

from __future__ import annotations

from extractors.logs.engine.event import Event
from extractors.logs.engine.records import Record
from extractors.logs.formats.edge_json import EdgeFields, edge_event, keys
from extractors.logs.formats.json_lines import Dialect, JsonLog

FIELDS = EdgeFields(
    method=keys("request>method"),
    url=keys("request>uri"),
    host=keys("request>host"),
    host_is_target=True,
    status=keys("status"),
    ms=keys("duration"),
    scale=1e3,
    size=keys("size"),
    agent=keys("request>headers>User-Agent"),
    address=keys("request>client_ip", "request>remote_ip", "request>remote_addr"),
    time=keys("ts"),
)


def read(record: Record) -> Event | None:
    """The event of a handled request; other log lines of Caddy give none."""
    return edge_event(record, FIELDS) if isinstance(record.get("request"), dict) else None


class CaddyLog(JsonLog):
    """Caddy access logs."""

    name = "logs/caddy"
    description = "Caddy access logs (JSON)"
    dialects = (Dialect("caddy", frozenset({"request", "status", "duration", "ts"}), read),)
