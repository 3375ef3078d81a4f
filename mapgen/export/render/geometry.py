"""Where everything in a picture is. The SVG export, the quality checks and the web canvas read the same values.

Units are pixels at scale 1; x grows to the right, y downwards; (0, 0) is the upper left corner of the drawing area
(title, notes and legend are outside of it).
"""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.export.scene import Edge, Node
from mapgen.model.vocabulary import Layer

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-parallel rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """y of the lower edge."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """The middle."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def overlaps(self, other: Rect, slack: float = 0.0) -> bool:
        """True when the rectangles share more than `slack` pixels in both directions."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > slack
            and min(self.bottom, other.bottom) - max(self.y, other.y) > slack
        )


@dataclass(frozen=True, slots=True)
class Lane:
    """The band of one layer."""

    layer: Layer
    title: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place; `lines` is its name broken to fit, `caption` the line below it, cut to fit."""

    node: Node
    rect: Rect
    lines: tuple[str, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Label:
    """An edge's text and the rectangle that is kept free for it."""

    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Line:
    """An edge's route: at least two points; consecutive points share x or y."""

    edge: Edge
    points: tuple[Point, ...]
    label: Label | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A laid-out scene; `systems` and `flows` count what it stands for, also when it is rolled up."""

    title: str
    systems: int
    flows: int
    width: float
    height: float
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
