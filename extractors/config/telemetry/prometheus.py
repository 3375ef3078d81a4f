"""Prometheus: scrape jobs, remote write, alert managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.flows import flow
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from extractors.config.common.tree import Path, as_list, get, scalar, text_at
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact
from mapgen.model.value import Value


class Prometheus(ConfigExtractor):
    """Reads `scrape_configs` (static and DNS targets), `remote_write` and `alerting`."""

    name = "config/prometheus"
    version = "1"
    description = "Prometheus configuration"
    files = "any *.yaml or *.yml with scrape_configs"
    example = "static_configs: [{targets: ['orders:8080']}]"
    yields = "a scrape of each target by the unit that runs Prometheus; remote write and alerting addresses"

    def accepts(self, path: str) -> bool:
        """YAML; the content decides."""
        return path.endswith((".yaml", ".yml"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One fact per target."""
        raw = source.data()
        if b"scrape_configs" not in raw or b"receivers:" in raw or b"kind:" in raw:
            return
        for document in documents_of(source):
            if "scrape_configs" in mapping(document):
                yield from _facts(source, document)


def _facts(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    owner = unit_of(source, "prometheus")
    yield from product_unit(source, "prometheus", line_of(document, ("scrape_configs",)))
    for path, target in scrape_targets(get(document.data, "scrape_configs")):
        place = at(source, line_of(document, ("scrape_configs", *path)))
        yield flow(place, "prometheus/scrape", target, owner, "scrape", transport="telemetry", pulled=True)
    for key in ("remote_write", "remote_read"):
        for index, item in enumerate(as_list(get(document.data, key))):
            if url := text_at(item, "url"):
                place = at(source, line_of(document, (key, index, "url")))
                yield flow(place, f"prometheus/{key}", owner, shell(url), key, transport="telemetry")
    base: Path = ("alerting", "alertmanagers")
    for path, target in scrape_targets(get(document.data, *base)):
        place = at(source, line_of(document, (*base, *path)))
        yield flow(place, "prometheus/alerting", owner, target, "alert", transport="telemetry")


def scrape_targets(jobs: Any) -> Iterator[tuple[Path, Value]]:
    """The targets of scrape jobs, without the server's own (`localhost`)."""
    for index, job in enumerate(as_list(jobs)):
        for step, group in enumerate(as_list(get(job, "static_configs"))):
            for number, target in enumerate(as_list(get(group, "targets"))):
                address = scalar(target) or ""
                if address and not address.startswith(("localhost", "127.0.0.1", "0.0.0.0")):
                    yield (index, "static_configs", step, "targets", number), shell(address)
        for step, group in enumerate(as_list(get(job, "dns_sd_configs"))):
            for number, name in enumerate(as_list(get(group, "names"))):
                host = (scalar(name) or "").removeprefix("tasks.")
                if host:
                    yield (index, "dns_sd_configs", step, "names", number), shell(host)
