"""HAProxy HTTP and TCP logs (`option httplog`, `option tcplog`); the target is the backend.

`client:port [time] frontend backend/server timers status bytes ... {captured headers} "METHOD url PROTOCOL"`.
"""

from __future__ import annotations

import re

from extractors.logs.engine.agents import product
from extractors.logs.engine.callers import caller
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.requests import METHODS, split_url, status_code, whole

_LINE = re.compile(
    r"(?:.{0,200}?haproxy\[\d+\]: )?(\S+):(\d+) \[([^\]]{10,40})\] (\S+) (\S+?)/(\S+) ([-\d/+]{5,60}) (.*)"
)
_CAPTURES = re.compile(r"\{([^{}]{0,2000})\}")
_AGENT = re.compile(r"Mozilla/|[A-Za-z][\w.-]{1,40}/\d")
_NOT_REQUEST = "no request (start-up, handshake failure, status message)"


class HaproxyReader(LineReader):
    """Reads HAProxy log lines, with or without the syslog prefix."""

    def parse(self, line: bytes) -> Event | None:
        """The event of one line."""
        found = _LINE.match(line.decode("utf-8", "replace"))
        if found is None:
            raise Rejected(_NOT_REQUEST)
        address, _, time, frontend, backend, server, timers, rest = found.groups()
        event = Event(time=time, ms=_last_timer(timers))
        event.target, event.target_kind = backend, "upstream"
        if server == "<NOSRV>" and backend == frontend.rstrip("~"):
            event.target = ""
        words = rest.split()
        event.source, event.source_kind = caller(_agent(rest), address)
        if '"' in rest:
            _http(event, words, rest)
        else:
            event.transport, event.size = "tcp", whole(words[0]) if words else 0
        return event


def _http(event: Event, words: list[str], rest: str) -> None:
    request = rest.split('"')[1].split(" ")
    if request[0] not in METHODS or len(request) < 2:
        raise Rejected(_NOT_REQUEST)
    event.method, event.path = request[0], split_url(request[1])[1] or "/"
    event.status, event.size = status_code(words[0]), whole(words[1])


def _agent(rest: str) -> str:
    for captured in _CAPTURES.findall(rest):
        for value in captured.split("|"):
            if _AGENT.match(value) and product(value):
                return str(value)
    return ""


def _last_timer(timers: str) -> float:
    last = timers.rpartition("/")[2].lstrip("+")
    return float(last) if last.isdecimal() else -1.0


class HaproxyLog(LineLog):
    """HAProxy logs."""

    name = "logs/haproxy"
    description = "HAProxy HTTP and TCP logs"
    reader = HaproxyReader
    specificity = 0.95
