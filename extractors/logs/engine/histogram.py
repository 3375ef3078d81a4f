"""Latency histograms with logarithmic buckets: small, mergeable, quantiles within 2.5 %.

Bucket 0 holds everything up to 1 ms; bucket i holds (1.05^(i-1), 1.05^i] ms; the last one is open (about 78 s).
A histogram is a plain dict {bucket: count}, because most groups touch few buckets and hot loops fill it directly.
"""

from __future__ import annotations

import math

BASE = 1.05
BUCKETS = 232
_LOG_BASE = math.log(BASE)

_MAX_KNOWN = 100_000
_known: dict[float, int] = {}

Histogram = dict[int, int]
"""Counts by bucket number."""


def bucket(ms: float) -> int:
    """Bucket number of a latency in milliseconds."""
    if not ms > 1.0:
        return 0
    return min(BUCKETS - 1, math.ceil(math.log(ms) / _LOG_BASE - 1e-9)) if ms < math.inf else BUCKETS - 1


def value(number: int) -> float:
    """The latency a bucket stands for: the geometric middle, at most 2.5 % from any member."""
    return 1.0 if number == 0 else BASE ** (number - 0.5)


def add(histogram: Histogram, ms: float) -> None:
    """Count one latency in milliseconds."""
    number = _known.get(ms, -1)
    if number < 0:
        number = bucket(ms)
        if len(_known) < _MAX_KNOWN:
            _known[ms] = number
    histogram[number] = histogram.get(number, 0) + 1


def merge(into: Histogram, other: Histogram) -> None:
    """Add the counts of `other` to `into`."""
    for number, count in other.items():
        into[number] = into.get(number, 0) + count


def quantile(histogram: Histogram, share: float) -> float | None:
    """The latency (ms) below which `share` (0-1) of the observations lie (nearest rank); None when empty."""
    total = sum(histogram.values())
    if not total:
        return None
    rank = max(1, math.ceil(share * total - 1e-9))
    for number in sorted(histogram):
        rank -= histogram[number]
        if rank <= 0:
            return value(number)
    return value(max(histogram))
