"""Jaeger JSON as its UI and query API export it: `{"data": [{"traceID", "spans", "processes"}]}`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from extractors.traces.spans import Kind, Span, kind_of, span_id
from extractors.traces.trace_log import TraceLog


class _Tag(msgspec.Struct, gc=False):
    key: str = ""
    value: Any = None


class _Reference(msgspec.Struct, gc=False):
    refType: str = "CHILD_OF"
    traceID: str = ""
    spanID: str = ""


class _Process(msgspec.Struct, gc=False):
    serviceName: str = ""


class _Span(msgspec.Struct, gc=False):
    traceID: str = ""
    spanID: str = ""
    parentSpanID: str | None = None
    operationName: str = ""
    references: list[_Reference] | None = None
    startTime: int | float = 0
    duration: int | float = 0
    tags: list[_Tag] | None = None
    processID: str = ""
    process: _Process | None = None


class _Trace(msgspec.Struct, gc=False):
    spans: list[_Span] | None = None
    processes: dict[str, _Process] | None = None


class _Document(msgspec.Struct, gc=False):
    data: list[_Trace] | None = None
    spans: list[_Span] | None = None
    processes: dict[str, _Process] | None = None


_DECODER = msgspec.json.Decoder(_Document)
_NONE = _Process()


class JaegerTraces(TraceLog):
    """Jaeger traces as JSON."""

    name = "traces/jaeger"
    description = "Jaeger traces (UI and query API JSON)"
    marks = (b'"traceID"',)
    needs = (b'"spanID"', b'"spans"')

    def spans(self, data: bytes) -> Iterator[Span]:
        """The spans of one document or trace. Raises msgspec.DecodeError."""
        document = _DECODER.decode(data)
        traces = document.data or [_Trace(spans=document.spans, processes=document.processes)]
        for trace in traces:
            processes = trace.processes or {}
            for span in trace.spans or ():
                service = (span.process or processes.get(span.processID, _NONE)).serviceName
                yield _span(span, service)


def _span(raw: _Span, service: str) -> Span:
    tags = {tag.key: str(tag.value) for tag in raw.tags or ()}
    references = raw.references or []
    parents = [one for one in references if one.refType == "CHILD_OF"] or references[:1]
    parent = parents[0].spanID if parents else raw.parentSpanID
    kind = kind_of(tags.get("span.kind", ""))
    return Span(
        trace=span_id(raw.traceID),
        id=span_id(raw.spanID),
        parent=span_id(parent),
        service=service,
        name=raw.operationName,
        kind=kind,
        ms=max(0, raw.duration) / 1000,
        time=str(int(raw.startTime)),
        failed=tags.get("error", "").lower() == "true" or tags.get("otel.status_code") == "ERROR",
        attributes=tags,
        links=[(span_id(one.traceID), span_id(one.spanID)) for one in references] if kind == Kind.CONSUMER else [],
        raw_id=raw.spanID,
    )
