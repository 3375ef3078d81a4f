"""What container runtimes, syslog and terminals put in front of a log line, taken off before the parser.

The wrapping is recognised once, from the head of the file; unwrapped files pay nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson

Unwrapper = Callable[[list[bytes]], list[bytes]]
"""Takes the lines of a block, gives as many bare lines."""

BOM = b"\xef\xbb\xbf"
_ANSI = re.compile(rb"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_CRI = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d) (?:stdout|stderr) ([FP]) ")
_COMPOSE = re.compile(rb"[\w.-]{1,80}(?:[-_]\d+)? +\| ")
_SYSLOG = re.compile(
    rb"(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,30}) \S{1,80} "
    rb"(?:[\w./-]{1,60}(?:\[\d+\])?: |[\w./-]{1,60} (?:\d+|-) \S{1,60} (?:-|\[[^\]]*\]) ?)"
)
_DOCKER = re.compile(rb'\{"log":"')


def unwrapper(head: bytes) -> Unwrapper | None:
    """The function that takes the wrapping of this file off its lines; None when there is none."""
    lines = [line for line in head.split(b"\n")[:40] if line.strip()]
    for pattern, unwrap in ((_DOCKER, _docker), (_CRI, _cri), (_COMPOSE, _strip(_COMPOSE)), (_SYSLOG, _strip(_SYSLOG))):
        hits = sum(pattern.match(line) is not None for line in lines)
        if hits and hits * 2 >= len(lines):
            return _then_ansi(unwrap) if b"\x1b[" in head else unwrap
    return _strip_ansi if b"\x1b[" in head else None


def bare_lines(head: bytes, limit: int = 60) -> list[bytes]:
    """The first complete, unwrapped, non-empty lines behind the head of a file."""
    lines = head.removeprefix(BOM).split(b"\n")
    if len(lines) > 1:
        lines.pop()
    unwrap = unwrapper(head)
    bare = unwrap(lines[: limit * 3]) if unwrap else lines
    return [line.rstrip(b"\r") for line in bare if line.strip()][:limit]


def _strip(pattern: re.Pattern[bytes]) -> Unwrapper:
    return lambda lines: [pattern.sub(b"", line, count=1) if pattern.match(line) else line for line in lines]


def _strip_ansi(lines: list[bytes]) -> list[bytes]:
    return [_ANSI.sub(b"", line) if b"\x1b" in line else line for line in lines]


def _then_ansi(first: Unwrapper) -> Unwrapper:
    return lambda lines: _strip_ansi(first(lines))


def _docker(lines: list[bytes]) -> list[bytes]:
    """Docker's json-file driver: the line is the value of "log"."""
    return [_docker_line(line) for line in lines]


def _docker_line(line: bytes) -> bytes:
    if not line.startswith(b'{"log":"'):
        return line
    try:
        wrapped = orjson.loads(line)
    except orjson.JSONDecodeError:
        return line
    inner = wrapped.get("log")
    return inner.rstrip("\n").encode() if isinstance(inner, str) else line


def _cri(lines: list[bytes]) -> list[bytes]:
    """Kubernetes: time, stream and F (full) or P (partial) in front; partial lines are joined to their end."""
    out: list[bytes] = []
    begun = b""
    for line in lines:
        found = _CRI.match(line)
        text = line[found.end() :] if found else line
        if found and found[1] == b"P":
            begun += text
            out.append(b"")
            continue
        out.append(begun + text)
        begun = b""
    return out
