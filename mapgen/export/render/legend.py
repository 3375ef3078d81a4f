"""The legend: only what the picture uses, in rows that fit its width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapgen.export.kinds import FAMILY_TITLES, Family, family_of
from mapgen.export.render.drawing import draw_box_sample, draw_icon, draw_route
from mapgen.export.render.font import Font
from mapgen.export.render.geometry import Picture
from mapgen.export.render.markup import path, text
from mapgen.export.render.palette import HAIRLINE, LINE_STYLES, MARK_STYLES, MUTED, LineKind, line_kind
from mapgen.export.scene import Mark

TEXT_SIZE, ROW, GAP, HEADING = 10.5, 30.0, 22.0, 96.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample, `width` pixels wide and centred on y = 0, and what it means."""

    sample: str
    width: float
    meaning: str


def draw_legend(picture: Picture, x: float, y: float, width: float, font: Font) -> tuple[list[str], float]:
    """Markup of the legend with its upper left corner at (x, y), and its height."""
    parts = [path(f"M{x} {y}h{width}", stroke=HAIRLINE, stroke_width=1)]
    top = y + 22
    for title, entries in (
        ("Systems", _systems(picture)),
        ("Connectors", _lines(picture)),
        ("Status", _marks(picture)),
    ):
        if entries:
            drawn, top = _section(title, entries, x, top, width, font)
            parts += drawn
    return parts, top - y


def _section(title: str, entries: list[Entry], x: float, y: float, width: float, font: Font) -> tuple[list[str], float]:
    parts = [text(title, x, y + 4, TEXT_SIZE, font_weight="bold", fill=MUTED)]
    left = x + HEADING
    for entry in entries:
        need = entry.width + 8 + font.width(entry.meaning, TEXT_SIZE)
        if left > x + HEADING and left + need > x + width:
            left, y = x + HEADING, y + ROW
        parts.append(f'<g transform="translate({left:.1f} {y:.1f})">{entry.sample}</g>')
        parts.append(text(entry.meaning, round(left + entry.width + 8, 1), y + 4, TEXT_SIZE, fill=MUTED))
        left += need + GAP
    return parts, y + ROW


def _systems(picture: Picture) -> list[Entry]:
    used = {family_of(box.node.kind) for box in picture.boxes}
    entries = [Entry(draw_icon(family, 2, -10), 26, FAMILY_TITLES[family]) for family in Family if family in used]
    if any(box.node.external for box in picture.boxes):
        entries.append(Entry(draw_box_sample(external=True), 30, "External"))
    if any(box.node.is_group for box in picture.boxes):
        entries.append(Entry(draw_box_sample(several=True), 30, "Several systems"))
    return entries


def _lines(picture: Picture) -> list[Entry]:
    used = {LineKind.PLATFORM if line.edge.infra else line_kind(line.edge.connector) for line in picture.lines}
    entries = [
        Entry(_line_sample(kind, Mark.CONFIRMED), 44, LINE_STYLES[kind].title) for kind in LineKind if kind in used
    ]
    if any(line.edge.pulled for line in picture.lines):
        entries.append(
            Entry(_line_sample(LineKind.REQUEST, Mark.CONFIRMED, pulled=True), 44, "Fetched by the receiver")
        )
    return entries


def _marks(picture: Picture) -> list[Entry]:
    used = {line.edge.mark for line in picture.lines}
    return [Entry(_line_sample(LineKind.REQUEST, mark), 44, MARK_STYLES[mark].title) for mark in _known(used)]


def _known(used: Iterable[Mark]) -> list[Mark]:
    present = set(used)
    return [mark for mark in Mark if mark in present]


def _line_sample(kind: LineKind, mark: Mark, *, pulled: bool = False) -> str:
    return "".join(draw_route([(0.0, 0.0), (44.0, 0.0)], kind, mark, pulled=pulled))
