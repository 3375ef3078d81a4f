"""D2."""

from __future__ import annotations

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.kinds import Family, family_of
from mapgen.export.rollup import scene_of
from mapgen.export.scene import CONNECTOR_TITLES, LAYER_TITLES, Edge, Mark, Node, Scene
from mapgen.export.text import plain
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import Layer

_SHAPES = {
    Family.DATABASE: "cylinder",
    Family.STORAGE: "cylinder",
    Family.WAREHOUSE: "cylinder",
    Family.BROKER: "queue",
    Family.PIPELINE: "hexagon",
    Family.GATEWAY: "hexagon",
    Family.INSIGHT: "page",
    Family.INTELLIGENCE: "page",
}
_DASHES = {Mark.PROPOSED: 5, Mark.DEAD: 2, Mark.REJECTED: 2}


class D2Exporter(Exporter):
    """A D2 diagram with one container per layer; all text in single quotes, where D2 substitutes nothing."""

    name = "d2"
    description = "D2 diagram with one container per layer"
    suffix = ".d2"
    media_type = "text/vnd.d2"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the diagram source."""
        return diagram(scene_of(imap, options)).encode("utf-8")


def diagram(scene: Scene) -> str:
    """The D2 source of a scene."""
    lines = ["direction: right", f"title: {_quoted(' / '.join([scene.title, *scene.notes]))} {{near: top-center}}"]
    home = {node.id: f"lane-{node.layer.value}.{_quoted('s-' + node.id)}" for node in scene.nodes}
    for layer, nodes in scene.lanes().items():
        lines += _lane(layer, nodes)
    return "\n".join([*lines, *(_edge(edge, home) for edge in scene.edges)]) + "\n"


def _lane(layer: Layer, nodes: list[Node]) -> list[str]:
    return [f"lane-{layer.value}: {_quoted(LAYER_TITLES[layer])} {{", *(f"  {_node(node)}" for node in nodes), "}"]


def _node(node: Node) -> str:
    style = ["shape: " + _SHAPES.get(family_of(node.kind), "rectangle")]
    style += ["style.stroke-dash: 4"] if node.external else []
    style += ["style.multiple: true"] if node.is_group else []
    return f"{_quoted('s-' + node.id)}: {_quoted(f'{node.name} ({node.caption})')} {{{'; '.join(style)}}}"


def _edge(edge: Edge, home: dict[str, str]) -> str:
    how = f" ({CONNECTOR_TITLES[edge.connector]})" if edge.connector else ""
    arrow = "<->" if edge.two_way else "->"
    dash = f" {{style.stroke-dash: {_DASHES[edge.mark]}}}" if edge.mark in _DASHES else ""
    return f"{home[edge.source]} {arrow} {home[edge.target]}: {_quoted(edge.label + how)}{dash}"


def _quoted(text: str) -> str:
    """A single-quoted string; a quote inside is doubled, a backslash becomes its full-width look-alike because D2
    joins lines and escapes with it."""
    return "'" + (plain(text).replace("'", "''").replace("\\", "\uff3c") or " ") + "'"
