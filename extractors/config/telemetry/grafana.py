"""Grafana: provisioned data sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.flows import flow
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from extractors.config.common.tree import as_list, text_at
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact


class Grafana(ConfigExtractor):
    """Reads `datasources` of provisioning files."""

    name = "config/grafana"
    version = "1"
    description = "Grafana data sources"
    files = "any *.yaml or *.yml with datasources and apiVersion"
    example = "datasources: [{name: Metrics, type: prometheus, url: http://prometheus:9090}]"
    yields = "a query flow from each data source to the unit that runs Grafana"

    def accepts(self, path: str) -> bool:
        """YAML; the content decides."""
        return path.endswith((".yaml", ".yml"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One fact per data source with an address."""
        raw = source.data()
        if b"datasources:" not in raw or b"type:" not in raw or b"kind:" in raw or b"apiVersion:" not in raw:
            return
        for document in documents_of(source):
            yield from _facts(source, document)


def _facts(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    owner = unit_of(source, "grafana")
    for index, item in enumerate(as_list(mapping(document).get("datasources"))):
        url = text_at(item, "url")
        if not url:
            continue
        place = at(source, line_of(document, ("datasources", index, "url")))
        yield from product_unit(source, "grafana", place.line) if index == 0 else ()
        yield flow(place, "grafana/datasource", shell(url), owner, "query", transport="telemetry", pulled=True)
