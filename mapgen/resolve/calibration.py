"""From a combined weight to a probability: the share of flows of that weight that turned out right on labelled estates.

The table is data (`calibration.json`), fitted by `python -m evals calibration --data PATH --write` with isotonic
regression (pool adjacent violators), each block smoothed by one right and one wrong answer. Between the points of the
table the probability is interpolated; a weight never becomes a higher number than 0.99.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources

CAP = 0.99
"""Only a person can be certain."""

Points = Sequence[tuple[float, float]]


@cache
def table() -> tuple[tuple[float, float], ...]:
    """(weight, probability) pairs, both rising."""
    raw = json.loads(resources.files("mapgen.resolve").joinpath("calibration.json").read_text("utf-8"))
    return tuple((float(weight), float(probability)) for weight, probability in raw["points"])


def calibrate(weight: float, points: Points | None = None) -> float:
    """The probability for a combined weight (both 0-1, three decimals). Without a table the weight itself."""
    known = table() if points is None else points
    if not known:
        return round(min(CAP, weight), 3)
    position = bisect_right([w for w, _ in known], weight)
    if position == 0:
        first_weight, first = known[0]
        return round(min(CAP, weight * first / first_weight if first_weight else first), 3)
    low_weight, low = known[position - 1]
    if position == len(known):
        return round(min(CAP, low), 3)
    high_weight, high = known[position]
    share = (weight - low_weight) / (high_weight - low_weight) if high_weight > low_weight else 0.0
    return round(min(CAP, low + share * (high - low)), 3)


def fit(answers: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Isotonic fit of (weight, right or wrong) pairs: rising (weight, probability) points, one per pooled block."""
    blocks: list[list[float]] = []  # [weight sum, right, count]
    for weight, right in sorted(answers):
        blocks.append([weight, float(right), 1.0])
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    points = [(round(total / count, 3), round((right + 1) / (count + 2), 3)) for total, right, count in blocks]
    rising: list[tuple[float, float]] = []
    for weight, probability in points:
        best = max(probability, rising[-1][1]) if rising else probability
        if rising and rising[-1][0] == weight:
            rising[-1] = (weight, best)
        else:
            rising.append((weight, best))
    return rising


def expected_error(answers: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al., 2015): mean distance between confidence and share of right answers
    over equal-width bins, weighted by their size."""
    if not answers:
        return 0.0
    grouped: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        grouped.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    total = sum(
        abs(sum(c for c, _ in group) / len(group) - sum(r for _, r in group) / len(group)) * len(group)
        for group in grouped.values()
    )
    return total / len(answers)


def _share(block: list[float]) -> float:
    return block[1] / block[2]
