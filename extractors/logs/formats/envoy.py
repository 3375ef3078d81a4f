"""Envoy access logs: JSON (Envoy Gateway), Envoy's default text and Istio's text; the target is the upstream cluster.

Text: `[time] "METHOD path PROTOCOL" code flags received sent duration upstream-time "forwarded for" "user agent"
"request id" "authority" "upstream host"`; Istio adds details behind the flags and the cluster at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog
from extractors.logs.engine.partial import Partial
from extractors.logs.engine.records import Record
from extractors.logs.engine.requests import METHODS, split_url, status_code
from extractors.logs.formats.edge_json import EdgeFields, edge_event, keys
from extractors.logs.formats.json_lines import Dialect, JsonReader

_ISTIO = re.compile(r"(?:outbound|inbound)\|\d*\|[^|]*\|(\S*)")
_ROUTE = re.compile(r"(?:httproute|grpcroute|tcproute)/([^/]+/[^/]+)/")
_START = re.compile(r"\[\d{4}-\d\d-\d\dT[\d:.]+Z\] ")


def cluster_key(cluster: str) -> str:
    """The name behind a cluster: Kubernetes route (`app/web`), Istio host, or the cluster as it is."""
    if route := _ROUTE.match(cluster):
        return route[1]
    if istio := _ISTIO.match(cluster):
        return host_key(istio[1])
    return cluster


FIELDS = EdgeFields(
    method=keys("method", ":method"),
    url=keys("x-envoy-origin-path", "x-envoy-original-path", "path", ":path"),
    host=keys(":authority", "authority"),
    target=keys("upstream_cluster", "upstream_cluster_raw"),
    clean=cluster_key,
    status=keys("response_code"),
    ms=keys("duration"),
    size=keys("bytes_sent"),
    agent=keys("user-agent", "user_agent"),
    address=keys("x-forwarded-for", "x_forwarded_for", "downstream_remote_address"),
    time=keys("start_time"),
)


def _read(record: Record) -> Event | None:
    return edge_event(record, FIELDS)


DIALECT = Dialect("envoy", frozenset({"response_code", "upstream_cluster", "method"}), _read)


class EnvoyReader(JsonReader):
    """Reads Envoy lines, JSON and text mixed."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head, (DIALECT,))

    def parse(self, line: bytes) -> Event | None:
        """The event of a JSON or text line."""
        if line.lstrip()[:1] == b"{":
            return super().parse(line)
        return _text_event(line.decode("utf-8", "replace"))

    def feed(self, partial: Partial, lines: list[bytes], first: int) -> None:
        """Count the lines of a block."""
        super(JsonReader, self).feed(partial, lines, first)

    def recognises(self, line: bytes) -> bool:
        """True for records and text lines of Envoy."""
        if line.lstrip()[:1] == b"{":
            return super().recognises(line)
        return _START.match(line.decode("utf-8", "replace")) is not None


def _text_event(line: str) -> Event:
    parts = line.split('"')
    if not _START.match(line) or len(parts) < 11:
        raise Rejected("not an Envoy access log line")
    request, bare = parts[1].split(" "), parts[2].split()
    if len(request) < 2 or request[0] not in METHODS or not bare:
        raise Rejected("no request (TCP or broken HTTP)")
    istio = len(bare) < 5
    numbers = parts[4].split() if istio else bare[2:]
    quoted = parts[5::2] if istio else parts[3::2]
    return _event(line, request, bare[0], numbers, quoted, parts[-1])


def _event(
    line: str, request: Sequence[str], code: str, numbers: Sequence[str], quoted: Sequence[str], tail: str
) -> Event:
    source, source_kind = caller(quoted[1], quoted[0])
    cluster = _ISTIO.search(tail)
    target = host_key(cluster[1]) if cluster and cluster[1] else host_key(quoted[3])
    numbers = [value if value.isdecimal() else "" for value in numbers[:3]] + ["", "", ""]
    answered = len(quoted) < 5 or quoted[4] not in ("-", "")
    return Event(
        source=source,
        source_kind=source_kind,
        target=target if answered and target != "-" else "",
        target_kind="upstream" if cluster else "host",
        method=request[0],
        path=split_url(request[1])[1] or "/",
        status=status_code(code),
        size=int(numbers[1] or 0),
        ms=float(numbers[2]) if numbers[2] else -1.0,
        time=line[1 : line.index("]")],
    )


class EnvoyLog(LineLog):
    """Envoy and Istio access logs."""

    name = "logs/envoy"
    description = "Envoy, Envoy Gateway and Istio access logs (JSON and text)"
    reader = EnvoyReader
    specificity = 0.92
