"""AWS load balancer access logs: application (ALB), classic (ELB) and network (NLB) lines.

The target is the target group, else the load balancer. Field order as in the AWS documentation; spaces separate
fields, quotes enclose the request and the user agent.
"""

from __future__ import annotations

import re

from extractors.logs.engine.callers import CLIENTS, caller
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.requests import METHODS, split_url, status_code, whole

_TYPES = frozenset(("http", "https", "h2", "grpcs", "ws", "wss"))
_GROUP = re.compile(r"targetgroup/([^/\s]+)/")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


class ElbReader(LineReader):
    """Reads lines of all three kinds of load balancers."""

    def parse(self, line: bytes) -> Event | None:
        """The event of one line."""
        parts = line.decode("utf-8", "replace").split('"')
        words = parts[0].split()
        if words[:1] == ["tls"] and len(words) > 6:
            return _network(words)
        shift = 1 if words and words[0] in _TYPES else 0
        if len(words) < 11 + shift or len(parts) < 4 or not _TIME.match(words[shift]):
            raise Rejected("not a load balancer log line")
        return _application(words[shift:], parts, bool(shift))


def _balancer(name: str) -> str:
    """Name of a load balancer: `app/web/50dc...` is `web`."""
    parts = name.split("/")
    return parts[1] if len(parts) == 3 else name


def _network(words: list[str]) -> Event:
    return Event(
        source=CLIENTS,
        source_kind=CLIENTS,
        target=_balancer(words[3]),
        target_kind="load_balancer",
        transport="tls",
        time=words[2],
    )


def _application(words: list[str], parts: list[str], has_groups: bool) -> Event:
    group = _GROUP.search(parts[4]) if has_groups and len(parts) > 4 else None
    source, source_kind = caller(parts[3], words[2].rpartition(":")[0])
    times = [float(value) for value in words[4:7] if value.replace(".", "", 1).isdecimal()]
    event = Event(
        source=source,
        source_kind=source_kind,
        target=group[1] if group else _balancer(words[1]),
        target_kind="target_group" if group else "load_balancer",
        status=status_code(words[7]),
        size=whole(words[10]),
        ms=sum(times) * 1000 if times else -1.0,
        time=words[0],
    )
    request = parts[1].split(" ")
    if request[0] in METHODS and len(request) > 1:
        event.method, event.path = request[0], split_url(request[1])[1] or "/"
        if words[3] == "-" and event.status >= 400 and not group:
            event.target, event.target_kind = "", "target_group"
    else:
        event.transport = "tcp"
    return event


class ElbLog(LineLog):
    """AWS load balancer access logs."""

    name = "logs/aws_elb"
    description = "AWS load balancer access logs (ALB, classic, NLB)"
    reader = ElbReader
