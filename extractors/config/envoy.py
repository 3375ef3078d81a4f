"""Envoy: clusters that routes, filters, tracers and access logs send to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import line_of, mapping, yaml_documents
from extractors.config.common.flows import flow, route
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from extractors.config.common.tree import Path, as_list, get, leaves, text_at
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact
from mapgen.model.value import Value

_EXPRESSION = re.compile(rb"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
_BARE_VARIABLE = re.compile(rb"(:[ \t]*)(\$\{\w+\})(?=[ \t]*[,}\r\n])")
_TELEMETRY = frozenset({"tracing", "access_log", "stats_sinks", "tracers", "provider"})


class Envoy(ConfigExtractor):
    """Reads static clusters and who refers to them; templates with `${ENV}` are understood."""

    name = "config/envoy"
    version = "1"
    description = "Envoy configuration (also as a template with environment variables)"
    files = "any *.yaml or *.yml with static_resources"
    example = "socket_address: {address: crm, port_value: 8080}"
    yields = "a route from the unit that runs Envoy to each cluster a route names; tracing and access logs as telemetry"

    def accepts(self, path: str) -> bool:
        """Any YAML; the content decides."""
        return path.endswith((".yaml", ".yml", ".yaml.tmpl", ".yaml.template", ".yaml.j2"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One fact per cluster that something refers to."""
        raw = source.data()
        if b"static_resources" not in raw or b"clusters" not in raw:
            return
        plain = _BARE_VARIABLE.sub(rb'\1"\2"', _EXPRESSION.sub(b"x", raw))
        for document in yaml_documents(plain, source.path):
            yield from _facts(source, document)


def _facts(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    used = dict(_references(document.data))
    owner = unit_of(source, "envoy")
    declared = False
    for index, cluster in enumerate(as_list(get(mapping(document), "static_resources", "clusters"))):
        base: Path = ("static_resources", "clusters", index)
        kind = used.get(text_at(cluster, "name"))
        for path, address in _addresses(cluster):
            if kind is None:
                continue
            place = at(source, line_of(document, (*base, *path)))
            if not declared:
                yield from product_unit(source, "envoy", place.line)
                declared = True
            if kind == "telemetry":
                yield flow(place, "envoy/telemetry", owner, address, "tracing", transport="telemetry")
            else:
                yield route(place, "envoy/cluster", owner, address)


def _references(data: Any) -> Iterator[tuple[str, str]]:
    """(cluster name, "route" or "telemetry"); a cluster that a route names is a route whatever else names it."""
    found = [(path, name) for path, name in leaves(data) if path and _names_cluster(path)]
    yield from ((name, "telemetry") for path, name in found if _TELEMETRY & set(path))
    yield from ((name, "route") for path, name in found if not _TELEMETRY & set(path))


def _names_cluster(path: Path) -> bool:
    if path[-1] in ("cluster", "cluster_name"):
        return "load_assignment" not in path
    return path[-1] == "name" and "weighted_clusters" in path


def _addresses(cluster: Any) -> Iterator[tuple[Path, Value]]:
    groups: list[tuple[Path, Any]] = [(("hosts", n), host) for n, host in enumerate(as_list(get(cluster, "hosts")))]
    for number, group in enumerate(as_list(get(cluster, "load_assignment", "endpoints"))):
        for step, item in enumerate(as_list(get(group, "lb_endpoints"))):
            path: Path = ("load_assignment", "endpoints", number, "lb_endpoints", step)
            groups.append(((*path, "endpoint", "address"), get(item, "endpoint", "address")))
    for path, item in groups:
        address, port = text_at(item, "socket_address", "address"), text_at(item, "socket_address", "port_value")
        if address:
            yield (*path, "socket_address", "address"), shell(f"{address}:{port}" if port else address)
