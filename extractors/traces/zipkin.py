"""Zipkin spans, v2 and v1 JSON: one array, an array of traces, or a span or array a line.

Client and server may share one span id; v1 keeps kind, peer and service in annotations (`cs`, `sr`, `sa`...).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from extractors.traces.spans import Kind, Span, kind_of, span_id
from extractors.traces.trace_log import TraceLog


class _Endpoint(msgspec.Struct, gc=False):
    serviceName: str | None = None
    ipv4: str | None = None


class _Annotation(msgspec.Struct, gc=False):
    value: str = ""
    timestamp: int | float = 0
    endpoint: _Endpoint | None = None


class _BinaryAnnotation(msgspec.Struct, gc=False):
    key: str = ""
    value: Any = None
    endpoint: _Endpoint | None = None


class _Span(msgspec.Struct, gc=False):
    traceId: str = ""
    id: str = ""
    parentId: str | None = None
    name: str | None = None
    kind: str | None = None
    timestamp: int | float | None = None
    duration: int | float | None = None
    localEndpoint: _Endpoint | None = None
    remoteEndpoint: _Endpoint | None = None
    tags: dict[str, str] | None = None
    shared: bool | None = None
    annotations: list[_Annotation] | None = None
    binaryAnnotations: list[_BinaryAnnotation] | None = None


_LISTS = msgspec.json.Decoder(list[list[_Span]])
_LIST = msgspec.json.Decoder(list[_Span])
_ONE = msgspec.json.Decoder(_Span)

_CORE = {
    "cs": Kind.CLIENT,
    "cr": Kind.CLIENT,
    "sr": Kind.SERVER,
    "ss": Kind.SERVER,
    "ms": Kind.PRODUCER,
    "mr": Kind.CONSUMER,
}
_ADDRESSES = frozenset(("sa", "ca", "ma"))


class ZipkinTraces(TraceLog):
    """Zipkin traces as JSON."""

    name = "traces/zipkin"
    description = "Zipkin spans (JSON v1 and v2)"
    marks = (b'"localEndpoint"', b'"binaryAnnotations"', b'"annotations"')
    needs = (b'"traceId"',)

    def sniff(self, head: bytes, path: str) -> float:
        """High for span objects with Zipkin's keys."""
        sure = super().sniff(head, path)
        return 0.0 if b'"spanId"' in head or b'"spanID"' in head else sure

    def spans(self, data: bytes) -> Iterator[Span]:
        """The spans of one JSON value. Raises msgspec.DecodeError."""
        raw = _decode(data)
        clients = {one.id for one in raw if one.kind == "CLIENT"}
        for one in raw:
            if one.kind is None and one.annotations:
                yield from _version_1(one)
            else:
                yield _version_2(one, clients)


def _decode(data: bytes) -> list[_Span]:
    bare = data.lstrip()
    if not bare.startswith(b"["):
        return [_ONE.decode(bare)]
    if bare[1:].lstrip().startswith(b"["):
        return [span for trace in _LISTS.decode(bare) for span in trace]
    return _LIST.decode(bare)


def _version_2(raw: _Span, clients: set[str]) -> Span:
    span = _common(raw)
    span.kind = kind_of(raw.kind or "")
    span.service = (raw.localEndpoint and raw.localEndpoint.serviceName) or ""
    span.peer = (raw.remoteEndpoint and raw.remoteEndpoint.serviceName) or ""
    span.shared = bool(raw.shared) or (span.kind == Kind.SERVER and raw.id in clients)
    return span


def _common(raw: _Span) -> Span:
    tags = raw.tags or {}
    return Span(
        trace=span_id(raw.traceId),
        id=span_id(raw.id),
        parent=span_id(raw.parentId),
        service="",
        name=raw.name or "",
        kind=Kind.UNSPECIFIED,
        ms=max(0, raw.duration or 0) / 1000,
        time=str(int(raw.timestamp or 0)),
        failed="error" in tags,
        attributes=tags,
        raw_id=raw.id,
    )


def _version_1(raw: _Span) -> Iterator[Span]:
    """One span per side: a v1 span may carry the annotations of client and server together."""
    sides: dict[Kind, str] = {}
    for annotation in raw.annotations or ():
        kind = _CORE.get(annotation.value)
        if kind is not None:
            sides.setdefault(kind, (annotation.endpoint and annotation.endpoint.serviceName) or "")
    tags = {one.key: str(one.value) for one in raw.binaryAnnotations or () if one.key not in _ADDRESSES}
    peers = {one.key: (one.endpoint and one.endpoint.serviceName) or "" for one in raw.binaryAnnotations or ()}
    for kind, service in sides.items():
        span = _common(raw)
        span.kind, span.service, span.attributes, span.failed = kind, service, tags, "error" in tags
        span.peer = peers.get("ca" if kind == Kind.SERVER else "sa", "") or peers.get("ma", "")
        span.shared = kind == Kind.SERVER and (Kind.CLIENT in sides or raw.parentId is not None)
        yield span
