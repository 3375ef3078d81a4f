"""OpenTelemetry collector: what its pipelines receive, scrape and export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.flows import flow
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import spring
from extractors.config.common.tree import Path, as_list, as_map, get, scalar
from extractors.config.telemetry.prometheus import scrape_targets
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact
from mapgen.model.value import Value

_ADDRESS_KEYS = (
    "endpoint",
    "traces_endpoint",
    "metrics_endpoint",
    "logs_endpoint",
    "endpoints",
    "brokers",
    "url",
    "targets",
    "datasource",
)
_LISTENERS = frozenset(
    {"otlp", "jaeger", "zipkin", "opencensus", "fluentforward", "syslog", "tcplog", "udplog", "statsd"}
)
_LOCAL = ("0.0.0.0", "localhost", "127.0.0.1", "${env:HOST", "unix:", "[::]")


class OtelCollector(ConfigExtractor):
    """Reads receivers and exporters that a pipeline of `service` uses."""

    name = "config/otel-collector"
    version = "1"
    description = "OpenTelemetry collector configuration"
    files = "any *.yaml or *.yml with receivers and exporters"
    example = "exporters: {otlp: {endpoint: jaeger:4317}}"
    yields = "an export from the collector to each used exporter's address; a scrape of each used receiver's target"

    def accepts(self, path: str) -> bool:
        """YAML; the content decides."""
        return path.endswith((".yaml", ".yml"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One fact per address."""
        raw = source.data()
        if b"exporters:" not in raw or b"pipelines:" not in raw or b"kind:" in raw:
            return
        for document in documents_of(source):
            yield from _facts(source, document)


def _facts(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    owner = unit_of(source, "otel-collector")
    data = mapping(document)
    yield from product_unit(source, "otel-collector", line_of(document, ("exporters",)))
    for name in sorted(_used(data, "exporters")):
        for path, target in _addresses(get(data, "exporters", name), ("exporters", name)):
            place = at(source, line_of(document, path))
            yield flow(place, "otel-collector/exporter", owner, target, "telemetry_export", transport="telemetry")
    for name in sorted(_used(data, "receivers")):
        if name.partition("/")[0] in _LISTENERS:
            continue
        base: Path = ("receivers", name)
        jobs: Path = (*base, "config", "scrape_configs")
        targets = [((*jobs, *path), target) for path, target in scrape_targets(get(data, *jobs))]
        for path, target in [*targets, *_addresses(get(data, *base), base)]:
            place = at(source, line_of(document, path))
            yield flow(place, "otel-collector/receiver", target, owner, "scrape", transport="telemetry", pulled=True)


def _used(data: dict[str, Any], kind: str) -> set[str]:
    """Names of the receivers or exporters that a pipeline uses."""
    pipelines = as_map(get(data, "service", "pipelines"))
    return {str(name) for pipeline in pipelines.values() for name in as_list(get(pipeline, kind))}


def _addresses(component: Any, base: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(get(component, "http"), dict):
        yield from _addresses(get(component, "http"), (*base, "http"))
    for key in _ADDRESS_KEYS:
        found = get(component, key)
        items = [((*base, key, n), item) for n, item in enumerate(found)] if isinstance(found, list) else []
        for path, item in items or [((*base, key), found)]:
            nested = get(item, "endpoint") or get(item, "url")
            address = scalar(nested if isinstance(item, dict) else item) or ""
            if address and not address.startswith(_LOCAL):
                yield path, spring(address)
