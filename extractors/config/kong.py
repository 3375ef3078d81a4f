"""Kong declarative configuration: services behind the gateway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.flows import route
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from extractors.config.common.tree import as_list, text_at
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact


class Kong(ConfigExtractor):
    """Reads `services` (url, or protocol/host/port) and `upstreams` targets."""

    name = "config/kong"
    version = "1"
    description = "Kong declarative configuration"
    files = "any *.yaml or *.yml with _format_version"
    example = "url: http://crm:8080"
    yields = "a route from Kong to each service; upstream targets filled"

    def accepts(self, path: str) -> bool:
        """YAML; the content decides."""
        return path.endswith((".yaml", ".yml"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One route per service target."""
        return _facts(source) if b"_format_version" in source.data() else ()


def _facts(source: SourceFile) -> Iterator[AnyFact]:
    owner = unit_of(source, "kong")
    for document in documents_of(source):
        data = mapping(document)
        upstreams = {
            text_at(item, "name"): [text_at(target, "target") for target in as_list(item.get("targets"))]
            for item in as_list(data.get("upstreams"))
            if isinstance(item, dict)
        }
        for index, service in enumerate(as_list(data.get("services"))):
            key = "url" if text_at(service, "url") else "host"
            line = line_of(document, ("services", index, key))
            if index == 0:
                yield from product_unit(source, "kong", line)
            host = text_at(service, "host")
            addresses = [text_at(service, "url")] if key == "url" else upstreams.get(host, [_address(service, host)])
            for address in addresses:
                if address:
                    yield route(at(source, line), "kong/service", owner, shell(address))


def _address(service: object, host: str) -> str:
    port = text_at(service, "port")
    return f"{host}:{port}" if host and port else host
