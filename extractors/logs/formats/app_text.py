"""HTTP calls told in message text: `GET https://host/path -> 200 in 31ms`, `Request: PUT http://host/path`."""

from __future__ import annotations

import re

from extractors.logs.engine.callers import host_key
from extractors.logs.engine.event import Event
from extractors.logs.engine.requests import split_url, status_code

_CALL = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b[\s:\"'(]{1,3}(https?://[^\s\"'<>)]{3,2000})")
_STATUS = re.compile(
    r"(?:->|=>|status(?: code)?[=: ]|HTTP/\d(?:\.\d)?\"?|returned|responded|→) ?\"?([1-5]\d\d)\b", re.I
)
_LATENCY = re.compile(r"\b(?:in|took|duration[=:]|after) ?(\d{1,9}(?:\.\d{1,6})?) ?(ms|s|µs|us)\b")
_SIZE = re.compile(r"\b(\d{1,12}) ?bytes\b")
_SCALE = {"ms": 1.0, "s": 1e3, "us": 1e-3, "µs": 1e-3}


def call_in_text(message: str) -> Event | None:
    """The outgoing call a message tells of (method and absolute URL), without its source; None when there is none."""
    if "://" not in message:
        return None
    found = _CALL.search(message[:4000])
    if found is None:
        return None
    host, path = split_url(found[2].rstrip(".,;"))
    rest = message[found.end() : found.end() + 400]
    status, latency, size = _STATUS.search(rest), _LATENCY.search(rest), _SIZE.search(rest)
    return Event(
        target=host_key(host),
        target_kind="host",
        method=found[1],
        path=path,
        status=status_code(status[1]) if status else 0,
        ms=float(latency[1]) * _SCALE[latency[2]] if latency else -1.0,
        size=int(size[1]) if size else 0,
    )
