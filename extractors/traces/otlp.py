"""OTLP/JSON traces: the collector's file exporter (one request a line), single documents, Tempo's and Jaeger's API.

Layout as in opentelemetry-proto `ExportTraceServiceRequest`, read with typed structs that skip everything else.
"""

from __future__ import annotations

import msgspec

from extractors.traces.peers import WANTED
from extractors.traces.spans import Span, kind_of, span_id
from extractors.traces.trace_log import TraceLog


class _AnyValue(msgspec.Struct, frozen=True, gc=False):
    stringValue: str | None = None
    intValue: str | int | None = None
    boolValue: bool | None = None
    doubleValue: float | str | None = None

    def text(self) -> str:
        """The value as text; "" for arrays, maps and bytes."""
        for value in (self.stringValue, self.intValue, self.doubleValue, self.boolValue):
            if value is not None:
                return value if isinstance(value, str) else str(value)
        return ""


_EMPTY = _AnyValue()


class _Attribute(msgspec.Struct, gc=False):
    key: str = ""
    value: _AnyValue = _EMPTY


class _Link(msgspec.Struct, gc=False):
    traceId: str = ""
    spanId: str = ""


class _Status(msgspec.Struct, gc=False):
    code: int | str = 0


class _Span(msgspec.Struct, gc=False):
    traceId: str = ""
    spanId: str = ""
    parentSpanId: str | None = None
    name: str = ""
    kind: int | str = 0
    startTimeUnixNano: str | int = "0"
    endTimeUnixNano: str | int = "0"
    attributes: list[_Attribute] | None = None
    links: list[_Link] | None = None
    status: _Status | None = None


class _Scope(msgspec.Struct, gc=False):
    spans: list[_Span] | None = None


class _Resource(msgspec.Struct, gc=False):
    attributes: list[_Attribute] | None = None


class _ResourceSpans(msgspec.Struct, gc=False):
    resource: _Resource | None = None
    scopeSpans: list[_Scope] | None = None
    instrumentationLibrarySpans: list[_Scope] | None = None


class _Request(msgspec.Struct, gc=False):
    resourceSpans: list[_ResourceSpans] | None = None
    batches: list[_ResourceSpans] | None = None
    trace: _Request | None = None
    result: _Request | None = None


_DECODER = msgspec.json.Decoder(_Request)


class OtlpTraces(TraceLog):
    """OpenTelemetry traces as JSON."""

    name = "traces/otlp"
    description = "OpenTelemetry traces: OTLP/JSON lines or document, Tempo API"
    marks = (b'"resourceSpans"', b'"batches"')
    needs = (b'"spanId"', b'"scopeSpans"')

    def spans(self, data: bytes) -> list[Span]:
        """The spans of one request. Raises msgspec.DecodeError."""
        request = _DECODER.decode(data)
        found: list[Span] = []
        for inner in (request, request.trace, request.result):
            if inner is not None:
                for resource in inner.resourceSpans or inner.batches or ():
                    service = _service(resource.resource)
                    for scope in resource.scopeSpans or resource.instrumentationLibrarySpans or ():
                        found += [_span(span, service) for span in scope.spans or ()]
        return found


def _service(resource: _Resource | None) -> str:
    named = {a.key: a.value.text() for a in resource.attributes or ()} if resource else {}
    return named.get("service.name") or named.get("k8s.deployment.name") or named.get("k8s.container.name") or ""


def _span(raw: _Span, service: str) -> Span:
    attributes = {}
    for attribute in raw.attributes or ():
        key = attribute.key
        if key in WANTED:
            text = attribute.value.stringValue
            attributes[key] = attribute.value.text() if text is None else text
    start, end = _nanos(raw.startTimeUnixNano), _nanos(raw.endTimeUnixNano)
    return Span(
        trace=span_id(raw.traceId),
        id=span_id(raw.spanId),
        parent=span_id(raw.parentSpanId),
        service=service,
        name=raw.name,
        kind=kind_of(raw.kind),
        ms=max(0, end - start) / 1e6,
        time=str(start),
        failed=raw.status is not None and raw.status.code in (2, "STATUS_CODE_ERROR", "ERROR"),
        attributes=attributes,
        links=[(span_id(link.traceId), span_id(link.spanId)) for link in raw.links] if raw.links else [],
        raw_id=raw.spanId,
    )


def _nanos(raw: str | int) -> int:
    try:
        return int(raw)
    except ValueError:
        return 0
