"""The services of a compose file with everything they extend; other formats ask who mounts a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.config.common.base import below, folder, name_of
from extractors.config.common.documents import documents_of, line_of, mapping, yaml_documents
from extractors.config.common.placeholders import resolved, shell
from extractors.config.common.tree import Path, as_list, as_map, scalar, text_at
from extractors.config.dotenv import env_values
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.location import Location
from mapgen.model.value import Value

_FILE = re.compile(r"(?:docker-)?(?:compose|stack)(?:[._-][\w.-]*)?\.ya?ml", re.IGNORECASE)
_MAX_EXTENDS = 5
_SERVICE_KEYS = frozenset(
    """image build command entrypoint environment env_file ports expose depends_on links external_links volumes networks
    container_name hostname extends restart deploy labels logging healthcheck profiles working_dir user secrets configs
    mem_limit platform network_mode extra_hosts volumes_from scale privileged tty stdin_open""".split()
)


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
