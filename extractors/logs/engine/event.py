"""What a format parser hands to the aggregation: one request, statement or message."""

from __future__ import annotations

import msgspec

FAILED = -1
"""`Event.status` of an operation that failed without an HTTP status."""


class Event(msgspec.Struct, gc=False):
    """One observed operation.

    path: raw URL path (query cut, host removed): the engine makes the template. template: used as it is when
    the format already gives one (route, statement shape, channel). status: HTTP status, 0 = unknown,
    FAILED = failed. ms: latency in milliseconds, negative = unknown. size: answer bytes. time: as logged.
    hint: traffic class the format itself knows (`unrouted`, `rejected`, `operator`...), else "".
    """

    source: str = ""
    source_kind: str = ""
    target: str = ""
    target_kind: str = ""
    transport: str = "http"
    method: str = ""
    path: str = ""
    template: str = ""
    status: int = 0
    ms: float = -1.0
    size: int = 0
    time: str = ""
    hint: str = ""


class Rejected(Exception):
    """A line that is no record of the format; `reason` is counted in the coverage statement."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
