"""Shapes as SVG path data: box outlines, icons (drawn here, on a 20 by 20 grid), routes and arrow heads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mapgen.export.kinds import Family
from mapgen.export.render.geometry import Point, Rect
from mapgen.export.render.palette import Outline

ICONS: dict[Family, str] = {
    Family.CUSTOMER: "M10 3.5a3.2 3.2 0 1 0 .01 0M3.5 17c.6-4 3-5.8 6.5-5.8s5.9 1.8 6.5 5.8z",
    Family.MARKETING: "M3 8.5v3.5h3l8 4V4.5l-8 4zM6 12l1.2 4.5h2.3L8.6 13.2M16.5 8v4.5",
    Family.COMMERCE: "M2.5 5h15v10.5h-15zM2.5 8.5h15M5.5 12.5h4",
    Family.SUPPORT: "M3 4h14v9h-7l-4 3.8V13H3zM6.5 7.2h7M6.5 10h4.5",
    Family.SERVICE: "M10 2.5l6.5 3.750v7.5L10 17.5l-6.5-3.750v-7.5zM10 7.2a2.8 2.8 0 1 0 .01 0",
    Family.GATEWAY: "M10 2.5v15M3 7h4.5M12.5 7H17M14.8 4.8L17 7l-2.2 2.2M17 13h-4.5M7.5 13H3M5.2 10.8L3 13l2.2 2.2",
    Family.IDENTITY: "M10 2.5l6.5 2.3v4.7c0 4-2.6 6.7-6.5 8-3.9-1.3-6.5-4-6.5-8V4.8zM7 10l2.2 2.2L13.2 8",
    Family.BROKER: "M3 3.5h11v3.2H3zM5 8.4h11v3.2H5zM3 13.3h11v3.2H3zM16.8 5.1h.01M2.5 10h.01M16.8 14.9h.01",
    Family.PIPELINE: "M2.5 3.5h5v5h-5zM12.5 11.5h5v5h-5zM7.5 6h5.2c1.5 0 2.3.8 2.3 2.3v3.2M13 9.6l2 2 2-2",
    Family.DATABASE: "M3.5 5c0-3.2 13-3.2 13 0v10c0 3.2-13 3.2-13 0zM3.5 5c0 3.2 13 3.2 13 0M3.5 10c0 3.2 13 3.2 13 0",
    Family.STORAGE: "M2.5 3.5h15v4h-15zM3.5 7.5h13v9h-13zM8 10.7h4",
    Family.WAREHOUSE: "M2.5 17V7.5L10 3l7.5 4.5V17zM6 17v-6.5h8V17M6 13.7h8",
    Family.INSIGHT: "M3 3v14h14M6.5 14v-4M10 14V6M13.5 14V8.5",
    Family.INTELLIGENCE: "M9 3l1.7 5.3L16 10l-5.3 1.7L9 17l-1.7-5.3L2 10l5.3-1.7zM15.8 2.8v3.6M14 4.6h3.6",
    Family.OPERATIONS: "M2.5 10.5h3.5l2-6 3.5 11 2.3-7 1 2h2.7",
    Family.OTHER: "M3.5 3.5h13v13h-13zM10 7.5a2.5 2.5 0 1 0 .01 0",
}
"""Stroked, not filled."""

CORNER = 7.0
"""Largest radius of a route's bends."""

HEAD_LENGTH, HEAD_HALF = 9.0, 4.2


def number(value: float) -> str:
    """Shortest form with at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def outline(shape: Outline, rect: Rect) -> str:
    """Path data of a box's border; it stays inside the rectangle."""
    if shape is Outline.CYLINDER:
        return _cylinder(rect)
    if shape is Outline.HEXAGON:
        return _polygon(_hexagon(rect))
    if shape is Outline.FOLDED:
        return _polygon(_folded(rect))
    radius = {Outline.PILL: min(20.0, rect.height / 2), Outline.SQUARE: 2.0}.get(shape, 8.0)
    return rounded(rect, radius)


def details(shape: Outline, rect: Rect) -> str:
    """Path data of the lines inside a border ("" when there are none)."""
    x, y, right, bottom = (number(value) for value in (rect.x, rect.y, rect.right, rect.bottom))
    if shape is Outline.CYLINDER:
        top, low = number(rect.y + 6), number(rect.y + 14)
        return f"M{x} {top}C{x} {low} {right} {low} {right} {top}"
    if shape is Outline.QUEUE:
        first, second = number(rect.right - 7), number(rect.right - 11)
        return f"M{first} {y}V{bottom}M{second} {y}V{bottom}"
    if shape is Outline.FOLDED:
        return f"M{number(rect.right - 13)} {y}v13h13"
    return ""


def rounded(rect: Rect, radius: float) -> str:
    """Path data of a rectangle with round corners."""
    r, w, h = number(radius), number(rect.width - 2 * radius), number(rect.height - 2 * radius)
    arc = f"a{r} {r} 0 0 1"
    start = f"M{number(rect.x + radius)} {number(rect.y)}h{w}{arc} {r} {r}"
    return f"{start}v{h}{arc} -{r} {r}h-{w}{arc} -{r} -{r}v-{h}{arc} {r} -{r}z"


def _cylinder(rect: Rect) -> str:
    x, right, top, low = (number(v) for v in (rect.x, rect.right, rect.y + 6, rect.bottom - 6))
    up, down = number(rect.y - 2), number(rect.bottom + 2)
    return f"M{x} {top}C{x} {up} {right} {up} {right} {top}V{low}C{right} {down} {x} {down} {x} {low}z"


def _hexagon(rect: Rect) -> list[Point]:
    inset, middle = 11.0, rect.y + rect.height / 2
    return [
        (rect.x + inset, rect.y),
        (rect.right - inset, rect.y),
        (rect.right, middle),
        (rect.right - inset, rect.bottom),
        (rect.x + inset, rect.bottom),
        (rect.x, middle),
    ]


def _folded(rect: Rect) -> list[Point]:
    return [
        (rect.x, rect.y),
        (rect.right - 13, rect.y),
        (rect.right, rect.y + 13),
        (rect.right, rect.bottom),
        (rect.x, rect.bottom),
    ]


def _polygon(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "z"


def route(points: Sequence[Point]) -> str:
    """Path data through the points with rounded bends."""
    path = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER, _length(before, here) / 2, _length(here, after) / 2)
        (ax, ay), (bx, by) = _toward(here, before, radius), _toward(here, after, radius)
        path.append(f"L{number(ax)} {number(ay)}Q{number(here[0])} {number(here[1])} {number(bx)} {number(by)}")
    path.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(path)


def shortened(points: Sequence[Point], start: float, end: float) -> list[Point]:
    """The route without its first and last pixels, where tail and head are drawn."""
    cut = list(points)
    cut[0] = _toward(cut[0], cut[1], min(start, _length(cut[0], cut[1])))
    cut[-1] = _toward(cut[-1], cut[-2], min(end, _length(cut[-1], cut[-2])))
    return cut


def head(tip: Point, before: Point) -> str:
    """Path data of an arrow head whose point is at `tip`, for a line that comes from `before`."""
    bx, by = _toward(tip, before, HEAD_LENGTH)
    dx, dy = (bx - tip[0]) / HEAD_LENGTH, (by - tip[1]) / HEAD_LENGTH
    left = (bx - dy * HEAD_HALF, by + dx * HEAD_HALF)
    right = (bx + dy * HEAD_HALF, by - dx * HEAD_HALF)
    return _polygon([tip, left, right])


def diamond(start: Point, after: Point) -> str:
    """Path data of a diamond on the first 10 pixels of a line."""
    far = _toward(start, after, 10.0)
    middle = _toward(start, after, 5.0)
    dx, dy = (middle[0] - start[0]) / 5.0, (middle[1] - start[1]) / 5.0
    return _polygon([start, (middle[0] - dy * 4, middle[1] + dx * 4), far, (middle[0] + dy * 4, middle[1] - dx * 4)])


def along(start: Point, after: Point, distance: float) -> Point:
    """The point `distance` pixels from `start` on the way to `after`."""
    return _toward(start, after, distance)


def _toward(start: Point, goal: Point, distance: float) -> Point:
    length = _length(start, goal)
    if length == 0:
        return start
    share = distance / length
    return (start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share)


def _length(start: Point, goal: Point) -> float:
    return float(((goal[0] - start[0]) ** 2 + (goal[1] - start[1]) ** 2) ** 0.5)


def total_length(points: Sequence[Point]) -> float:
    """Length of a route in pixels."""
    return sum(_length(start, goal) for start, goal in pairwise(points))
