"""Traefik: service addresses of dynamic configuration, and routers on compose labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.flows import route
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from extractors.config.common.toml_lines import TomlLines, load_toml
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.config.compose_services import Service, is_compose, services_of
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact
from mapgen.model.value import text

_ROUTER = re.compile(
    r"traefik\.(?:(?:http|tcp|udp)\.routers\.|(?:[\w-]+\.)?frontend\.rule|docker\.network|port|backend)"
)


class Traefik(ConfigExtractor):
    """Reads `loadBalancer.servers` of YAML and TOML files, and `traefik.*` labels of compose services."""

    name = "config/traefik"
    version = "1"
    description = "Traefik dynamic configuration and compose labels"
    files = "any *.yaml, *.yml or *.toml with loadBalancer servers; compose files with traefik labels"
    example = "traefik.http.routers.crm.rule=Host(`crm.example.com`)"
    yields = "a route from Traefik to the labelled service or listed server"

    def accepts(self, path: str) -> bool:
        """YAML and TOML; the content decides."""
        return path.endswith((".yaml", ".yml", ".toml"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One route per server or labelled service."""
        raw = source.data()
        if is_compose(source.path):
            return _labels(source) if b"traefik" in raw else ()
        if b"oadBalancer" not in raw or b"servers" not in raw:
            return ()
        return _toml(source) if source.path.endswith(".toml") else _yaml(source)


def _yaml(source: SourceFile) -> Iterator[AnyFact]:
    owner = unit_of(source, "traefik")
    for document in documents_of(source):
        for path, address in _servers(mapping(document)):
            line = line_of(document, path)
            yield from product_unit(source, "traefik", line)
            yield route(at(source, line), "traefik/server", owner, shell(address))


def _toml(source: SourceFile) -> Iterator[AnyFact]:
    owner, lines = unit_of(source, "traefik"), TomlLines(source.text())
    for _, address in _servers(load_toml(source)):
        line = lines.item(address)
        yield from product_unit(source, "traefik", line)
        yield route(at(source, line), "traefik/server", owner, shell(address))


def _servers(data: dict[str, object]) -> Iterator[tuple[Path, str]]:
    for protocol in ("http", "tcp"):
        for name, service in as_map(get(data, protocol, "services")).items():
            for index, server in enumerate(as_list(get(service, "loadBalancer", "servers"))):
                key = "url" if protocol == "http" else "address"
                if address := text_at(server, key):
                    yield (protocol, "services", name, "loadBalancer", "servers", index, key), address


def _labels(source: SourceFile) -> Iterator[AnyFact]:
    services = services_of(source)
    proxy = next((service.name for service in services if _is_traefik(service)), "traefik")
    for service in services:
        found = _first_router(service)
        if found is not None and service.name != proxy:
            place = service.place(service.layers[-1], *found)
            yield route(place, "traefik/label", text(proxy), text(service.name))


def _is_traefik(service: Service) -> bool:
    image = service.last("image")
    return image is not None and service.known(str(image[1])).rpartition("/")[2].partition(":")[0] == "traefik"


def _first_router(service: Service) -> Path | None:
    """The first label that makes a router; None when there is none or Traefik is switched off."""
    data = service.layers[-1].data
    for base in (("labels",), ("deploy", "labels")):
        labels = get(data, *base)
        steps = list(labels.items()) if isinstance(labels, dict) else list(enumerate(as_list(labels)))
        texts = [
            (step, f"{step}={scalar(item)}" if isinstance(labels, dict) else scalar(item) or "") for step, item in steps
        ]
        if any(label.replace(" ", "").lower() == "traefik.enable=false" for _, label in texts):
            return None
        for step, label in texts:
            if _ROUTER.match(label):
                return (*base, step)
    return None
