"""Base of all line-oriented formats: sniff, stream, aggregate, give facts; whole files or byte ranges.

A format is a subclass of `LineLog` that names a `LineReader`. A reader understands one line (`parse`), or, for
the formats that matter most, a block of lines (`feed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.masking import mask
from extractors.logs.engine.partial import Partial
from extractors.logs.engine.reading import (
    TOO_LONG,
    LineBlocks,
    UnreadableLog,
    file_head,
    looks_binary,
    plain_head,
)
from extractors.logs.engine.rows import notice, to_facts
from extractors.logs.engine.unwrap import BOM, bare_lines, unwrapper
from mapgen.model.extraction import LogExtractor, SourceFile
from mapgen.model.facts import AnyFact

BAD_VALUE = "a number that is none"


class LineReader:
    """Reads the lines of one stretch of a file. head: the first bytes of the file (for headers)."""

    def __init__(self, head: bytes) -> None:
        self.head = head

    def parse(self, line: bytes) -> Event | None:
        """The event of a line; None for a valid line without one. Raises Rejected for a foreign line."""
        raise NotImplementedError

    def recognises(self, line: bytes) -> bool:
        """True when the line clearly belongs to the format."""
        try:
            return self.parse(line) is not None
        except (Rejected, ValueError, OverflowError):
            return False

    def feed(self, partial: Partial, lines: list[bytes], first: int) -> None:
        """Count the lines of a block; `first` is the number of its first line."""
        for number, line in enumerate(lines, first):
            if not line or line.isspace():
                continue
            try:
                event = self.parse(line)
            except Rejected as rejected:
                partial.reject(rejected.reason, number)
                continue
            except (ValueError, OverflowError):
                partial.reject(BAD_VALUE, number)
                continue
            if event is None:
                partial.other += 1
            else:
                partial.add(event, number, line)

    def finish(self, partial: Partial) -> None:
        """Count what is still open at the end of the stretch."""


class LineLog(LogExtractor):
    """A line-oriented log format.

    reader: the class that understands its lines. specificity: sniff score when every line is recognised.
    splittable: False when lines depend on earlier ones, so that a file must be read in one stretch.
    known_templates: path templates of specifications that win over statistics.
    """

    version = "1"
    reader: type[LineReader] = LineReader
    specificity = 0.9
    splittable = True

    def __init__(self, known_templates: Sequence[str] = ()) -> None:
        self.known_templates = tuple(known_templates)

    def open(self, head: bytes) -> LineReader:
        """A fresh reader for a stretch of a file with this head."""
        return self.reader(head)

    def sniff(self, head: bytes, path: str) -> float:
        """Share of the first lines that the format recognises, times its specificity."""
        plain = plain_head(head)
        if not plain or looks_binary(plain):
            return 0.0
        lines = bare_lines(plain)
        reader = self.open(plain)
        hits = sum(reader.recognises(line) for line in lines)
        return self.specificity * hits / len(lines) if lines else 0.0

    def extract_log(self, file_path: str, source: SourceFile) -> Iterable[AnyFact]:
        """Stream the file and give its aggregated traffic, then what was left out."""
        try:
            partial = self.map_chunk(file_path)
        except UnreadableLog as error:
            yield notice(source, self.name, "log.unreadable", str(error), "error")
            return
        yield from self.facts(partial, source)

    def facts(self, partial: Partial, source: SourceFile) -> Iterator[AnyFact]:
        """The facts of a finished aggregate."""
        yield from to_facts(partial, source, self.name, self.show)

    def show(self, line: bytes) -> str:
        """A displayable, masked sample of a raw line."""
        return mask(line)

    def map_chunk(self, file_path: str, start: int = 0, end: int = -1) -> Partial:
        """Aggregate of the lines that begin in the byte range (end < 0: to the end). Pure; picklable result.

        Raises UnreadableLog for binary or damaged content.
        """
        head = file_head(file_path)
        if looks_binary(head):
            raise UnreadableLog("binary content, not a log", where=file_path)
        partial = Partial(self.known_templates)
        reader = self.open(head)
        unwrap = unwrapper(head)
        blocks = LineBlocks(file_path, start, end)
        for lines in blocks:
            count = len(lines)
            if not start and not partial.lines:
                lines[0] = lines[0].removeprefix(BOM)
            if unwrap:
                lines = unwrap(lines)
            reader.feed(partial, lines, partial.lines + 1)
            partial.lines += count
        reader.finish(partial)
        partial.fast.clear()
        for line in blocks.too_long:
            partial.reject(TOO_LONG, line)
        return partial
