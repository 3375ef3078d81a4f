"""Which system a host belongs to: the longest DNS suffix, on label borders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapgen.catalog.entries import System
from mapgen.catalog.matches import HostMatch

MAX_HOST = 253
"""Length of the longest DNS name; anything longer matches nothing."""
MAX_WILDCARDS = 2
"""Wildcards one pattern may hold (it bounds the work of a match)."""

_Claim = tuple[System, bool]


def labels_of(host: str) -> list[str]:
    """Lower-case labels of a host, without port, trailing dot and spaces."""
    bare = host.strip().lower().rstrip(".")
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    return bare.split(".")


def fits(pattern: Sequence[str], host: Sequence[str]) -> bool:
    """Does the host end in the pattern? `*` in the pattern stands for one or more labels."""
    if not pattern:
        return True
    if not host:
        return False
    if pattern[-1] != "*":
        return pattern[-1] == host[-1] and fits(pattern[:-1], host[:-1])
    return any(fits(pattern[:-1], host[:-used]) for used in range(1, len(host) + 1))


def weight(pattern: Sequence[str]) -> tuple[int, int]:
    """How specific a pattern is: its literal labels, then their characters."""
    literal = [label for label in pattern if label != "*"]
    return len(literal), sum(map(len, literal))


def ranked(claims: Iterable[_Claim], what: str) -> list[_Claim]:
    """Systems that share something, the likeliest first: who owns it, verified, shortest id, alphabet."""
    return sorted(claims, key=lambda claim: (what not in claim[0].owns, not claim[1], len(claim[0].id), claim[0].id))


class HostIndex:
    """Longest-suffix lookup over all hosts of the catalog."""

    def __init__(self, systems: Iterable[System]) -> None:
        self._plain: dict[str, list[_Claim]] = {}
        self._wild: dict[str, list[tuple[str, ...]]] = {}
        for system in systems:
            for pattern in system.hosts:
                self._add(pattern, system, verified=True)
            for pattern in system.unverified.hosts:
                self._add(pattern, system, verified=False)

    def _add(self, pattern: str, system: System, *, verified: bool) -> None:
        pattern = pattern.lower()
        if "*" in pattern and pattern not in self._plain:
            labels = tuple(pattern.split("."))
            self._wild.setdefault(labels[-1], []).append(labels)
        claims = self._plain.setdefault(pattern, [])
        if all(claim[0].id != system.id for claim in claims):
            claims.append((system, verified))

    def match(self, host: str) -> HostMatch | None:
        """The system of a host (with or without port), or None."""
        labels = labels_of(host)
        if len(host) > MAX_HOST or "" in labels:
            return None
        best = max(self._candidates(labels), key=weight, default=None)
        if best is None:
            return None
        suffix = ".".join(best)
        claims = ranked(self._plain[suffix], suffix)
        return HostMatch(claims[0][0], suffix, claims[0][1], tuple(claim[0] for claim in claims))

    def _candidates(self, labels: list[str]) -> Iterable[Sequence[str]]:
        for start in range(len(labels)):
            if ".".join(labels[start:]) in self._plain and "*" not in labels[start:]:
                yield labels[start:]
                break
        for pattern in self._wild.get(labels[-1], ()):
            if fits(pattern, labels):
                yield pattern
