"""Graphviz DOT."""

from __future__ import annotations

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.kinds import Family, family_of
from mapgen.export.rollup import scene_of
from mapgen.export.scene import CONNECTOR_TITLES, LAYER_TITLES, Edge, Mark, Node, Scene
from mapgen.export.text import plain
from mapgen.model.integration_map import IntegrationMap

_SHAPES = {
    Family.DATABASE: "cylinder",
    Family.STORAGE: "cylinder",
    Family.WAREHOUSE: "cylinder",
    Family.BROKER: "cds",
    Family.PIPELINE: "hexagon",
    Family.GATEWAY: "hexagon",
    Family.INSIGHT: "note",
    Family.INTELLIGENCE: "note",
}
_STYLES = {
    Mark.CONFIRMED: "solid",
    Mark.PROPOSED: "dashed",
    Mark.UNDOCUMENTED: "bold",
    Mark.DEAD: "dotted",
    Mark.REJECTED: "dotted",
}


class DotExporter(Exporter):
    """A digraph with one cluster per layer, for Graphviz and what reads its language."""

    name = "dot"
    description = "Graphviz digraph with one cluster per layer"
    suffix = ".dot"
    media_type = "text/vnd.graphviz"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the digraph."""
        return digraph(scene_of(imap, options)).encode("utf-8")


def digraph(scene: Scene) -> str:
    """The DOT source of a scene."""
    lines = [
        "digraph map {",
        f"  graph [label={_quoted(' / '.join([scene.title, *scene.notes]))}, labelloc=t, rankdir=LR, charset=utf8]",
        "  node [shape=box, style=rounded]",
    ]
    for layer, nodes in scene.lanes().items():
        lines += [f"  subgraph cluster_{layer.value} {{", f"    label={_quoted(LAYER_TITLES[layer])}"]
        lines += [f"    {_node(node)}" for node in nodes]
        lines.append("  }")
    lines += [f"  {_edge(edge)}" for edge in scene.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _node(node: Node) -> str:
    shape = _SHAPES.get(family_of(node.kind), "box")
    style = ["dashed"] if node.external else []
    style += ["rounded"] if shape == "box" else []
    label = f'"{_escape(node.name)}\\n{_escape(node.caption)}"'
    return f"{_quoted(node.id)} [label={label}, shape={shape}, style={_quoted(','.join(style) or 'solid')}]"


def _edge(edge: Edge) -> str:
    how = f" ({CONNECTOR_TITLES[edge.connector]})" if edge.connector else ""
    both = ", dir=both" if edge.two_way else ""
    ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
    return f"{ends} [label={_quoted(edge.label + how)}, style={_STYLES[edge.mark]}{both}]"


def _quoted(text: str) -> str:
    return f'"{_escape(text)}"'


def _escape(text: str) -> str:
    """Inside double quotes DOT knows only the backslash and the quote; `&` starts an entity in labels."""
    return plain(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
