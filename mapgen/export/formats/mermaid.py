"""Mermaid: a flowchart for Markdown files, wikis and pull requests."""

from __future__ import annotations

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.kinds import Family, family_of
from mapgen.export.rollup import scene_of
from mapgen.export.scene import CONNECTOR_TITLES, LAYER_TITLES, Edge, Mark, Node, Scene
from mapgen.export.text import plain
from mapgen.model.integration_map import IntegrationMap

EDGE_LIMIT = 500
"""Mermaid's own limit (`maxEdges`): viewers refuse a diagram with more."""

_SHAPES: dict[Family, tuple[str, str]] = {
    Family.DATABASE: ("[(", ")]"),
    Family.STORAGE: ("[(", ")]"),
    Family.WAREHOUSE: ("[(", ")]"),
    Family.BROKER: ("[[", "]]"),
    Family.PIPELINE: ("{{", "}}"),
    Family.GATEWAY: ("{{", "}}"),
    Family.CUSTOMER: ("(", ")"),
    Family.MARKETING: ("(", ")"),
    Family.COMMERCE: ("(", ")"),
    Family.SUPPORT: ("(", ")"),
}
_PLAIN_SHAPE = ("[", "]")
_ARROWS = {
    Mark.CONFIRMED: "-->",
    Mark.PROPOSED: "-.->",
    Mark.UNDOCUMENTED: "==>",
    Mark.DEAD: "-.-x",
    Mark.REJECTED: "-.-x",
}
_TWO_WAY = {"-->": "<-->", "-.->": "<-.->", "==>": "<==>", "-.-x": "x-.-x"}


class MermaidExporter(Exporter):
    """A flowchart with one subgraph per layer; every character outside a small alphabet becomes an entity code."""

    name = "mermaid"
    description = "flowchart for Markdown, rolled up above 500 lines"
    suffix = ".mmd"
    media_type = "text/vnd.mermaid"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the flowchart source."""
        return flowchart(scene_of(imap, options, limit=EDGE_LIMIT)).encode("utf-8")


def flowchart(scene: Scene) -> str:
    """The flowchart source of a scene."""
    lines = ["flowchart LR", f"  accTitle: {_comment(scene.title)}"]
    lines += [f"  %% {_comment(note)}" for note in scene.notes]
    for layer, nodes in scene.lanes().items():
        lines.append(f'  subgraph lane_{layer.value}["{_escape(LAYER_TITLES[layer])}"]')
        lines += [f"    {_node(node)}" for node in nodes]
        lines.append("  end")
    lines += [f"  {_edge(edge)}" for edge in scene.edges]
    outside = [_id(node.id) for node in scene.nodes if node.external]
    if outside:
        lines += ["  classDef external stroke-dasharray:5 4", f"  class {','.join(outside)} external"]
    return "\n".join(lines) + "\n"


def _node(node: Node) -> str:
    left, right = _SHAPES.get(family_of(node.kind), _PLAIN_SHAPE)
    return f'{_id(node.id)}{left}"{_escape(node.name)}<br/>{_escape(node.caption)}"{right}'


def _edge(edge: Edge) -> str:
    arrow = _TWO_WAY[_ARROWS[edge.mark]] if edge.two_way else _ARROWS[edge.mark]
    how = f" ({CONNECTOR_TITLES[edge.connector]})" if edge.connector and edge.label else ""
    state = f" {edge.mark}" if edge.mark in {Mark.UNDOCUMENTED, Mark.DEAD, Mark.REJECTED} else ""
    return f'{_id(edge.source)} {arrow}|"{_escape(edge.label + how + state)}"| {_id(edge.target)}'


def _id(system: str) -> str:
    """Slugs hold hyphens only, so the underscore form cannot collide; the prefix keeps clear of keywords (`end`)."""
    return "s_" + system.replace("-", "_")


def _escape(text: str) -> str:
    """Mermaid's entity codes (`#60;`) for everything but ASCII letters, digits and harmless punctuation."""
    return "".join(char if _harmless(char) else f"#{ord(char)};" for char in plain(text)) or "#160;"


def _harmless(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or char in " ,.+-()/:_" or (not char.isascii() and char.isalpha())


def _comment(text: str) -> str:
    """Text for comments and titles, where entity codes are not read: everything unusual is dropped."""
    return "".join(char if _harmless(char) else " " for char in plain(text)).strip() or "map"
