"""Comparing a map with a truth map: systems one to one by name, flows as pairs of systems.

The rules are those of the published truth files: names compare by letters and digits, then without generic
suffixes; directed pairs and undirected pairs are scored apart; arguable flows count on neither side; the infra
tier holds flows that touch platform services.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_SUFFIXES = ("microservice", "webservice", "service", "server", "svc", "application", "app", "api", "system")
_INFRA = frozenset(
    {"config", "config-repo", "discovery", "tracing", "monitoring", "logging", "admin", "search", "coordination"}
)

Json = dict[str, Any]


@dataclass(slots=True)
class Counts:
    """Right answers, given answers, expected answers; sums over applications."""

    right: int = 0
    given: int = 0
    hit: int = 0
    expected: int = 0

    def add(self, other: Counts) -> None:
        """Sum up."""
        self.right += other.right
        self.given += other.given
        self.hit += other.hit
        self.expected += other.expected

    @property
    def precision(self) -> float:
        """Share of given answers that are right (1 when nothing was given and nothing expected)."""
        return self.right / self.given if self.given else float(not self.expected)

    @property
    def recall(self) -> float:
        """Share of expected answers that were found."""
        return self.hit / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Score:
    """Counts of one application, and what was missed or added."""

    systems: Counts = field(default_factory=Counts)
    undirected: Counts = field(default_factory=Counts)
    directed: Counts = field(default_factory=Counts)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    missing_systems: list[str] = field(default_factory=list)
    extra_systems: list[str] = field(default_factory=list)


def normal(name: str) -> str:
    """Letters and digits, lower case."""
    return re.sub(r"[^a-z0-9]", "", str(name).lower())


def stem(name: str) -> str:
    """Normal form without generic suffixes."""
    made = normal(name)
    while cut := next((s for s in _SUFFIXES if made.endswith(s) and len(made) - len(s) >= 3), None):
        made = made[: -len(cut)]
    return made


def tier_of(kinds: Iterable[str]) -> str:
    """implicit, infra or core, from the kinds of the systems concerned."""
    found = set(kinds)
    return "implicit" if "user" in found else "infra" if found & _INFRA else "core"


def match_systems(truth: list[Json], given: list[Json]) -> tuple[dict[str, str], set[str]]:
    """(given id -> truth name, ids that are the first match of their truth system)."""
    exact: dict[str, str] = {}
    loose: dict[str, set[str]] = defaultdict(set)
    for system in truth:
        for name in _names(system):
            exact.setdefault(normal(name), system["name"])
            loose[stem(name)].add(system["name"])
    found: dict[str, str] = {}
    first: dict[str, str] = {}
    for strict in (True, False):
        for system in given:
            if system["id"] in found:
                continue
            for name in (*_names(system), system["id"]):
                close = loose.get(stem(name), set())
                hit = exact.get(normal(name)) if strict else (next(iter(close)) if len(close) == 1 else None)
                if hit:
                    found[system["id"]] = hit
                    first.setdefault(hit, system["id"])
                    break
    return found, set(first.values())


def _names(system: Json) -> list[str]:
    return [system.get("name") or system.get("id", ""), *(system.get("aliases") or [])]


def score(truth: Json, given: Json, *, tier: str = "all", drop_arguable: bool = False) -> Score:
    """Score one map against its truth. tier: core, infra or all."""
    kinds = {s["name"]: s.get("kind", "service") for s in truth["systems"]}
    found, first = match_systems(truth["systems"], given["systems"])
    label = {s["id"]: found.get(s["id"], "?" + s["name"]) for s in given["systems"]}
    given_kind = {label[s["id"]]: s.get("kind", "service") for s in given["systems"]}

    def in_tier(*names: str) -> bool:
        return tier == "all" or tier_of(kinds.get(n) or given_kind.get(n, "service") for n in names) == tier

    optional = {s["name"] for s in truth["systems"] if drop_arguable and s.get("optional")}
    wanted = {n for n in kinds if in_tier(n)} - optional
    offered = [i for i, name in label.items() if in_tier(name) and name not in optional]
    result = Score(
        Counts(sum(i in first for i in offered), len(offered), len(wanted & {found[i] for i in first}), len(wanted))
    )
    result.missing_systems = sorted(wanted - set(found.values()))
    result.extra_systems = sorted(label[i] for i in offered if i not in first)

    pairs, dropped = _truth_pairs(truth, optional, drop_arguable, in_tier)
    arrows = set()
    for flow in given["flows"]:
        source, target = (label.get(flow[end], "?" + str(flow[end])) for end in ("source", "target"))
        both = flow.get("direction") in ("both", "bidirectional")
        if in_tier(source, target) and not optional & {source, target}:
            arrows.add((source, target, both))
    _score_flows(result, pairs, dropped, arrows)
    return result


def _truth_pairs(
    truth: Json, optional: set[str], drop_arguable: bool, in_tier: Any
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    pairs: set[tuple[str, str]] = set()
    dropped: set[tuple[str, str]] = set()
    for flow in truth["flows"]:
        pair = (flow["source"], flow["target"])
        arguable = drop_arguable and (flow.get("arguable") or flow.get("optional"))
        (dropped if arguable or optional & set(pair) else pairs).add(pair)
    pairs = {p for p in pairs if in_tier(*p)}
    return pairs, dropped - pairs


def _score_flows(
    result: Score,
    pairs: set[tuple[str, str]],
    dropped: set[tuple[str, str]],
    arrows: set[tuple[str, str, bool]],
) -> None:
    def either(arrow: tuple[str, str, bool]) -> set[tuple[str, str]]:
        return {(arrow[0], arrow[1]), (arrow[1], arrow[0])}

    arrows = {a for a in arrows if either(a) & pairs or not either(a) & dropped}

    def options(arrow: tuple[str, str, bool]) -> set[tuple[str, str]]:
        return either(arrow) if arrow[2] else {(arrow[0], arrow[1])}

    directed = {a for a in arrows if options(a) & pairs or (a[0], a[1]) not in dropped}
    right = {a for a in directed if options(a) & pairs}
    hit = {p for p in pairs if any(p in options(a) for a in right)}
    result.directed = Counts(len(right), len(directed), len(hit), len(pairs))
    wanted = {frozenset(p) for p in pairs}
    offered = {frozenset(a[:2]) for a in arrows}
    result.undirected = Counts(len(wanted & offered), len(offered), len(wanted & offered), len(wanted))
    result.missing = sorted(" -> ".join(sorted(p)) for p in wanted - offered)
    result.extra = sorted(" -> ".join(sorted(p)) for p in offered - wanted)
