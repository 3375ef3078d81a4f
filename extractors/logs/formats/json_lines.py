"""JSON-lines logs: one object a line, of one or several dialects.

A dialect of a known product (`Dialect`) names the keys that identify it and turns a record into an event. What no
dialect claims is read as an application log. The choice is made once per set of top-level keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import orjson

from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import BAD_VALUE, LineLog, LineReader
from extractors.logs.engine.partial import Partial
from extractors.logs.engine.records import Record
from extractors.logs.formats import app_json

_MAX_PLANS = 20_000
_NOT_JSON = "not JSON"
_NO_OBJECT = "JSON, but no object"
_BATCHES = ("Records", "records", "Events", "logEvents")
_TRAILER = re.compile(rb"^[\[,\s]+|[\],\s]+$")

ReadRecord = Callable[[Record], Event | None]
"""Gives the event of a record; None when it tells of no exchange."""


class Dialect(msgspec.Struct, frozen=True):
    """A product's JSON log. keys: top-level keys that are all present in its records; read: record to event."""

    name: str
    keys: frozenset[str]
    read: ReadRecord


class JsonReader(LineReader):
    """Reads JSON lines of the given dialects; other records are read as application logs."""

    def __init__(self, head: bytes, dialects: Sequence[Dialect] = ()) -> None:
        super().__init__(head)
        self.dialects = tuple(dialects)
        self._readers: dict[tuple[str, ...], ReadRecord] = {}

    def parse(self, line: bytes) -> Event | None:
        """The event of a JSON line; objects of a JSON array written one a line are understood too."""
        return self.read(load(line))

    def feed(self, partial: Partial, lines: list[bytes], first: int) -> None:
        """Count the records of a block; a line may carry a batch (`{"Records": [...]}`)."""
        readers, loads = self._readers, orjson.loads
        for number, line in enumerate(lines, first):
            if not line or line.isspace():
                continue
            try:
                record = loads(line)
            except orjson.JSONDecodeError:
                record = None
            read = readers.get(tuple(record)) if type(record) is dict else None
            if read is None:
                self._careful(partial, line, number)
                continue
            try:
                event = read(record)
            except (ValueError, OverflowError):
                partial.reject(BAD_VALUE, number)
                continue
            if event is None:
                partial.other += 1
            else:
                partial.add(event, number, line)

    def _careful(self, partial: Partial, line: bytes, number: int) -> None:
        """Count a line of new keys, a batch of records, or one that is no plain JSON object."""
        try:
            for record in _records(line):
                event = self.read(record)
                if event is None:
                    partial.other += 1
                else:
                    partial.add(event, number, line)
        except Rejected as rejected:
            partial.reject(rejected.reason, number)
        except (ValueError, OverflowError):
            partial.reject(BAD_VALUE, number)

    def read(self, record: dict[str, Any]) -> Event | None:
        """The event of a parsed record."""
        return self._reader(tuple(record), record)(record)

    def _reader(self, keys: tuple[str, ...], record: dict[str, Any]) -> ReadRecord:
        reader = self._readers.get(keys)
        if reader is None:
            reader = self._choose(record)
            if len(self._readers) < _MAX_PLANS and not _is_batch(record):
                self._readers[keys] = reader
        return reader

    def _choose(self, record: Record) -> ReadRecord:
        for dialect in self.dialects:
            if all(key in record for key in dialect.keys):
                return dialect.read
        return app_json.reader(record)

    def recognises(self, line: bytes) -> bool:
        """True for records of one of the dialects."""
        try:
            record = load(line)
        except Rejected:
            return False
        return any(all(key in one for key in dialect.keys) for dialect in self.dialects for one in _batch(record)[:1])


class JsonLog(LineLog):
    """A product's JSON-lines log: a `LineLog` that only names its dialects."""

    dialects: Sequence[Dialect] = ()

    def sniff(self, head: bytes, path: str) -> float:
        """One record with the product's keys outweighs other JSON: the rest is read as application logs."""
        share = super().sniff(head, path)
        return 0.55 + 0.4 * share if share else 0.0

    def open(self, head: bytes) -> LineReader:
        """A reader of the dialects."""
        return JsonReader(head, self.dialects)


def load(line: bytes) -> dict[str, Any]:
    """The object on a line. Raises Rejected."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        record = _repaired(line)
    if not isinstance(record, dict):
        raise Rejected(_NO_OBJECT)
    return record


def _repaired(line: bytes, whole: bool = False) -> Any:
    """Elements of an array that has one element a line; bytes that are no UTF-8. whole: the line is the array."""
    bare = line if whole else _TRAILER.sub(b"", line)
    try:
        return orjson.loads(bare.decode("utf-8", "replace"))
    except orjson.JSONDecodeError as error:
        raise Rejected(_NOT_JSON) from error


def _records(line: bytes) -> Sequence[dict[str, Any]]:
    """The records of a line: an object, a provider's batch, or an array of objects. Raises Rejected."""
    if line.lstrip()[:2] in (b"[{", b"[ ") and line.rstrip()[-1:] == b"]":
        value = _repaired(line, whole=True)
        if isinstance(value, list):
            return [one for one in value if isinstance(one, dict)]
    return _batch(load(line))


def _is_batch(record: Record) -> bool:
    return any(isinstance(record.get(name), list) for name in _BATCHES)


def _batch(record: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """The records a line carries: itself, or the members of a cloud provider's batch."""
    if len(record) <= 3:
        for name in _BATCHES:
            inner = record.get(name)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return [one for one in inner if isinstance(one, dict)]
    return (record,)


class AppReader(JsonReader):
    """Any JSON object a line."""

    def recognises(self, line: bytes) -> bool:
        """True for every JSON object."""
        try:
            load(line)
        except Rejected:
            return False
        return True


class AppJsonLog(LineLog):
    """JSON-lines application logs of any logger."""

    name = "logs/app_json"
    description = "JSON-lines application logs (pino, winston, structlog, zap, ECS and alike)"
    reader = AppReader
    specificity = 0.5
