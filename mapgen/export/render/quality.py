"""Countable legibility of a picture: the tests hold every figure that must be 0 at 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise

from mapgen.export.render.geometry import Picture, Point, Rect
from mapgen.model.vocabulary import Layer

_SLACK = 0.5
"""Pixels two things may share before it counts; lines end on the border of a box."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts over a picture; `crossings` and `bends` are to be low, everything else 0."""

    box_overlaps: int
    label_overlaps: int
    labels_on_boxes: int
    lines_through_boxes: int
    lines_under_foreign_labels: int
    lanes_out_of_order: int
    boxes_outside_lane: int
    crossings: int
    bends: int


def measure(picture: Picture) -> Quality:
    """Count everything; quadratic in the size of the picture, meant for tests and benchmarks."""
    boxes = [box.rect for box in picture.boxes]
    labels = [line.label.rect for line in picture.lines if line.label]
    return Quality(
        box_overlaps=_overlaps(combinations(boxes, 2)),
        label_overlaps=_overlaps(combinations(labels, 2)),
        labels_on_boxes=_overlaps((label, box) for label in labels for box in boxes),
        lines_through_boxes=_lines_through_boxes(picture),
        lines_under_foreign_labels=_lines_under_foreign_labels(picture),
        lanes_out_of_order=_lanes_out_of_order(picture),
        boxes_outside_lane=_boxes_outside_lane(picture),
        crossings=_crossings(picture),
        bends=sum(len(line.points) - 2 for line in picture.lines),
    )


def _overlaps(pairs: Iterable[tuple[Rect, Rect]]) -> int:
    return sum(left.overlaps(right, _SLACK) for left, right in pairs)


def _lines_through_boxes(picture: Picture) -> int:
    return sum(_touches(line.points, box.rect) for line in picture.lines for box in picture.boxes)


def _lines_under_foreign_labels(picture: Picture) -> int:
    labelled = [line for line in picture.lines if line.label]
    return sum(
        _touches(line.points, other.label.rect)
        for other in labelled
        if other.label
        for line in picture.lines
        if line is not other
    )


def _touches(points: tuple[Point, ...], rect: Rect) -> bool:
    """True when a segment runs through the inside of the rectangle."""
    return any(_inside(segment, rect) for segment in pairwise(points))


def _inside(segment: tuple[Point, Point], rect: Rect) -> bool:
    (x1, y1), (x2, y2) = segment
    over_x = min(max(x1, x2), rect.right) - max(min(x1, x2), rect.x)
    over_y = min(max(y1, y2), rect.bottom) - max(min(y1, y2), rect.y)
    strictly_x = rect.x + _SLACK < max(x1, x2) and min(x1, x2) < rect.right - _SLACK
    strictly_y = rect.y + _SLACK < max(y1, y2) and min(y1, y2) < rect.bottom - _SLACK
    return strictly_x and strictly_y and max(over_x, over_y) > _SLACK


def _lanes_out_of_order(picture: Picture) -> int:
    order = list(Layer)
    return sum(
        order.index(left.layer) >= order.index(right.layer) or left.rect.bottom > right.rect.y + _SLACK
        for left, right in pairwise(picture.lanes)
    )


def _boxes_outside_lane(picture: Picture) -> int:
    lanes = {lane.layer: lane.rect for lane in picture.lanes}
    return sum(not _contains(lanes[box.node.layer], box.rect) for box in picture.boxes)


def _contains(outer: Rect, inner: Rect) -> bool:
    return outer.x <= inner.x and inner.right <= outer.right and outer.y <= inner.y and inner.bottom <= outer.bottom


def _crossings(picture: Picture) -> int:
    routes = [line.points for line in picture.lines]
    return sum(
        _cross(one, two) for left, right in combinations(routes, 2) for one in pairwise(left) for two in pairwise(right)
    )


def _cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = two
    if (ay == by) == (cy == dy):
        return False
    if ax == bx:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (cx, cy), (dx, dy), (ax, ay), (bx, by)
    return min(ax, bx) < cx < max(ax, bx) and min(cy, dy) < ay < max(cy, dy)
