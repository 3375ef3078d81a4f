"""Workloads: what runs, with which environment and arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.config.common.addresses import addresses_in
from extractors.config.common.base import env_set, property_set
from extractors.config.common.placeholders import kubernetes
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.config.kubernetes.resources import REFERENCES, Entry, Resource, entries_of, neighbours
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, UnitDeclared
from mapgen.model.value import UNKNOWN, Value, text

_NAME_LABELS = ("app.kubernetes.io/name", "app", "k8s-app", "name")


def pod_labels(found: Resource) -> dict[str, str]:
    """The labels of a workload's pods."""
    labels = as_map(get(found.data, *(found.template or ()), "metadata", "labels"))
    return {key: text for key, value in labels.items() if (text := scalar(value)) is not None}


def containers_of(found: Resource) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The containers of a workload with their paths; init containers come last."""
    spec: Path = (*(found.template or ()), "spec")
    for key in ("containers", "initContainers"):
        for index, container in enumerate(as_list(get(found.data, *spec, key))):
            yield (*spec, key, index), as_map(container)


def workload_facts(source: SourceFile, found: Resource) -> Iterator[AnyFact]:
    """The unit and its settings."""
    yield _unit(found)
    for path, container in containers_of(found):
        yield from _env(source, found, path, container)
        yield from _env_from(source, found, container)
        yield from _arguments(found, path, container)


def _unit(found: Resource) -> UnitDeclared:
    main = [container for path, container in containers_of(found) if "containers" in path]
    labels = pod_labels(found)
    names = [labels.get(key, "") for key in _NAME_LABELS]
    image = text_at(main[0], "image") if main else ""
    if len(main) == 1 and "/" in image:  # a bare image's container is called after the technology
        names.append(text_at(main[0], "name"))
    ports = [text_at(port, "containerPort") for item in main for port in as_list(item.get("ports"))]
    return UnitDeclared(
        location=found.place("metadata", "name"),
        rule=f"kubernetes/{found.kind}",
        name=found.name,
        unit_kind="k8s_workload",
        aliases=tuple(dict.fromkeys(name for name in names if _tells(name) and name != found.name)),
        image=text(image) if image else None,
        ports=tuple(dict.fromkeys(int(port) for port in ports if port.isdigit())),
    )


def _tells(name: str) -> bool:
    """Container names like `server` or `app` identify nothing."""
    return name not in ("", "server", "app", "main", "web", "api", "service", "container", "backend", "job", "worker")


def _env(source: SourceFile, found: Resource, path: Path, container: dict[str, Any]) -> Iterator[AnyFact]:
    for index, item in enumerate(as_list(container.get("env"))):
        key = text_at(item, "name")
        if not key:
            continue
        place = found.place(*path, "env", index)
        raw = scalar(get(item, "value"))
        if raw is not None:
            yield env_set(place, "kubernetes/env", key, kubernetes(raw), unit=found.name)
            continue
        entry = _referenced(source, found, item)
        if entry is not None:
            yield env_set(entry.place, "kubernetes/env", key, kubernetes(entry.value), unit=found.name)
        elif get(item, "valueFrom") is not None and get(item, "valueFrom", "fieldRef") is None:
            yield env_set(place, "kubernetes/env", key, UNKNOWN, unit=found.name)


def _referenced(source: SourceFile, found: Resource, item: Any) -> Entry | None:
    for _, key_ref, kind in REFERENCES:
        name, key = text_at(item, "valueFrom", key_ref, "name"), text_at(item, "valueFrom", key_ref, "key")
        if name and key:
            return next((entry for entry in _entries(source, found, kind, name) if entry.key == key), None)
    return None


def _entries(source: SourceFile, found: Resource, kind: str, name: str) -> list[Entry]:
    """The entries of a ConfigMap or Secret: in the workload's folder, else in the folders around it."""
    for wide in (False, True):
        for other in neighbours(source, wide=wide):
            entries = entries_of(source, other, kind, name)
            if entries:
                return entries
    return []


def _env_from(source: SourceFile, found: Resource, container: dict[str, Any]) -> Iterator[AnyFact]:
    for item in as_list(container.get("envFrom")):
        prefix = text_at(item, "prefix")
        for from_ref, _, kind in REFERENCES:
            name = text_at(item, from_ref, "name")
            if not name:
                continue
            shared = len(users_of(source, from_ref, name)) > 1
            for entry in _entries(source, found, kind, name):
                yield env_set(
                    entry.place,
                    "kubernetes/envFrom",
                    prefix + entry.key,
                    kubernetes(entry.value),
                    unit=found.name,
                    shared=shared,
                )


def users_of(source: SourceFile, from_ref: str, name: str) -> set[str]:
    """Names of the folder's workloads that take all of a ConfigMap or Secret."""
    return {
        other.name
        for other in neighbours(source)
        if other.template is not None
        for _, container in containers_of(other)
        for item in as_list(container.get("envFrom"))
        if text_at(item, from_ref, "name") == name
    }


def _arguments(found: Resource, path: Path, container: dict[str, Any]) -> Iterator[AnyFact]:
    for key in ("command", "args"):
        words = [scalar(item) or "" for item in as_list(container.get(key))]
        for index, option, address in addresses_in(words):
            place = found.place(*path, key, index)
            value: Value = kubernetes(address)
            yield property_set(place, f"kubernetes/{key}", option, value, unit=found.name)
