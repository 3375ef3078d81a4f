"""Helm charts: templates rendered with the chart's own values, keeping the template line of every line."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from extractors.config.common.documents import mapping, yaml_documents
from extractors.config.common.tree import as_map, text_at
from extractors.config.kubernetes.template_eval import Evaluator
from extractors.config.kubernetes.template_parser import Block, Node, parse
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as its templates see it."""

    name: str = ""
    version: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    helpers: dict[str, list[Node]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Rendered text; `lines[n]` is the template line that line n+1 came from."""

    text: str
    lines: tuple[int, ...]


def chart_of(source: SourceFile, path: str) -> Chart:
    """The chart a template belongs to; an empty one for templates outside charts."""
    head, found, _ = path.rpartition("templates/")
    directory = head.rstrip("/")
    if not found:
        return Chart()
    raw = source.sibling(posixpath.join(directory, "Chart.yaml"))
    described = _first(raw, directory) if raw is not None else {}
    name = text_at(described, "name") or posixpath.basename(directory)
    values = _merged(_values(source, directory), _from_parent(source, directory))
    return Chart(name, text_at(described, "appVersion"), values, _helpers(source, directory))


def _first(raw: bytes, where: str) -> dict[str, Any]:
    try:
        documents = yaml_documents(raw, where)
    except DocumentError:
        return {}  # reported when that file itself is extracted
    return mapping(documents[0]) if documents else {}


def _values(source: SourceFile, directory: str) -> dict[str, Any]:
    for name in ("values.yaml", "values.yml"):
        path = posixpath.join(directory, name)
        if (raw := source.sibling(path)) is not None:
            return _first(raw, path)
    return {}


def _from_parent(source: SourceFile, directory: str) -> dict[str, Any]:
    """What an umbrella chart sets for its part `charts/<name>`."""
    head, name = posixpath.split(directory)
    if posixpath.basename(head) != "charts":
        return {}
    parent = _values(source, posixpath.dirname(head))
    return {**as_map(parent.get(name)), "global": as_map(parent.get("global"))}


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    made = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(made.get(key), dict)
        made[key] = _merged(made[key], value) if both else value
    return made


def _helpers(source: SourceFile, directory: str) -> dict[str, list[Node]]:
    """The `define` blocks of the chart's `.tpl` files and of the parent chart's."""
    found: dict[str, list[Node]] = {}
    for folder in (posixpath.dirname(posixpath.dirname(directory)), directory):
        for path in source.siblings(posixpath.join(folder, "templates/*.tpl")):
            raw = source.sibling(path)
            found.update(_defines(raw) if raw is not None else {})
    return found


@lru_cache(maxsize=32)
def _defines(raw: bytes) -> dict[str, list[Node]]:
    return {
        node.branches[0][0].strip("\"'` "): node.branches[0][1]
        for node in parse(raw.decode("utf-8", errors="replace"))
        if isinstance(node, Block) and node.keyword == "define"
    }


def render(template: str, chart: Chart) -> Rendered:
    """A template with the chart's default values; the release is called like the chart."""
    root = {
        "Values": chart.values,
        "Release": {"Name": chart.name, "Namespace": "default", "Service": "Helm", "IsInstall": True},
        "Chart": {"Name": chart.name, "AppVersion": chart.version, "Version": chart.version},
        "Template": {"Name": chart.name, "BasePath": "templates"},
        "Capabilities": {"KubeVersion": {"Version": "v1.30.0", "Major": "1", "Minor": "30"}},
    }
    nodes = parse(template)
    helpers = {**chart.helpers, **_defines(template.encode())}
    out = Evaluator(root, helpers).render(nodes)
    return Rendered("\n".join(out.lines), tuple(out.origins))
