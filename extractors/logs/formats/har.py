"""HTTP archives (HAR): what one browser session requested; the target is the host."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import orjson

from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import Event
from extractors.logs.engine.partial import Partial
from extractors.logs.engine.reading import UnreadableLog, plain_head, read_document
from extractors.logs.engine.records import get
from extractors.logs.engine.requests import METHODS, split_url, status_code, whole
from extractors.logs.engine.rows import notice, to_facts
from extractors.logs.engine.unwrap import BOM
from mapgen.model.extraction import LogExtractor, SourceFile
from mapgen.model.facts import AnyFact

MAX_HAR = 128 << 20
"""Bytes of a HAR file that is read."""

_ENTRY = re.compile(rb'"url"\s*:\s*"')
_REQUEST = re.compile(rb'"request"\s*:\s*\{')


class HarLog(LogExtractor):
    """HTTP archives."""

    name = "logs/har"
    version = "1"
    description = "HTTP archives (HAR) of browser sessions"

    def sniff(self, head: bytes, path: str) -> float:
        """High for JSON that begins with a `log` of a `creator`."""
        plain = plain_head(head).removeprefix(BOM).lstrip()
        if not plain.startswith(b"{") or b'"log"' not in plain[:200]:
            return 0.0
        return 0.97 if b'"creator"' in plain or b'"entries"' in plain else 0.3

    def extract_log(self, file_path: str, source: SourceFile) -> Iterable[AnyFact]:
        """The requests of the session, aggregated."""
        try:
            data = read_document(file_path, MAX_HAR).removeprefix(BOM)
            document = orjson.loads(data)
        except (UnreadableLog, orjson.JSONDecodeError) as error:
            yield notice(source, self.name, "log.unreadable", f"not a readable HTTP archive: {error}", "error")
            return
        entries = get(document, ("log", "entries"))
        partial = Partial()
        lines = _entry_lines(data)
        for position, entry in enumerate(entries if isinstance(entries, list) else []):
            event = _event(entry)
            if event is None:
                partial.reject("entry without a request", lines[position] if position < len(lines) else 0)
            else:
                partial.add(event, lines[position] if position < len(lines) else 1, _sample(event))
        yield from to_facts(partial, source, self.name)


def _event(entry: Any) -> Event | None:
    method, url = get(entry, ("request", "method")), get(entry, ("request", "url"))
    if method not in METHODS or not isinstance(url, str) or "://" not in url:
        return None
    host, path = split_url(url)
    source, source_kind = caller(_agent(entry) or "Mozilla/5.0", "")
    elapsed = entry.get("time")
    return Event(
        source=source,
        source_kind=source_kind,
        target=host_key(host),
        target_kind="host",
        method=str(method),
        path=path,
        status=status_code(get(entry, ("response", "status"))),
        ms=float(elapsed) if isinstance(elapsed, int | float) else -1.0,
        size=whole(get(entry, ("response", "bodySize")) or 0),
        time=str(entry.get("startedDateTime") or ""),
    )


def _agent(entry: Any) -> str:
    headers = get(entry, ("request", "headers"))
    for header in headers if isinstance(headers, list) else []:
        if isinstance(header, dict) and str(header.get("name")).lower() == "user-agent":
            return str(header.get("value") or "")
    return ""


def _entry_lines(data: bytes) -> list[int]:
    """The line of the URL of every entry's request, in order."""
    lines: list[int] = []
    line, at = 1, 0
    for found in _REQUEST.finditer(data):
        url = _ENTRY.search(data, found.end())
        place = url.start() if url else found.start()
        line += data.count(b"\n", at, place)
        at = place
        lines.append(line)
    return lines


def _sample(event: Event) -> bytes:
    return f"{event.method} {event.target}{event.path} -> {event.status}".encode()
