"""Distributed traces: OTLP, Zipkin and Jaeger exports to calls between services."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.traces.jaeger import JaegerTraces
from extractors.traces.otlp import OtlpTraces
from extractors.traces.zipkin import ZipkinTraces
from mapgen.model.extraction import LogExtractor

FORMATS = (JaegerTraces, OtlpTraces, ZipkinTraces)
"""Every trace format. To add one, write a module with a `TraceLog` subclass and name it here."""


def extractors(known_templates: Sequence[str] = ()) -> list[LogExtractor]:
    """All trace extractors. known_templates: path templates of specifications, which win over statistics."""
    return [kind(known_templates) for kind in FORMATS]
