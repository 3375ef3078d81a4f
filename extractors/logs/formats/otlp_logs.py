"""OTLP/JSON log records: each is read as an application log of its resource's service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.logs.engine.event import Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.partial import Partial
from extractors.logs.engine.records import get
from extractors.logs.formats.json_lines import JsonReader, load

_VALUES = ("stringValue", "intValue", "doubleValue", "boolValue")


class OtlpLogReader(JsonReader):
    """Reads one export request a line."""

    def feed(self, partial: Partial, lines: list[bytes], first: int) -> None:
        """Count the log records of a block of requests."""
        for number, line in enumerate(lines, first):
            if not line or line.isspace():
                continue
            try:
                request = load(line)
            except Rejected as rejected:
                partial.reject(rejected.reason, number)
                continue
            for record in _records(request):
                event = self.read(record)
                if event is None:
                    partial.other += 1
                else:
                    partial.add(event, number, str(record.get("body") or event.method).encode())

    def recognises(self, line: bytes) -> bool:
        """True for export requests of logs."""
        try:
            return isinstance(load(line).get("resourceLogs"), list)
        except Rejected:
            return False


def _records(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in _dicts(request.get("resourceLogs")):
        base = _attributes(get(resource, ("resource", "attributes")))
        for scope in _dicts(resource.get("scopeLogs")):
            for record in _dicts(scope.get("logRecords")):
                body = _value(record.get("body"))
                yield {
                    "time": str(record.get("timeUnixNano") or record.get("observedTimeUnixNano") or ""),
                    **base,
                    **_attributes(record.get("attributes")),
                    **(body if isinstance(body, dict) else {"body": body}),
                }


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _attributes(value: Any) -> dict[str, Any]:
    return {str(pair.get("key")): _value(pair.get("value")) for pair in _dicts(value)}


def _value(value: Any) -> Any:
    """The plain value of an AnyValue (maps one level deep); None for what is not needed."""
    if not isinstance(value, dict):
        return None
    for name in _VALUES:
        if name in value:
            return value[name]
    inner = value.get("kvlistValue")
    return _attributes(inner.get("values")) if isinstance(inner, dict) else None


class OtlpLogs(LineLog):
    """OpenTelemetry logs as JSON lines."""

    name = "logs/otlp"
    description = "OpenTelemetry logs (OTLP/JSON lines)"
    specificity = 0.96

    def open(self, head: bytes) -> LineReader:
        """A reader of export requests."""
        return OtlpLogReader(head)
