"""Scene to picture: sizes from the shipped font, places and routes from ELK, one partition per layer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from mapgen.export.kinds import family_of
from mapgen.export.render.elk import layout as run_elk
from mapgen.export.render.font import Font, shipped
from mapgen.export.render.geometry import Box, Label, Lane, Line, Picture, Point, Rect
from mapgen.export.render.palette import FAMILY_STYLES, Outline
from mapgen.export.scene import LAYER_TITLES, Edge, Mark, Node, Scene
from mapgen.export.text import shorten
from mapgen.model.vocabulary import Layer

NAME_SIZE, CAPTION_SIZE, LABEL_SIZE = 13.0, 10.5, 10.5
"""Font sizes in pixels; the SVG writer uses the same."""

BOX_MIN, BOX_MAX, BOX_HEIGHT, LINE_HEIGHT = 148.0, 216.0, 54.0, 16.0
BOX_LIMIT = 280.0
"""Widest box for the sake of a name that is one long word."""

HEAD_SPACE = 14.0
"""Least distance of two arrow heads at one box."""

LID = 8.0
"""Height of a cylinder's upper face, which takes no text."""

TEXT_LEFT, TEXT_RIGHT = 48.0, 16.0
"""Left of the text stands the icon."""

BADGED = frozenset({Mark.UNDOCUMENTED, Mark.DEAD, Mark.REJECTED})
"""Edges whose label carries a sign."""

LABEL_PAD_X, LABEL_HEIGHT = 6.0, 18.0
LANE_PAD, LANE_TITLE = 28.0, 112.0
"""Free space around the boxes of a lane, and width of the gutter at the left that holds its title."""

MIN_WIDTH = 760.0
"""Narrower pictures would squeeze title and legend."""

BADGE = 16.0
"""Room for the sign in front of the label of an undocumented or dead flow."""

_JOINTS = re.compile(r"[ \-_./]")

_OPTIONS = {
    "elk.algorithm": "layered",
    "elk.direction": "DOWN",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.partitioning.activate": "true",
    "elk.separateConnectedComponents": "false",
    "elk.randomSeed": "1",
    "elk.spacing.nodeNode": "26",
    "elk.spacing.edgeNode": "14",
    "elk.spacing.edgeEdge": "11",
    "elk.spacing.edgeLabel": "3",
    "elk.layered.spacing.nodeNodeBetweenLayers": "26",
    "elk.layered.spacing.edgeNodeBetweenLayers": "18",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
    "elk.layered.nodePlacement.favorStraightEdges": "true",
    "elk.layered.crossingMinimization.strategy": "LAYER_SWEEP",
    "elk.layered.thoroughness": "7",
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    "elk.padding": "[top=0,left=0,bottom=0,right=0]",
}


def lay_out(scene: Scene) -> Picture:
    """Place every node, route and label. Raises ExportError when the engine is missing, fails or takes too long."""
    names, small = shipped(bold=True), shipped()
    degree = _busier_side(scene)
    sized = [_sized(node, names, small, degree[node.id]) for node in scene.nodes]
    answer = run_elk(_graph(scene, sized, small))
    rects = [_rect(child) for child in answer["children"]]
    boxes = tuple(replace(box, rect=rect) for box, rect in zip(sized, rects, strict=True))
    routes = {edge["id"]: edge for edge in answer.get("edges", ())}
    lines = tuple(_line(edge, routes[f"e{number}"]) for number, edge in enumerate(scene.edges))
    return _framed(scene, boxes, lines)


def label_width(edge: Edge, font: Font) -> float:
    """Width of an edge label's free rectangle."""
    badge = BADGE if edge.mark in BADGED else 0.0
    return round(font.width(edge.label, LABEL_SIZE) + 2 * LABEL_PAD_X + badge, 1)


def _busier_side(scene: Scene) -> Counter[str]:
    """Lines that leave, or that arrive, whichever are more, by node: they share one side of its box."""
    return Counter(edge.source for edge in scene.edges) | Counter(edge.target for edge in scene.edges)


def _sized(node: Node, bold: Font, regular: Font, lines_at_side: int) -> Box:
    """The node's box, not placed yet; wide enough to keep the heads of its lines apart."""
    longest = max(bold.width(word, NAME_SIZE) for word in _JOINTS.split(node.name))
    room = min(max(BOX_MAX - TEXT_LEFT - TEXT_RIGHT, longest + 1), BOX_LIMIT - TEXT_LEFT - TEXT_RIGHT)
    lines = wrap(node.name, room, NAME_SIZE, bold)
    caption = cut(node.caption, room, CAPTION_SIZE, regular)
    widest = max(*(bold.width(line, NAME_SIZE) for line in lines), regular.width(caption, CAPTION_SIZE))
    width = max(BOX_MIN, widest + TEXT_LEFT + TEXT_RIGHT, (lines_at_side + 1) * HEAD_SPACE)
    lid = LID if FAMILY_STYLES[family_of(node.kind)].outline is Outline.CYLINDER else 0.0
    height = BOX_HEIGHT + LINE_HEIGHT * (len(lines) - 1) + lid
    return Box(node, Rect(0, 0, round(width), height), lines, caption)


def wrap(text: str, room: float, size: float, font: Font) -> tuple[str, ...]:
    """One or two lines no wider than `room` pixels, broken at spaces, else after a hyphen, dot or underscore."""
    first, rest = _fill(text, room, size, font)
    if not rest:
        return (first,)
    second, over = _fill(rest, room, size, font)
    if over:
        second = cut(second + " " + over, room, size, font)
    return (first, second)


def cut(text: str, room: float, size: float, font: Font) -> str:
    """The text, with an ellipsis for what does not fit into `room` pixels."""
    if font.width(text, size) <= room:
        return text
    kept = text
    while kept and font.width(kept + "\u2026", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "\u2026"


def wrap_all(text: str, room: float, size: float, font: Font) -> list[str]:
    """As many lines as it takes."""
    lines = []
    while text:
        line, text = _fill(text, room, size, font)
        lines.append(line)
    return lines


def _fill(text: str, room: float, size: float, font: Font) -> tuple[str, str]:
    if font.width(text, size) <= room:
        return text, ""
    fits = 1
    while font.width(text[: fits + 1], size) <= room:
        fits += 1
    space = text.rfind(" ", 0, fits + 1)
    joint = max(text.rfind(sign, 0, fits) for sign in "-_./") + 1
    end = space if space > 0 else joint if joint > 1 else fits
    return text[:end], text[end:].lstrip()


def _graph(scene: Scene, sized: Sequence[Box], font: Font) -> dict[str, Any]:
    """The ELK JSON graph. Ids are numbers and labels are sizes: nothing of the map's text reaches the engine."""
    order = {layer: place for place, layer in enumerate(Layer)}
    index = {node.id: f"n{number}" for number, node in enumerate(scene.nodes)}
    return {
        "id": "root",
        "layoutOptions": _OPTIONS,
        "children": [
            {
                "id": index[box.node.id],
                "width": box.rect.width,
                "height": box.rect.height,
                "layoutOptions": {"elk.partitioning.partition": str(order[box.node.layer]), "elk.alignment": "CENTER"},
            }
            for box in sized
        ],
        "edges": [
            {
                "id": f"e{number}",
                "sources": [index[edge.source]],
                "targets": [index[edge.target]],
                "labels": [] if edge.infra else [_label(label_width(edge, font))],
            }
            for number, edge in enumerate(scene.edges)
        ],
    }


def _label(width: float) -> dict[str, Any]:
    return {"text": " ", "width": width, "height": LABEL_HEIGHT, "layoutOptions": {"elk.edgeLabels.inline": "true"}}


def _rect(element: dict[str, Any], dx: float = 0.0, dy: float = 0.0) -> Rect:
    return Rect(
        _px(element.get("x", 0.0) + dx), _px(element.get("y", 0.0) + dy), _px(element["width"]), _px(element["height"])
    )


def _px(value: float) -> float:
    """Tenths of pixels keep files small and equal on every machine."""
    return round(value, 1)


def _line(edge: Edge, route: dict[str, Any]) -> Line:
    points: list[Point] = []
    for section in route["sections"]:
        for point in (section["startPoint"], *section.get("bendPoints", ()), section["endPoint"]):
            points.append((_px(point["x"]), _px(point["y"])))
    labels = [Label(shorten(edge.label, 60), _rect(label)) for label in route.get("labels", ())]
    return Line(edge, tuple(points), labels[0] if labels else None)


def _framed(scene: Scene, boxes: tuple[Box, ...], lines: tuple[Line, ...]) -> Picture:
    """Move everything so that the lanes, which are wider than their boxes, start at (0, 0)."""
    extent = _extent(boxes, lines)
    spare = max(0.0, MIN_WIDTH - (extent.width + LANE_TITLE + 2 * LANE_PAD))
    dx, dy = LANE_TITLE + LANE_PAD + spare / 2 - extent.x, LANE_PAD - extent.y
    moved = tuple(replace(box, rect=_shift(box.rect, dx, dy)) for box in boxes)
    routed = tuple(_shift_line(line, dx, dy) for line in lines)
    width, height = extent.width + LANE_TITLE + 2 * LANE_PAD + spare, extent.height + 2 * LANE_PAD
    return Picture(
        title=scene.title,
        systems=scene.systems,
        flows=scene.flows,
        width=_px(width),
        height=_px(height),
        lanes=_lanes(moved, _px(width), _px(height)),
        boxes=moved,
        lines=routed,
        notes=scene.notes,
    )


def _extent(boxes: tuple[Box, ...], lines: tuple[Line, ...]) -> Rect:
    rects = [box.rect for box in boxes] + [line.label.rect for line in lines if line.label]
    corners = [(rect.x, rect.y) for rect in rects] + [(rect.right, rect.bottom) for rect in rects]
    corners += [point for line in lines for point in line.points]
    if not corners:
        return Rect(0, 0, BOX_MAX, BOX_HEIGHT)
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    return Rect(left, top, max(x for x, _ in corners) - left, max(y for _, y in corners) - top)


def _shift(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(_px(rect.x + dx), _px(rect.y + dy), rect.width, rect.height)


def _shift_line(line: Line, dx: float, dy: float) -> Line:
    points = tuple((_px(x + dx), _px(y + dy)) for x, y in line.points)
    label = Label(line.label.text, _shift(line.label.rect, dx, dy)) if line.label else None
    return Line(line.edge, points, label)


def _lanes(boxes: tuple[Box, ...], width: float, height: float) -> tuple[Lane, ...]:
    """Bands from border to border; neighbours meet in the middle between their outermost boxes."""
    used = [layer for layer in Layer if any(box.node.layer is layer for box in boxes)]
    spans = []
    for layer in used:
        rects = [box.rect for box in boxes if box.node.layer is layer]
        spans.append((min(rect.y for rect in rects), max(rect.bottom for rect in rects)))
    edges = [0.0, *(_px((upper[1] + lower[0]) / 2) for upper, lower in pairwise(spans)), height]
    return tuple(
        Lane(layer, LAYER_TITLES[layer], Rect(0.0, edges[place], width, _px(edges[place + 1] - edges[place])))
        for place, layer in enumerate(used)
    )
