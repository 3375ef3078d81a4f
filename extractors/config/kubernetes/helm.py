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


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A chart as its templates see it. The same files give the same object, so that renderings can be kept by it."""

    name: str = ""
    version: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    helpers: dict[str, list[Node]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Rendered text; `lines[n]` is the template line that line n+1 came from."""

    text: str
    lines: tuple[int, ...]


Written = tuple[str, bytes] | None
"""Path and content of a file, None when it is not there."""

_NO_CHART = Chart()


def chart_of(source: SourceFile, path: str) -> Chart:
    """The chart a template belongs to; an empty one for templates outside charts."""
    head, found, _ = path.rpartition("templates/")
    directory = head.rstrip("/")
    if not found:
        return _NO_CHART
    above, name = posixpath.split(directory)
    umbrella = posixpath.dirname(above) if posixpath.basename(above) == "charts" else None
    return _chart(
        name,
        source.sibling(posixpath.join(directory, "Chart.yaml")) or b"",
        _values_file(source, directory),
        _values_file(source, umbrella) if umbrella is not None else None,
        _helper_files(source, directory),
    )


@lru_cache(maxsize=16)
def _chart(name: str, described: bytes, own: Written, umbrella: Written, helpers: tuple[bytes, ...]) -> Chart:
    """A chart from its files; one template after the other asks for the same."""
    about = _first(described, name)
    over: dict[str, Any] = {}
    if umbrella is not None:  # what an umbrella chart sets for its part `charts/<name>`
        parent = _first(umbrella[1], umbrella[0])
        over = {**as_map(parent.get(name)), "global": as_map(parent.get("global"))}
    values = _merged(_first(own[1], own[0]) if own is not None else {}, over)
    defined = {key: nodes for raw in helpers for key, nodes in _defines(raw).items()}
    return Chart(text_at(about, "name") or name, text_at(about, "appVersion"), values, defined)


def _first(raw: bytes, where: str) -> dict[str, Any]:
    try:
        documents = yaml_documents(raw, where)
    except DocumentError:
        return {}  # reported when that file itself is extracted
    return mapping(documents[0]) if documents else {}


def _values_file(source: SourceFile, directory: str) -> Written:
    for name in ("values.yaml", "values.yml"):
        path = posixpath.join(directory, name)
        if (raw := source.sibling(path)) is not None:
            return path, raw
    return None


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    made = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(made.get(key), dict)
        made[key] = _merged(made[key], value) if both else value
    return made


def _helper_files(source: SourceFile, directory: str) -> tuple[bytes, ...]:
    """The `.tpl` files of the parent chart and of the chart, which hold `define` blocks."""
    folders = (posixpath.dirname(posixpath.dirname(directory)), directory)
    paths = [path for folder in folders for path in source.siblings(posixpath.join(folder, "templates/*.tpl"))]
    return tuple(raw for path in paths if (raw := source.sibling(path)) is not None)


@lru_cache(maxsize=32)
def _defines(raw: bytes) -> dict[str, list[Node]]:
    return {
        node.branches[0][0].strip("\"'` "): node.branches[0][1]
        for node in parse(raw.decode("utf-8", errors="replace"))
        if isinstance(node, Block) and node.keyword == "define"
    }


@lru_cache(maxsize=256)
def render(template: str, chart: Chart) -> Rendered:
    """A template with the chart's default values; the release is called like the chart. The last ones are kept: every
    template looks at its neighbours."""
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
