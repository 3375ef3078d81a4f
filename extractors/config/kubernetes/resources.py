"""Kubernetes objects of a file and of the folders around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractors.config.common.base import below, folder
from extractors.config.common.documents import mapping, yaml_documents
from extractors.config.common.lines import dotenv
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.config.kubernetes.helm import chart_of, render
from extractors.documents import Document
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile
from mapgen.model.location import Location

_MAX_NEIGHBOURS = 200
TEMPLATES: dict[str, Path] = {
    "Deployment": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "ReplicationController": ("spec", "template"),
    "DeploymentConfig": ("spec", "template"),
    "Rollout": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "Pod": (),
}
"""Where each workload kind keeps its pod template."""


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One object: its document, where it stands, and for rendered templates the original line of each line."""

    root: str
    path: str
    document: Document
    data: dict[str, Any]
    at: Path = ()
    original_lines: tuple[int, ...] = field(default=(), repr=False)

    @property
    def kind(self) -> str:
        """The object's kind."""
        return text_at(self.data, "kind")

    @property
    def name(self) -> str:
        """`metadata.name`, or `generateName` without its trailing hyphen."""
        return text_at(self.data, "metadata", "name") or text_at(self.data, "metadata", "generateName").rstrip("-")

    def place(self, *path: str | int) -> Location:
        """The location of a key."""
        line = self.document.line((*self.at, *path))
        if self.original_lines:
            line = self.original_lines[min(line, len(self.original_lines)) - 1]
        return Location(root=self.root, path=self.path, line=line)

    @property
    def template(self) -> Path | None:
        """Where the pod template is; None for objects that run nothing."""
        if self.kind == "Service" and text_at(self.data, "apiVersion").startswith("serving.knative.dev"):
            return ("spec", "template")
        return TEMPLATES.get(self.kind)


def resources_of(source: SourceFile) -> list[Resource]:
    """The objects of a file; Helm templates are rendered first. Raises `DocumentError` when that gives no YAML."""
    return list(_resources(source, source.path, source.data()))


def _resources(source: SourceFile, path: str, raw: bytes) -> Iterator[Resource]:
    if b"apiVersion" not in raw and b"configMapGenerator" not in raw:
        return
    lines: tuple[int, ...] = ()
    if b"{{" in raw:
        chart = chart_of(source, path)
        rendered = render(raw.decode("utf-8", errors="replace"), chart)
        raw, lines = rendered.text.encode(), rendered.lines
    for document in yaml_documents(raw, path):
        yield from _objects(Resource(source.root, path, document, mapping(document), (), lines))


def _objects(found: Resource) -> Iterator[Resource]:
    """The object itself, or the items of a List."""
    if found.kind == "List":
        for index, item in enumerate(as_list(found.data.get("items"))):
            yield Resource(found.root, found.path, found.document, as_map(item), ("items", index), found.original_lines)
    elif (found.kind or "configMapGenerator" in found.data) and found.data.get("$patch") != "delete":
        yield found


def neighbours(source: SourceFile, *, wide: bool = False) -> list[Resource]:
    """The objects of the other files of the folder; `wide` adds the parent and the folders beside (overlays)."""
    directory = folder(source.path)
    prefixes = [f"{directory}/" if directory else ""]
    if wide and directory:
        above = folder(directory)
        prefixes += [f"{above}/" if above else "", f"{above}/*/" if above else "*/"]
    paths = [
        path for prefix in prefixes for suffix in ("yaml", "yml") for path in source.siblings(f"{prefix}*.{suffix}")
    ]
    found: list[Resource] = []
    for path in list(dict.fromkeys(paths))[:_MAX_NEIGHBOURS]:
        raw = source.sibling(path)
        if raw is not None and (b"kind" in raw or b"configMapGenerator" in raw):
            found.extend(_neighbour(source, path, raw))
    return found


def _neighbour(source: SourceFile, path: str, raw: bytes) -> list[Resource]:
    try:
        return list(_resources(source, path, raw))
    except DocumentError:
        return []  # reported when that file itself is extracted


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a ConfigMap or Secret with its place."""

    key: str
    value: str
    place: Location


def entries_of(source: SourceFile, found: Resource, kind: str, name: str) -> list[Entry]:
    """The entries of the ConfigMap or Secret `name` if this object declares it (also by a Kustomize generator)."""
    if found.kind == kind and found.name == name:
        sections = ("data",) if kind == "ConfigMap" else ("stringData",)
        return [
            Entry(key, value, found.place(section, key))
            for section in sections
            for key, raw in as_map(found.data.get(section)).items()
            if (value := scalar(raw)) is not None
        ]
    generator = "configMapGenerator" if kind == "ConfigMap" else "secretGenerator"
    return [
        entry
        for index, item in enumerate(as_list(found.data.get(generator)))
        if text_at(item, "name") == name
        for entry in _generated(source, found, generator, index, item)
    ]


def _generated(source: SourceFile, found: Resource, generator: str, index: int, item: Any) -> Iterator[Entry]:
    for step, literal in enumerate(as_list(get(item, "literals"))):
        key, _, value = str(literal).partition("=")
        yield Entry(key, value.strip("\"'"), found.place(generator, index, "literals", step))
    for file in [*as_list(get(item, "envs")), *as_list(get(item, "env"))]:
        path = below(folder(found.path), str(file))
        raw = source.sibling(path) if path else None
        if path and raw is not None:
            for entry in dotenv(raw.decode("utf-8-sig", errors="replace")):
                yield Entry(entry.key, entry.value, Location(root=found.root, path=path, line=entry.line))


REFERENCES = (("configMapRef", "configMapKeyRef", "ConfigMap"), ("secretRef", "secretKeyRef", "Secret"))
"""(envFrom key, valueFrom key, kind) of what containers refer to."""
