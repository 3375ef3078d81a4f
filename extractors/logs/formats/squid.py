"""Squid's native access log: an egress proxy, so the target is the host of the URL.

`time elapsed client code/status bytes method url user hierarchy/peer type`.
"""

from __future__ import annotations

import re

from extractors.logs.engine.callers import CLIENTS, caller, host_key
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.requests import split_url, status_code, whole

_LINE = re.compile(r"(\d{9,11}\.\d{3}) +(-?\d+) (\S+) ([A-Z_]+)/(\d{3}) (\d+) ([A-Z_]+) (\S+) (\S+) ([A-Z_]+)/(\S+)")


class SquidReader(LineReader):
    """Reads Squid access log lines."""

    def parse(self, line: bytes) -> Event | None:
        """The event of one line."""
        found = _LINE.match(line.decode("utf-8", "replace"))
        if found is None:
            raise Rejected("not a Squid access log line")
        time, elapsed, client, code, status, size, method, url, _, hierarchy, _ = found.groups()
        source, kind = caller("", client)
        event = Event(source=source or CLIENTS, source_kind=kind, target_kind="host", method=method, time=time)
        event.status, event.size, event.ms = status_code(status), whole(size), float(elapsed)
        event.hint = _hint(code, status, hierarchy)
        if method == "CONNECT":
            event.target, event.transport = url.rstrip("/").lower(), "tls"
        else:
            host, path = split_url(url)
            event.target, event.path = host_key(host), path
        return event


def _hint(code: str, status: str, hierarchy: str) -> str:
    if "DENIED" in code:
        return "rejected"
    if status == "000" or (hierarchy == "HIER_NONE" and "HIT" not in code):
        return "failed"
    return ""


class SquidLog(LineLog):
    """Squid access logs."""

    name = "logs/squid"
    description = "Squid access logs (native format)"
    reader = SquidReader
    specificity = 0.95
