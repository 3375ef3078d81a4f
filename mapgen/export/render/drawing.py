"""Drawing the parts of a picture: boxes with icons, lines with heads, labels, lanes."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.export.kinds import Family, family_of, kind_title
from mapgen.export.render import layout
from mapgen.export.render.geometry import Box, Label, Lane, Line, Point, Rect
from mapgen.export.render.markup import element, group, path, text
from mapgen.export.render.palette import (
    FAMILY_STYLES,
    INK,
    LANE_FILLS,
    LINE_STYLES,
    MARK_STYLES,
    MUTED,
    PAPER,
    FamilyStyle,
    LineKind,
    Outline,
    Tail,
    faded,
    line_kind,
)
from mapgen.export.render.shapes import (
    HEAD_LENGTH,
    ICONS,
    along,
    details,
    diamond,
    head,
    outline,
    rounded,
    route,
    shortened,
)
from mapgen.export.scene import Edge, Mark

EXTERNAL_DASH = "5 3.5"
ICON_TILE = 30.0


def draw_lane(lane: Lane) -> str:
    """A band with its title in the gutter."""
    rect = lane.rect
    inner = Rect(rect.x, rect.y + 3, rect.width, rect.height - 6)
    title = text(lane.title, rect.x + 16, rect.y + 28, 12, font_weight="bold", fill=MUTED)
    return path(rounded(inner, 10), fill=LANE_FILLS[lane.layer]) + title


def draw_box(box: Box) -> str:
    """A system: border by family, icon, name, kind."""
    family = family_of(box.node.kind)
    style = FAMILY_STYLES[family]
    rect = box.rect
    parts = _border(rect, style, external=box.node.external, strong=box.node.focus)
    if box.node.is_group:
        parts.append(_second_border(rect, style))
    middle = rect.y + rect.height / 2
    shift = layout.LID / 2 + 1 if style.outline is Outline.CYLINDER else 0.0
    parts.append(draw_icon(family, rect.x + 15, middle - 10 + shift))
    first = middle + shift - (len(box.lines) * layout.LINE_HEIGHT + 13) / 2 + 12
    for place, line in enumerate(box.lines):
        y = first + place * layout.LINE_HEIGHT
        parts.append(text(line, rect.x + layout.TEXT_LEFT, y, layout.NAME_SIZE, font_weight="bold"))
    caption_y = first + len(box.lines) * layout.LINE_HEIGHT - 1
    parts.append(text(box.caption, rect.x + layout.TEXT_LEFT, caption_y, layout.CAPTION_SIZE, fill=MUTED))
    about = f"{box.node.name}: {box.node.caption}, {kind_title(box.node.kind)}. {box.node.description}".strip()
    return group(about, parts, data_node=box.node.id)


def draw_icon(family: Family, x: float, y: float) -> str:
    """The family's icon, 20 by 20, with its upper left corner at (x, y), on a tinted tile."""
    style = FAMILY_STYLES[family]
    tile = path(rounded(Rect(x - 4, y - 4, 28, 28), 7), fill=style.tint)
    strokes = path(
        ICONS[family],
        stroke=style.ink,
        stroke_width=1.5,
        stroke_linecap="round",
        stroke_linejoin="round",
        transform=f"translate({x:.1f} {y:.1f})",
    )
    return tile + strokes


def draw_box_sample(*, external: bool = False, several: bool = False) -> str:
    """A small border for the legend."""
    style = FAMILY_STYLES[Family.OPERATIONS]
    rect = Rect(0, -8, 30, 16)
    parts = _border(rect, style, external=external, strong=False)
    return "".join([*parts, *([_second_border(rect, style)] if several else [])])


def _border(rect: Rect, style: FamilyStyle, *, external: bool, strong: bool) -> list[str]:
    dash: dict[str, str] = {"stroke_dasharray": EXTERNAL_DASH} if external else {}
    width = 2.6 if strong else 1.3
    parts = [path(outline(style.outline, rect), fill=PAPER, stroke=style.ink, stroke_width=width, **dash)]
    inside = details(style.outline, rect)
    return [*parts, path(inside, stroke=style.ink, stroke_width=1, **dash)] if inside else parts


def _second_border(rect: Rect, style: FamilyStyle) -> str:
    """A second line inside the border says that a box stands for several systems."""
    inner = Rect(rect.x + 3.5, rect.y + 3.5, rect.width - 7, rect.height - 7)
    return path(outline(style.outline, inner), stroke=faded(style.ink, 0.35), stroke_width=0.9)


def draw_line(line: Line) -> str:
    """A flow's route with its head."""
    edge = line.edge
    kind = LineKind.PLATFORM if edge.infra else line_kind(edge.connector)
    parts = draw_route(line.points, kind, edge.mark, two_way=edge.two_way, pulled=edge.pulled)
    return group(edge.detail, parts, data_edge=edge.id, data_flows=" ".join(edge.flows))


def ink_of(edge: Edge) -> str:
    """Colour of an edge's line and label."""
    return _ink(line_kind(edge.connector), edge.mark)


def _ink(kind: LineKind, mark: Mark) -> str:
    style = MARK_STYLES[mark]
    return faded(style.ink or LINE_STYLES[kind].ink, style.fade)


def draw_route(
    points: Sequence[Point], kind: LineKind, mark: Mark, *, two_way: bool = False, pulled: bool = False
) -> list[str]:
    """Stroke, tail and heads of a line. A hollow head says that the receiver fetches the data."""
    style, ink = LINE_STYLES[kind], _ink(kind, mark)
    tail = Tail.NONE if two_way else style.tail
    start = HEAD_LENGTH - 1 if two_way else {Tail.RING: 7.0, Tail.DIAMOND: 9.0}.get(tail, 0.0)
    data = route(shortened(points, start, HEAD_LENGTH - 1))
    dash: dict[str, str] = {"stroke_dasharray": MARK_STYLES[mark].dash} if MARK_STYLES[mark].dash else {}
    parts = [path(data, stroke=ink, stroke_width=style.width, **dash)]
    if style.double:
        parts.append(path(data, stroke=PAPER, stroke_width=style.width / 3 + 0.2))
    parts += _tail(points, tail, ink)
    fill = PAPER if pulled else ink
    ends = [(points[-1], points[-2])] + ([(points[0], points[1])] if two_way else [])
    return parts + [
        path(head(tip, before), fill=fill, stroke=ink, stroke_width=1.2, stroke_linejoin="round")
        for tip, before in ends
    ]


def _tail(points: Sequence[Point], tail: Tail, ink: str) -> list[str]:
    if tail is Tail.RING:
        x, y = along(points[0], points[1], 3.8)
        return [element("circle", cx=x, cy=y, r=3.2, fill=PAPER, stroke=ink, stroke_width=1.3)]
    if tail is Tail.DIAMOND:
        return [path(diamond(points[0], points[1]), fill=ink)]
    return []


def draw_label(label: Label, edge: Edge) -> str:
    """An edge's text on white, with a sign for what needs attention."""
    rect = label.rect
    ink = ink_of(edge)
    badge = MARK_STYLES[edge.mark].badge
    parts = [path(rounded(rect, 4), fill=PAPER, stroke=faded(ink, 0.75), stroke_width=0.8)]
    left, baseline = rect.x + layout.LABEL_PAD_X, rect.y + rect.height / 2 + 3.8
    if badge:
        parts.append(element("circle", cx=left + 5, cy=rect.y + rect.height / 2, r=5.5, fill=ink))
        parts.append(text(badge, left + 5, baseline - 0.2, 9, font_weight="bold", fill=PAPER, text_anchor="middle"))
        left += layout.BADGE
    colour = INK if edge.mark in {Mark.CONFIRMED, Mark.UNDOCUMENTED} else MUTED
    return "".join([*parts, text(label.text, left, baseline, layout.LABEL_SIZE, fill=colour)])
