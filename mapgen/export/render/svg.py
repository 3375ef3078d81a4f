"""Picture to SVG, in the subset that browsers, resvg, Inkscape, office programs and PDF tools all draw alike.

No `marker`, `paint-order`, `<style>`, `foreignObject`, script, link or external resource; text is text.
"""

from __future__ import annotations

from mapgen.export.render.drawing import draw_box, draw_label, draw_lane, draw_line
from mapgen.export.render.font import shipped
from mapgen.export.render.geometry import Picture
from mapgen.export.render.layout import wrap_all
from mapgen.export.render.legend import draw_legend
from mapgen.export.render.markup import document, element, text
from mapgen.export.render.palette import MUTED, PAPER, WARNING
from mapgen.export.render.shapes import number
from mapgen.export.scene import LAYER_TITLES, Mark
from mapgen.export.text import plural

MARGIN = 28.0
TITLE_SIZE, NOTE_SIZE, NOTE_HEIGHT = 20.0, 11.0, 16.0


def svg(picture: Picture) -> str:
    """The whole file: title, notes, lanes, lines, boxes, labels, legend."""
    width = picture.width
    top, header = _header(picture, width)
    body = element("g", "\n".join(_body(picture)), transform=f"translate({number(MARGIN)} {number(top)})")
    legend, height = draw_legend(picture, MARGIN, top + picture.height + 18, width, shipped())
    total_width, total_height = width + 2 * MARGIN, top + picture.height + 18 + height + MARGIN / 2
    paper = element("rect", width=total_width, height=total_height, fill=PAPER)
    return document(total_width, total_height, picture.title, describe(picture), [paper, *header, body, *legend])


def describe(picture: Picture) -> str:
    """What the picture shows, for readers who do not see it: lanes with their systems, counts, notes."""
    lanes = [
        f"{LAYER_TITLES[lane.layer]}: "
        + ", ".join(box.node.name for box in picture.boxes if box.node.layer is lane.layer)
        for lane in picture.lanes
    ]
    lines = [f"{line.edge.detail}" for line in picture.lines[:60]]
    return ". ".join([_counts(picture), *picture.notes, *lanes, *lines]) + "."


def _counts(picture: Picture) -> str:
    open_flows = {flow for line in picture.lines if line.edge.mark is Mark.PROPOSED for flow in line.edge.flows}
    waiting = f", {len(open_flows)} not yet accepted" if open_flows else ""
    return f"{plural(picture.systems, 'system')}, {plural(picture.flows, 'flow')}{waiting}"


def _header(picture: Picture, width: float) -> tuple[float, list[str]]:
    """The bottom of the header, and its markup."""
    bold, regular = shipped(bold=True), shipped()
    y = MARGIN + 16
    parts = []
    for line in wrap_all(picture.title, width, TITLE_SIZE, bold)[:2]:
        parts.append(text(line, MARGIN, y, TITLE_SIZE, font_weight="bold"))
        y += 24
    parts.append(text(_counts(picture), MARGIN, y - 2, 12, fill=MUTED))
    y += 16
    for note in picture.notes:
        for line in wrap_all(note, width, NOTE_SIZE, regular):
            parts.append(text(line, MARGIN, y, NOTE_SIZE, fill=WARNING))
            y += NOTE_HEIGHT
    return y + 4, parts


def _body(picture: Picture) -> list[str]:
    return [
        *(draw_lane(lane) for lane in picture.lanes),
        *(draw_line(line) for line in picture.lines),
        *(draw_box(box) for box in picture.boxes),
        *(draw_label(line.label, line.edge) for line in picture.lines if line.label),
    ]
