"""docker-compose: services, their environment and what they are wired to."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.config.common.addresses import addresses_in
from extractors.config.common.base import ConfigExtractor, below, env_set, folder, name_of, property_set
from extractors.config.common.documents import documents_of, line_of, mapping, yaml_documents
from extractors.config.common.lines import dotenv
from extractors.config.common.placeholders import resolved, shell
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.config.dotenv import env_values
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, FlowDeclared, UnitDeclared
from mapgen.model.location import Location
from mapgen.model.value import Value, ref, text

_FILE = re.compile(r"(?:docker-)?(?:compose|stack)(?:[._-][\w.-]*)?\.ya?ml", re.IGNORECASE)
_MAX_EXTENDS = 5
_SERVICE_KEYS = frozenset(
    """image build command entrypoint environment env_file ports expose depends_on links external_links volumes networks
    container_name hostname extends restart deploy labels logging healthcheck profiles working_dir user secrets configs
    mem_limit platform network_mode extra_hosts volumes_from scale privileged tty stdin_open""".split()
)
_LOG_ADDRESSES = ("syslog-address", "gelf-address", "fluentd-address", "loki-url", "splunk-url", "logstash-address")
_THIS_HOST = frozenset({"localhost", "127.0.0.1", "host.docker.internal", "0.0.0.0"})


@dataclass(slots=True)
class Layer:
    """One mapping that describes a service: the service itself or one it extends."""

    document: Document
    path: str
    at: Path
    data: dict[str, Any]


@dataclass(slots=True)
class Service:
    """A service with everything it extends, base first."""

    source: SourceFile
    name: str
    layers: list[Layer]
    variables: Mapping[str, Value] = field(default_factory=dict)
    linked_as: list[str] = field(default_factory=list)

    def place(self, layer: Layer, *path: str | int) -> Location:
        """The location of a key of one layer."""
        line = line_of(layer.document, (*layer.at, *path))
        return Location(root=self.source.root, path=layer.path, line=line)

    def value(self, raw: str) -> Value:
        """A value with its variables as holes."""
        return shell(raw, self.variables)

    def known(self, raw: str) -> str:
        """A value with every hole filled by its default; as written when one has none."""
        return resolved(self.value(raw)) or raw

    def last(self, key: str) -> tuple[Layer, Any] | None:
        """The layer that decides `key`, with its value."""
        return next(((layer, layer.data[key]) for layer in reversed(self.layers) if layer.data.get(key)), None)


def is_compose(path: str) -> bool:
    """True for the file names compose itself and its users use (`docker-compose.prod.yml`, `compose.yaml`)."""
    return _FILE.fullmatch(name_of(path)) is not None


def services_of(source: SourceFile) -> list[Service]:
    """The services of a compose file; the old top-level form is understood."""
    variables = env_values(source, folder(source.path))
    found: list[Service] = []
    for document in documents_of(source):
        at_path, services = _services(mapping(document))
        for name, data in services.items():
            if isinstance(data, dict) and _SERVICE_KEYS & set(data):
                layers = _layers(source, Layer(document, source.path, (*at_path, name), as_map(data)), 0)
                found.append(Service(source, name, layers, variables))
    _name_links(found)
    return found


def _name_links(services: list[Service]) -> None:
    """`links: [billing:money]` gives billing a second name."""
    by_name = {service.name: service for service in services}
    for service in services:
        for layer in service.layers:
            for item in as_list(layer.data.get("links")):
                target, _, alias = (scalar(item) or "").partition(":")
                if alias and target in by_name:
                    by_name[target].linked_as.append(alias)


def _services(data: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
    if isinstance(data.get("services"), dict):
        return ("services",), as_map(data["services"])
    old_form = data and all(isinstance(item, dict) and {"image", "build"} & set(item) for item in data.values())
    return ((), as_map(data)) if old_form else ((), {})


def _layers(source: SourceFile, layer: Layer, depth: int) -> list[Layer]:
    extends = layer.data.get("extends")
    if not extends or depth >= _MAX_EXTENDS:
        return [layer]
    wanted = text_at(extends, "service") or (scalar(extends) or "")
    base = _base(source, layer, text_at(extends, "file"), wanted)
    return [*(_layers(source, base, depth + 1) if base else []), layer]


def _base(source: SourceFile, layer: Layer, file: str, wanted: str) -> Layer | None:
    if not file:
        at_path, services = _services(mapping(layer.document))
        data = services.get(wanted)
        return Layer(layer.document, layer.path, (*at_path, wanted), as_map(data)) if isinstance(data, dict) else None
    path = below(folder(layer.path), file)
    raw = source.sibling(path) if path else None
    if path is None or raw is None:
        return None
    for document in yaml_documents(raw, path):
        at_path, services = _services(mapping(document))
        if isinstance(services.get(wanted), dict):
            return Layer(document, path, (*at_path, wanted), as_map(services[wanted]))
    return None


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
