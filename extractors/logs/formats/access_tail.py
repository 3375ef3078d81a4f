"""What custom log formats append to the combined format: upstream, host, latency. Best effort, no position assumed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

_INGRESS = re.compile(r" \d+ ([\d.]+) \[([^\]]*)\] \[[^\]]*\] ")
_PAIR = re.compile(r"\b([A-Za-z_]{2,32})[=:] ?\"?([^\s\",]+)")
_SECONDS = re.compile(r"(?<![\w.:/])(\d{1,6}\.\d{3,6})(?![\w.:/])")
_MILLIS = re.compile(r"(?<![\w.])(\d{1,9})(ms|us|µs)\b")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z][A-Za-z0-9-]{1,61}(?::\d{2,5})?")
_ROUTER = re.compile(r"[\w.-]{1,100}@[a-z]{3,20}")

_TIME_NAMES = frozenset("rt request_time reqtime time duration elapsed urt upstream_response_time".split())
_HOST_NAMES = frozenset("host vhost server_name server http_host".split())
_UPSTREAM_NAMES = frozenset("upstream upstream_name proxy_upstream_name backend".split())


class Tail(msgspec.Struct):
    """What the tail tells. target, kind: `upstream`, `vhost` or `service` name; ms: latency, negative = unknown."""

    target: str = ""
    kind: str = ""
    ms: float = -1.0


def read_tail(parts: Sequence[bytes], skip: int = 0) -> Tail:
    """Read the fields behind the user agent. parts: the rest of the line, split at quotes (bare, quoted, bare...).
    skip: words at the beginning that belong to the common format (status and size)."""
    bare = [part.decode("utf-8", "replace") for part in parts[0::2]]
    quoted = [part.decode("utf-8", "replace") for part in parts[1::2]]
    if skip and bare:
        bare[0] = " ".join(bare[0].split()[skip:])
    text = " ".join(bare)
    if not text.strip() and not quoted:
        return Tail()
    if ingress := _INGRESS.search(bare[0]):
        name = ingress[2]
        return Tail(target="" if name == "-" else name, kind="upstream", ms=float(ingress[1]) * 1000)
    tail = Tail()
    _pairs(tail, '"'.join(part.decode("utf-8", "replace") for part in parts))
    _routers_and_hosts(tail, quoted)
    if tail.ms < 0:
        tail.ms = _latency(text)
    return tail


def _pairs(tail: Tail, text: str) -> None:
    for name, value in _PAIR.findall(text):
        lowered = name.lower()
        if lowered in _TIME_NAMES and tail.ms < 0:
            tail.ms = _seconds(value)
        elif lowered in _UPSTREAM_NAMES and value not in ("-", ""):
            tail.target, tail.kind = value, "upstream"
        elif lowered in _HOST_NAMES and not tail.target and value not in ("-", "_"):
            tail.target, tail.kind = value.lower(), "vhost"


def _routers_and_hosts(tail: Tail, quoted: list[str]) -> None:
    if tail.target:
        return
    for value in quoted:
        if _ROUTER.fullmatch(value):
            tail.target, tail.kind = value, "service"
            return
    for value in quoted:
        if _HOST.fullmatch(value):
            tail.target, tail.kind = value.lower(), "vhost"
            return


def _seconds(value: str) -> float:
    try:
        return float(value) * 1000
    except ValueError:
        return -1.0


def _latency(text: str) -> float:
    if millis := _MILLIS.search(text):
        return float(millis[1]) / (1 if millis[2] == "ms" else 1000)
    if seconds := _SECONDS.search(text):
        return float(seconds[1]) * 1000
    return -1.0
