"""draw.io: an editable diagram with the same places as the SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.kinds import family_of
from mapgen.export.rollup import scene_of
from mapgen.export.scene import CONNECTOR_TITLES, Mark
from mapgen.export.text import xml
from mapgen.model.integration_map import IntegrationMap

if TYPE_CHECKING:
    from mapgen.export.render.geometry import Box, Lane, Line, Picture

_LANE_STYLE = "rounded=1;arcSize=2;html=0;whiteSpace=wrap;strokeColor=none;fontStyle=1;verticalAlign=top;align=left;"
_DASHES = {
    Mark.PROPOSED: "dashed=1;",
    Mark.DEAD: "dashed=1;dashPattern=1 3;",
    Mark.REJECTED: "dashed=1;dashPattern=1 4;",
}


class DrawioExporter(Exporter):
    """An uncompressed `mxfile`; `html=0` makes draw.io show every label as plain text."""

    name = "drawio"
    description = "editable diagram with the places of the SVG"
    suffix = ".drawio"
    media_type = "application/vnd.jgraph.mxfile"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Lay the scene out and write it. Raises ExportError when the build assets are missing."""
        from mapgen.export.render.layout import lay_out  # noqa: PLC0415  (only pictures need the engine)

        return mxfile(lay_out(scene_of(imap, options))).encode("utf-8")


def mxfile(picture: Picture) -> str:
    """The file of a picture."""
    ids = {box.node.id: f"n{number}" for number, box in enumerate(picture.boxes)}
    cells = [
        *(_lane(number, lane) for number, lane in enumerate(picture.lanes)),
        *(_box(ids[box.node.id], box) for box in picture.boxes),
        *(_line(number, line, ids) for number, line in enumerate(picture.lines)),
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<mxfile host="mapgen"><diagram id="map" name="{xml(picture.title) or "map"}">',
        '<mxGraphModel grid="0" page="0"><root>',
        '<mxCell id="0"/>',
        '<mxCell id="1" parent="0"/>',
        *cells,
        "</root></mxGraphModel></diagram></mxfile>",
    ]
    return "\n".join(lines) + "\n"


def _lane(number: int, lane: Lane) -> str:
    from mapgen.export.render.palette import LANE_FILLS  # noqa: PLC0415

    rect = lane.rect
    style = f"{_LANE_STYLE}fillColor={LANE_FILLS[lane.layer]};spacingLeft=12;"
    return _vertex(f"lane{number}", lane.title, style, (rect.x, rect.y, rect.width, rect.height))


def _box(cell_id: str, box: Box) -> str:
    from mapgen.export.render.palette import FAMILY_STYLES, Outline  # noqa: PLC0415

    look = FAMILY_STYLES[family_of(box.node.kind)]
    shapes = {
        Outline.CYLINDER: "shape=cylinder3;size=6;boundedLbl=1;",
        Outline.HEXAGON: "shape=hexagon;perimeter=hexagonPerimeter2;size=0.06;",
        Outline.FOLDED: "shape=note;size=13;",
        Outline.QUEUE: "shape=process;size=0.05;",
        Outline.PILL: "rounded=1;arcSize=40;",
        Outline.ROUNDED: "rounded=1;arcSize=15;",
    }
    dash = "dashed=1;" if box.node.external else ""
    style = f"{shapes.get(look.outline, '')}html=0;whiteSpace=wrap;strokeColor={look.ink};fillColor=#ffffff;{dash}"
    rect = box.rect
    return _vertex(cell_id, f"{box.node.name} ({box.node.caption})", style, (rect.x, rect.y, rect.width, rect.height))


def _vertex(cell_id: str, value: str, style: str, place: tuple[float, float, float, float]) -> str:
    x, y, width, height = place
    return (
        f'<mxCell id="{cell_id}" value="{xml(value)}" style="{style}" vertex="1" parent="1">'
        f'<mxGeometry x="{x}" y="{y}" width="{width}" height="{height}" as="geometry"/></mxCell>'
    )


def _line(number: int, line: Line, ids: dict[str, str]) -> str:
    from mapgen.export.render.drawing import ink_of  # noqa: PLC0415

    edge = line.edge
    how = f" ({CONNECTOR_TITLES[edge.connector]})" if edge.connector else ""
    both = "startArrow=block;" if edge.two_way else ""
    style = f"html=0;rounded=1;endArrow=block;{both}strokeColor={ink_of(edge)};{_DASHES.get(edge.mark, '')}"
    bends = "".join(f'<mxPoint x="{x}" y="{y}"/>' for x, y in line.points[1:-1])
    return (
        f'<mxCell id="e{number}" value="{xml(edge.label + how)}" style="{style}" edge="1" parent="1" '
        f'source="{ids[edge.source]}" target="{ids[edge.target]}"><mxGeometry relative="1" as="geometry">'
        f'<Array as="points">{bends}</Array></mxGeometry></mxCell>'
    )
