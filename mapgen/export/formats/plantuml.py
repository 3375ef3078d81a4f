"""PlantUML: a component diagram."""

from __future__ import annotations

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.kinds import Family, family_of
from mapgen.export.rollup import scene_of
from mapgen.export.scene import CONNECTOR_TITLES, LAYER_TITLES, Edge, Mark, Node, Scene
from mapgen.export.text import plain
from mapgen.model.integration_map import IntegrationMap

_SHAPES = {
    Family.DATABASE: "database",
    Family.STORAGE: "database",
    Family.WAREHOUSE: "database",
    Family.BROKER: "queue",
    Family.PIPELINE: "node",
    Family.GATEWAY: "rectangle",
}
_ARROWS = {
    Mark.CONFIRMED: "-->",
    Mark.PROPOSED: "..>",
    Mark.UNDOCUMENTED: "-[bold]->",
    Mark.DEAD: "-[dotted]->",
    Mark.REJECTED: "-[dotted]->",
}


class PlantUmlExporter(Exporter):
    """A component diagram with one package per layer; no includes, every unusual character written as `<U+0000>`."""

    name = "plantuml"
    description = "component diagram with one package per layer"
    suffix = ".puml"
    media_type = "text/x-plantuml"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the diagram source."""
        return component_diagram(scene_of(imap, options)).encode("utf-8")


def component_diagram(scene: Scene) -> str:
    """The PlantUML source of a scene."""
    lines = ["@startuml", f"title {_escape(scene.title)}"]
    if scene.notes:
        lines += ["caption " + ". ".join(_escape(note) for note in scene.notes)]
    for layer, nodes in scene.lanes().items():
        lines.append(f'package "{_escape(LAYER_TITLES[layer])}" as lane_{layer.value} {{')
        lines += [f"  {_node(node)}" for node in nodes]
        lines.append("}")
    return "\n".join([*lines, *(_edge(edge) for edge in scene.edges), "@enduml"]) + "\n"


def _node(node: Node) -> str:
    shape = _SHAPES.get(family_of(node.kind), "component")
    border = " #line.dashed" if node.external else ""
    return f'{shape} "{_escape(node.name)}\\n{_escape(node.caption)}" as {_id(node.id)}{border}'


def _edge(edge: Edge) -> str:
    how = f" ({CONNECTOR_TITLES[edge.connector]})" if edge.connector else ""
    arrow = f"<{_ARROWS[edge.mark]}" if edge.two_way else _ARROWS[edge.mark]
    return f"{_id(edge.source)} {arrow} {_id(edge.target)} : {_escape(edge.label + how)}"


def _id(system: str) -> str:
    """Slugs hold hyphens only, so the underscore form cannot collide; the prefix keeps clear of keywords."""
    return "s_" + system.replace("-", "_")


def _escape(text: str) -> str:
    """Creole, HTML-like tags, variables and directives all need a character that is not allowed through here."""
    return "".join(char if _harmless(char) else f"<U+{ord(char):04X}>" for char in plain(text)) or "<U+00A0>"


def _harmless(char: str) -> bool:
    return char.isalnum() or char in " ,.+()"
