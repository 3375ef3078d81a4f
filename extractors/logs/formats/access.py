"""nginx and Apache access logs: common and combined format, with virtual host, upstream and time fields.

Layout: `host ident user [time] "request" status bytes "referer" "user agent" tail...`, optionally with the virtual
host in front (Apache vhost_combined). The tail is read by `access_tail`: ingress-nginx `upstreaminfo`, Traefik's
common format, `key=value` pairs, quoted host names, request times. nginx log_format and Apache LogFormat
documentation are the source of the field order. Lines are split at the quotes; only a line that this refuses
(quotes escaped as `\\"`) goes through a regular expression.
"""

from __future__ import annotations

import re

from extractors.logs.engine import histogram
from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.partial import Group, Partial
from extractors.logs.engine.requests import METHODS, split_url, status_code
from extractors.logs.engine.segments import QUICK
from extractors.logs.engine.unwrap import bare_lines
from extractors.logs.formats.access_tail import Tail, read_tail

_METHODS = frozenset(method.encode() for method in METHODS)
_INGRESS_TAIL = re.compile(rb" \d+ [\d.]+ \[[^\]]*\] \[[^\]]*\] ")
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_VHOST = re.compile(rb"[A-Za-z0-9][\w.-]*\.[\w.-]*[A-Za-z][\w-]*(?::\d+)? \S+ \S+ \S+.* \[")
_CLF_TIME = re.compile(rb"\[\d{1,2}/[A-Za-z]{3}/\d{4}:")
_MAX_CACHE = 50_000

_NO_REQUEST = "no request line (port scan, TLS on a plain port, or timeout)"
_FOREIGN = "not an access log line"
_CUT = "cut or damaged line"


class AccessReader(LineReader):
    """Reads access log lines; the layout of the tail is taken from the head of the file."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head)
        lines = bare_lines(head)
        self.ingress = 2 * sum(_INGRESS_TAIL.search(line) is not None for line in lines) > len(lines)
        self.vhost = 2 * sum(_VHOST.match(line) is not None for line in lines) > len(lines)
        self._buckets: dict[bytes, int] = {}

    def parse(self, line: bytes) -> Event | None:
        """The event of one line, by the careful way."""
        parts = self._parts(line)
        head, request = parts[0], parts[1]
        middle = parts[2].split()
        method, url, _ = _request(request)
        if len(middle) < 1 or not status_code(middle[0].decode("ascii", "replace")):
            raise Rejected(_CUT)
        tail = read_tail(parts[6:]) if len(parts) > 6 else read_tail(parts[2:3], skip=2)
        agent = parts[5].decode("utf-8", "replace") if len(parts) > 6 else ""
        address, vhost = self._head(head)
        source, source_kind = caller(agent, address)
        host, path = split_url(url.decode("utf-8", "replace"))
        target, target_kind = _target(tail, vhost, host)
        return Event(
            source=source,
            source_kind=source_kind,
            target=target,
            target_kind=target_kind,
            method=method.decode(),
            path=path or "/",
            status=status_code(middle[0].decode("ascii", "replace")),
            ms=tail.ms,
            size=int(middle[1]) if len(middle) > 1 and middle[1].isdigit() else 0,
            time=head.rpartition(b"[")[2].decode("utf-8", "replace"),
        )

    def _parts(self, line: bytes) -> list[bytes]:
        if b'"' not in line:
            raise Rejected(_FOREIGN)
        if not _CLF_TIME.search(line[:600]):
            raise Rejected(_FOREIGN)
        parts = line.split(b'"') if b'\\"' not in line else _split_escaped(line)
        if len(parts) < 3:
            raise Rejected(_CUT)
        return parts

    def _head(self, head: bytes) -> tuple[str, str]:
        words = head.decode("utf-8", "replace").split()
        if self.vhost and len(words) > 1:
            return words[1], words[0]
        return (words[0] if words else ""), ""

    def feed(self, partial: Partial, lines: list[bytes], first: int) -> None:
        """Count a block of lines; lines of the ingress layout take the short way."""
        if not self.ingress and self.vhost:
            super().feed(partial, lines, first)
            return
        slow, open_group = self._slow, self._open
        fast, templates, template_of = partial.fast, partial.templates, partial.template_of
        buckets, ingress, substitute = self._buckets, self.ingress, QUICK.sub
        number = first - 1
        for line in lines:
            number += 1
            try:
                head, request, middle, _, _, agent, rest = line.split(b'"')
                method, path, _ = request.split(b" ")
                if ingress:
                    _, _, seconds, upstream, _ = rest.split(b" ", 4)
                elif rest:
                    slow(partial, line, number)
                    continue
                else:
                    seconds = upstream = b""
                size = int(middle[5:])
            except ValueError:
                slow(partial, line, number)
                continue
            cut = path.find(b"?")
            if cut >= 0:
                path = path[:cut]
            template = templates.get(path)
            if template is None:
                template = templates.get(substitute(b"{}", path)) or template_of(path)
            if len(agent) < 2:
                agent = b"-" + head.partition(b" ")[0]
            key = agent, upstream, method, template, middle[1:4]
            group = fast.get(key)
            if group is None:
                group = open_group(partial, key, number, line, head)
                if group is None:
                    slow(partial, line, number)
                    continue
            group.count += 1
            group.last = head
            group.size += size
            if seconds:
                bucket = buckets.get(seconds)
                if bucket is None:
                    bucket = self._bucket(seconds)
                counts = group.histogram
                counts[bucket] = counts.get(bucket, 0) + 1

    def _slow(self, partial: Partial, line: bytes, number: int) -> None:
        super().feed(partial, [line], number)

    def _open(
        self, partial: Partial, fast_key: tuple[bytes, bytes, bytes, str, bytes], line: int, sample: bytes, head: bytes
    ) -> Group | None:
        agent, upstream, method, template, raw_status = fast_key
        status = status_code(raw_status.decode("ascii", "replace"))
        if not status or method not in _METHODS or not template.startswith("/") or not _CLF_TIME.search(head):
            return None
        if ";" in template or "#" in template:
            return None
        address = agent[1:] if agent.startswith(b"-") else b""
        source, source_kind = caller(
            "" if address else agent.decode("utf-8", "replace"), address.decode("ascii", "replace")
        )
        target = upstream.strip(b"[]").decode("utf-8", "replace")
        kind = "upstream" if self.ingress else "self"
        key = (
            source,
            source_kind,
            "" if target == "-" else target,
            kind,
            "http",
            method.decode(),
            template,
            status,
            "",
        )
        group = partial.open_group(key, line, sample, head)
        if len(partial.fast) > 4 * _MAX_CACHE:
            partial.fast.clear()
        partial.fast[fast_key] = group
        return group

    def _bucket(self, seconds: bytes) -> int:
        try:
            bucket = histogram.bucket(float(seconds) * 1000)
        except ValueError:
            return 0
        if len(self._buckets) < _MAX_CACHE:
            self._buckets[seconds] = bucket
        return bucket


def _split_escaped(line: bytes) -> list[bytes]:
    """As `line.split(b'"')`, with backslash-escaped quotes kept inside their field."""
    parts: list[bytes] = []
    at = 0
    for found in _QUOTED.finditer(line):
        parts += (line[at : found.start()], found[1])
        at = found.end()
    parts.append(line[at:])
    return parts


def _request(request: bytes) -> tuple[bytes, bytes, bytes]:
    if not request or request == b"-" or request.startswith(b"\\x"):
        raise Rejected(_NO_REQUEST)
    words = request.split(b" ")
    if words[0] not in _METHODS or len(words) < 2:
        raise Rejected(_NO_REQUEST)
    if len(words) == 2:
        return words[0], words[1], b""
    return words[0], b" ".join(words[1:-1]), words[-1]


def _target(tail: Tail, vhost: str, host: str) -> tuple[str, str]:
    if tail.target or tail.kind == "upstream":
        return tail.target, tail.kind
    name = vhost or host
    if name:
        return host_key(name), "vhost" if vhost else "host"
    return "", "self"


class AccessLog(LineLog):
    """nginx and Apache access logs."""

    name = "logs/access"
    description = "nginx and Apache access logs (common, combined, vhost, ingress upstream fields)"
    reader = AccessReader
    specificity = 0.85
