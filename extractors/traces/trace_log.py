"""Base of all trace formats: JSON lines are streamed, single documents read whole within a budget."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from extractors.logs.engine.partial import Partial
from extractors.logs.engine.reading import (
    TOO_LONG,
    LineBlocks,
    UnreadableLog,
    file_head,
    looks_binary,
    plain_head,
    read_document,
)
from extractors.logs.engine.rows import notice, to_facts
from extractors.logs.engine.unwrap import BOM, unwrapper
from extractors.traces.pairing import SpanTable
from extractors.traces.spans import Span
from mapgen.model.extraction import LogExtractor, SourceFile
from mapgen.model.facts import AnyFact

MAX_DOCUMENT = 512 << 20
"""Bytes of a trace file that is one JSON document; longer exports must be JSON lines."""

_NOT_JSON = "not a JSON batch of spans"
_ID = re.compile(rb'"(?:spanId|spanID|id)"\s*:\s*"([^"]{1,64})"')


class TracePartial:
    """Aggregate of one stretch of a trace file: finished calls and spans that still wait for their other side."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self.calls = Partial(known)
        self.table = SpanTable()

    def merge(self, later: TracePartial) -> None:
        """Add the stretch that follows this one."""
        shift = self.calls.lines
        self.calls.merge(later.calls)
        self.table.merge(later.table, shift, self.calls)

    def finish(self) -> Partial:
        """All calls; the tables are used up."""
        self.table.finish(self.calls)
        return self.calls


class TraceLog(LogExtractor):
    """A trace format. `spans` decodes one JSON value.

    marks: keys of which one must occur in the head, with one of `needs` (when there are any). known_templates: path
    templates of specifications that win over statistics.
    """

    version = "1"
    marks: tuple[bytes, ...] = ()
    needs: tuple[bytes, ...] = ()
    splittable = True

    def __init__(self, known_templates: Sequence[str] = ()) -> None:
        self.known_templates = tuple(known_templates)

    @abstractmethod
    def spans(self, data: bytes) -> Iterable[Span]:
        """The spans of one JSON value (a line or a document). Raises msgspec.DecodeError."""

    def sniff(self, head: bytes, path: str) -> float:
        """High when the head is JSON with the format's keys."""
        plain = plain_head(head).removeprefix(BOM)
        if plain.lstrip()[:1] not in (b"{", b"[") or looks_binary(plain):
            return 0.0
        marked = any(mark in plain for mark in self.marks)
        needed = not self.needs or any(need in plain for need in self.needs)
        return 0.95 if marked and needed else 0.0

    def extract_log(self, file_path: str, source: SourceFile) -> Iterable[AnyFact]:
        """Join the spans of the file into calls and give the aggregated traffic."""
        try:
            partial = self.map_chunk(file_path)
        except UnreadableLog as error:
            yield notice(source, self.name, "log.unreadable", str(error), "error")
            return
        yield from self.facts(partial, source)

    def facts(self, partial: TracePartial, source: SourceFile) -> Iterator[AnyFact]:
        """The facts of a whole file's aggregate."""
        calls = partial.finish()
        yield from to_facts(calls, source, self.name)
        if partial.table.duplicates:
            message = f"{partial.table.duplicates} spans were exported more than once and are counted once"
            yield notice(source, self.name, "trace.duplicates", message, "info")

    def map_chunk(self, file_path: str, start: int = 0, end: int = -1) -> TracePartial:
        """Aggregate of the lines that begin in a byte range (end < 0: to the end); a document is read by the
        range that begins at 0. Raises UnreadableLog."""
        head = file_head(file_path)
        if looks_binary(head):
            raise UnreadableLog("binary content, no trace export", where=file_path)
        partial = TracePartial(self.known_templates)
        if self._is_document(head):
            if not start:
                self._document(file_path, partial)
        else:
            self._lines(file_path, head, start, end, partial)
        return partial

    def _is_document(self, head: bytes) -> bool:
        """True when the first line is not a whole JSON value."""
        first = head.removeprefix(BOM).lstrip().split(b"\n", 1)
        return len(first) == 2 and not _closed(first[0])

    def _document(self, file_path: str, partial: TracePartial) -> None:
        data = read_document(file_path, MAX_DOCUMENT).removeprefix(BOM)
        lines = _lines_of_ids(data)
        partial.calls.lines = data.count(b"\n") + 1
        try:
            for span in self.spans(data):
                span.line = lines.get(span.raw_id, 1)
                partial.table.add(span, partial.calls)
        except (msgspec.DecodeError, RecursionError) as error:
            raise UnreadableLog(f"not a valid trace document: {error}", where=file_path) from error

    def _lines(self, file_path: str, head: bytes, start: int, end: int, partial: TracePartial) -> None:
        unwrap = unwrapper(head)
        blocks = LineBlocks(file_path, start, end)
        for lines in blocks:
            count = len(lines)
            if not start and not partial.calls.lines:
                lines[0] = lines[0].removeprefix(BOM)
            self._feed(unwrap(lines) if unwrap else lines, partial)
            partial.calls.lines += count
        for line in blocks.too_long:
            partial.calls.reject(TOO_LONG, line)

    def _feed(self, lines: list[bytes], partial: TracePartial) -> None:
        table, calls = partial.table, partial.calls
        for number, line in enumerate(lines, calls.lines + 1):
            if not line or line.isspace():
                continue
            try:
                for span in self.spans(line):
                    span.line = number
                    table.add(span, calls)
            except (msgspec.DecodeError, RecursionError):
                calls.reject(_NOT_JSON, number)


def _closed(line: bytes) -> bool:
    bare = line.strip()
    return len(bare) > 2 and bare[-1:] in b"}]" and bare.count(b"{") == bare.count(b"}")


def _lines_of_ids(data: bytes) -> dict[str, int]:
    """Line (1-based) at which each span id is first written as an id."""
    lines: dict[str, int] = {}
    line, at = 1, 0
    for found in _ID.finditer(data):
        line += data.count(b"\n", at, found.start())
        at = found.start()
        lines.setdefault(found[1].decode("ascii", "replace"), line)
    return lines
