"""docker-compose: services, their environment and what they are wired to."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractors.config.common.addresses import addresses_in
from extractors.config.common.base import ConfigExtractor, below, env_set, folder, property_set
from extractors.config.common.lines import dotenv
from extractors.config.common.tree import as_list, as_map, get, scalar, text_at
from extractors.config.compose_services import Service, is_compose, services_of
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, FlowDeclared, UnitDeclared
from mapgen.model.location import Location
from mapgen.model.value import ref, text

_LOG_ADDRESSES = ("syslog-address", "gelf-address", "fluentd-address", "loki-url", "splunk-url", "logstash-address")
_THIS_HOST = frozenset({"localhost", "127.0.0.1", "host.docker.internal", "0.0.0.0"})


class Compose(ConfigExtractor):
    """Reads services, environment, wiring and start commands of a compose file."""

    name = "config/compose"
    version = "1"
    description = "docker-compose files"
    files = "docker-compose*.yml, compose*.yaml, docker-stack.yml"
    example = "CRM_URL: http://crm-sync:8080"
    yields = "a unit per service with its build folder, aliases and ports; its environment; links and depends_on (weak)"

    def accepts(self, path: str) -> bool:
        """By name."""
        return is_compose(path)

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of every service. Raises `DocumentError` for a file that is not YAML."""
        services = services_of(source)
        published = {port: service.name for service in services for port in _published(service)}
        for service in services:
            yield _unit(service)
            yield from _logging(service, published)
            yield from _environment(service)
            yield from _env_files(service)
            yield from _commands(service)
            yield from _wiring(service)


def _unit(service: Service) -> UnitDeclared:
    image = service.last("image")
    own = service.layers[-1]
    return UnitDeclared(
        location=service.place(own),
        rule="compose/service",
        name=service.name,
        unit_kind="compose_service",
        directory=_directory(service),
        aliases=_aliases(service),
        image=service.value(str(image[1])) if image else None,
        ports=_ports(service),
    )


def _directory(service: Service) -> str | None:
    """The folder the image is built from: the Dockerfile's when it lies deeper than the context."""
    found = service.last("build")
    if found is None:
        return None
    layer, build = found
    context = service.known(text_at(build, "context") or scalar(build) or ".")
    dockerfile = service.known(text_at(build, "dockerfile"))
    directory = below(folder(layer.path), context)
    if directory is None or not dockerfile:
        return directory
    nested = below(directory, dockerfile)
    return folder(nested) if nested and folder(nested) else directory


def _aliases(service: Service) -> tuple[str, ...]:
    names: list[str] = list(service.linked_as)
    for layer in service.layers:
        names += [service.known(text_at(layer.data, key)) for key in ("container_name", "hostname")]
        for network in as_map(layer.data.get("networks")).values():
            names += [service.known(str(alias)) for alias in as_list(get(network, "aliases"))]
    return tuple(dict.fromkeys(name for name in names if name and name != service.name and "$" not in name))


def _ports(service: Service) -> tuple[int, ...]:
    numbers: list[int] = []
    for layer in service.layers:
        for item in [*as_list(layer.data.get("ports")), *as_list(layer.data.get("expose"))]:
            raw = text_at(item, "target") or scalar(item) or ""
            number = service.known(raw).partition("/")[0].rpartition(":")[2]
            if number.isdigit() and 0 < int(number) < 65536:
                numbers.append(int(number))
    return tuple(dict.fromkeys(numbers))


def _published(service: Service) -> Iterator[str]:
    """Ports of the host that lead into the service."""
    for layer in service.layers:
        for item in as_list(layer.data.get("ports")):
            raw = service.known(scalar(item) or "").partition("/")[0]
            port = text_at(item, "published") or (raw.split(":")[-2] if ":" in raw else "")
            if port:
                yield port


def _logging(service: Service, published: Mapping[str, str]) -> Iterator[FlowDeclared]:
    """A log driver with an address ships the service's output; an address of the host leads to who publishes it."""
    for layer in service.layers:
        for key, raw in as_map(get(layer.data, "logging", "options")).items():
            address = service.known(scalar(raw) or "") if key in _LOG_ADDRESSES else ""
            host, _, port = address.rpartition("://")[2].partition("/")[0].partition(":")
            target = published.get(port) if host in _THIS_HOST else None
            if address and (target or host not in _THIS_HOST) and target != service.name:
                yield FlowDeclared(
                    location=service.place(layer, "logging", "options", key),
                    rule="compose/logging",
                    source=text(service.name),
                    target=text(target) if target else service.value(scalar(raw) or ""),
                    relation="log_shipping",
                    transport="telemetry",
                )


def _entries(data: Any) -> Iterator[tuple[str | int, str, str | None]]:
    """Step, name and value of an environment given as list or mapping; None = passed through."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            name, equals, value = (scalar(item) or "").partition("=")
            if name:
                yield index, name.strip(), value if equals else None
    else:
        for key, value in as_map(data).items():
            yield key, key, scalar(value)


def _environment(service: Service) -> Iterator[AnyFact]:
    for layer in service.layers:
        for step, name, raw in _entries(layer.data.get("environment")):
            value = service.value(raw) if raw is not None else ref("env", name, service.variables.get(name))
            place = service.place(layer, "environment", step)
            yield env_set(place, "compose/environment", name, value, unit=service.name)
        for step, name, raw in _entries(get(layer.data, "build", "args")):
            if raw is not None:
                place = service.place(layer, "build", "args", step)
                yield env_set(place, "compose/build-arg", name, service.value(raw), unit=service.name)


def _env_files(service: Service) -> Iterator[AnyFact]:
    for layer in service.layers:
        for item in as_list(layer.data.get("env_file")):
            path = below(folder(layer.path), service.known(text_at(item, "path") or scalar(item) or ""))
            raw = service.source.sibling(path) if path else None
            if path is None or raw is None:
                continue
            for entry in dotenv(raw.decode("utf-8-sig", errors="replace")):
                place = Location(root=service.source.root, path=path, line=entry.line)
                value = text(entry.value) if entry.literal else service.value(entry.value)
                yield env_set(place, "compose/env_file", entry.key, value, unit=service.name)


def _words(data: Any) -> list[tuple[str | int | None, str]]:
    if isinstance(data, list):
        return [(index, scalar(item) or "") for index, item in enumerate(data)]
    raw = scalar(data) or ""
    try:
        return [(None, word) for word in shlex.split(raw)]
    except ValueError:
        return [(None, word) for word in raw.split()]


def _commands(service: Service) -> Iterator[AnyFact]:
    for layer in service.layers:
        for key in ("command", "entrypoint"):
            words = _words(layer.data.get(key))
            for index, option, address in addresses_in([service.known(word) for _, word in words]):
                step = words[index][0]
                place = service.place(layer, key) if step is None else service.place(layer, key, step)
                yield property_set(place, f"compose/{key}", option, text(address), unit=service.name)


def _wiring(service: Service) -> Iterator[AnyFact]:
    for layer in service.layers:
        for key, relation in (("links", "link"), ("external_links", "link"), ("depends_on", "depends_on")):
            data = layer.data.get(key)
            for step, item in data.items() if isinstance(data, dict) else enumerate(as_list(data)):
                target = str(step) if isinstance(data, dict) else (scalar(item) or "").partition(":")[0]
                if target:
                    yield FlowDeclared(
                        location=service.place(layer, key, step),
                        rule=f"compose/{key}",
                        source=text(service.name),
                        target=text(target),
                        relation=relation,
                    )
