"""Integration style of a whole map: the decision matrix, with reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mapgen.recommend.book import BEST, STYLES, Book, load_book
from mapgen.recommend.landscape import Landscape

TITLES = {
    "p2p": "point-to-point",
    "ipaas": "integration platform (iPaaS)",
    "hub_and_spoke": "hub-and-spoke",
    "event_driven": "event-driven",
    "api_led": "API-led",
    "esb": "enterprise service bus (ESB)",
    "data_virtualization": "data virtualization",
}
"""Styles in words."""

_OFFERS = {
    "p2p": "few links, each under direct control; quick to set up, and the first to become a tangle",
    "ipaas": "ready connectors, little code; good until volume or special cases grow, and a fair start before events",
    "hub_and_spoke": "policy, mapping and monitoring in one place instead of in every link",
    "event_driven": "each change is told once and every consumer follows at its own pace",
    "api_led": "system, process and experience APIs: replacing a system changes only its own API",
    "esb": "central control of many systems under regulation and load",
    "data_virtualization": "one view without copies; as fast and as available as its sources",
}


@dataclass(frozen=True, slots=True)
class StyleLine:
    """One line of the matrix: a criterion, its weight and the score (1-5) of each style."""

    title: str
    weight: float
    scores: dict[str, int]


@dataclass(frozen=True, slots=True)
class StyleAdvice:
    """The recommended style. totals: of every style that is not ruled out, best first; refused: why not the others;
    unknown: facts that were left out."""

    style: str
    because: list[str]
    totals: dict[str, float]
    refused: dict[str, str]
    lines: list[StyleLine]
    unknown: list[str]

    @property
    def runner_up(self) -> str | None:
        """The second best."""
        return list(self.totals)[1] if len(self.totals) > 1 else None


P2P_MOST_SYSTEMS = 4
ESB_FEWEST_SYSTEMS = 10
EVENTS_FEWEST_SYSTEMS = 4
API_LED_FEWEST_DEVELOPERS = 3
API_LED_FEWEST_OWN_SERVICES = 5
"""So many services are built by several developers, even when nobody says how many."""


def _p2p(land: Landscape) -> str | None:
    if land.developers == 0:
        return "links written by hand need somebody who maintains them"
    if land.systems > P2P_MOST_SYSTEMS:
        return f"{land.systems} systems can grow to {land.possible_links} links that nobody oversees"
    return None


def _esb(land: Landscape) -> str | None:
    if land.systems >= ESB_FEWEST_SYSTEMS or (land.regulated and land.systems > P2P_MOST_SYSTEMS):
        return None
    return f"a service bus is more than {land.systems} systems need"


def _event_driven(land: Landscape) -> str | None:
    if land.developers == 0:
        return "events need developers who publish and consume them"
    if land.systems < EVENTS_FEWEST_SYSTEMS:
        return f"a bus is over-engineered for {land.systems} systems"
    return None


def _api_led(land: Landscape) -> str | None:
    if land.systems < EVENTS_FEWEST_SYSTEMS:
        return f"layers of APIs are over-engineered for {land.systems} systems"
    if land.developers is None and (land.own_services or 0) >= API_LED_FEWEST_OWN_SERVICES:
        return None
    if land.developers is None or land.developers < API_LED_FEWEST_DEVELOPERS:
        known = "none are known" if land.developers is None else f"there are {land.developers}"
        return f"layers of APIs need developers who own and govern them, and {known}"
    return None


def _hub(land: Landscape) -> str | None:
    return f"there is nothing to put in the middle of {land.systems} systems" if land.systems < 3 else None


def _virtualization(land: Landscape) -> str | None:
    return None if land.copy_allowed is False else "nothing is known to forbid copies of the data"


def _never(land: Landscape) -> str | None:
    del land
    return None


GATES: dict[str, Callable[[Landscape], str | None]] = {
    "p2p": _p2p,
    "ipaas": _never,
    "hub_and_spoke": _hub,
    "event_driven": _event_driven,
    "api_led": _api_led,
    "esb": _esb,
    "data_virtualization": _virtualization,
}
"""One gate per style: a sentence when it is ruled out, else None."""


def recommend_style(land: Landscape, book: Book | None = None) -> StyleAdvice:
    """Choose an integration style; the same facts and rules give the same advice."""
    rules = (book or load_book()).styles
    refused = {style: why for style in STYLES if (why := GATES[style](land))}
    lines, unknown = [], []
    for name, criterion in rules.criteria.items():
        missing = [part.fact for part in criterion.parts if getattr(land, part.fact) is None]
        unknown += missing
        if not missing:
            scores = {
                style: min((part.score(getattr(land, part.fact), style) for part in criterion.parts), default=BEST)
                for style in STYLES
            }
            lines.append(StyleLine(criterion.title, rules.weights.get(name, 1), scores))
    totals = {
        style: sum(line.weight * line.scores[style] for line in lines) for style in STYLES if style not in refused
    }
    ranked = dict(sorted(totals.items(), key=lambda item: (-item[1], STYLES.index(item[0]))))
    best = next(iter(ranked))
    return StyleAdvice(best, _because(best, lines, ranked), ranked, refused, lines, unknown)


def _because(best: str, lines: list[StyleLine], ranked: dict[str, float]) -> list[str]:
    """What the style offers, and where it beats the runner-up."""
    reasons = [_OFFERS[best]]
    second = list(ranked)[1] if len(ranked) > 1 else None
    if second is not None:
        ahead = [line.title.lower() for line in lines if line.scores[best] > line.scores[second]]
        if ahead:
            reasons.append(f"ahead of {TITLES[second]} in: {', '.join(ahead)}")
    return reasons
