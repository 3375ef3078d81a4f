"""How sure: from the clues of a candidate to one number, by a stated formula.

Clues of one evidence kind (spec, code, config, log, trace) are not independent, so the strongest speaks for the
kind; the kinds are combined by noisy-or: ``weight = 1 - product(1 - strongest weight of each kind)``. The combined
weight is turned into a probability by a table fitted on labelled estates (calibration.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from mapgen.model.evidence import Evidence
from mapgen.resolve.calibration import CAP, calibrate
from mapgen.resolve.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Weights:
    """The bundled table: weight and meaning by signal; `threshold`: the least confidence that is proposed."""

    weight: Mapping[str, float]
    says: Mapping[str, str]
    threshold: float


@cache
def weights() -> Weights:
    """The table of weights.yaml."""
    raw = yaml.safe_load(resources.files("mapgen.resolve").joinpath("weights.yaml").read_text("utf-8"))
    signals = raw["signals"]
    return Weights(
        {name: float(row["weight"]) for name, row in signals.items()},
        {name: str(row["says"]) for name, row in signals.items()},
        float(raw["threshold"]),
    )


def combine(by_kind: Mapping[str, Iterable[float]]) -> float:
    """Combined weight (0-0.99, three decimals) from weights grouped by evidence kind."""
    doubt = 1.0
    for found in by_kind.values():
        doubt *= 1.0 - max(found, default=0.0)
    return round(min(CAP, 1.0 - doubt), 3)


def weight_of(candidate: Candidate) -> float:
    """The combined weight of all clues of a candidate: what the threshold is compared with."""
    table = weights().weight
    by_kind: dict[str, list[float]] = {}
    for clue in candidate.all_clues():
        by_kind.setdefault(clue.kind.value, []).append(table[clue.signal])
    return combine(by_kind)


def confidence_of(candidate: Candidate) -> float:
    """The probability that a candidate is a real flow."""
    return calibrate(weight_of(candidate))


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a confidence is what it is: the strongest weight per kind, and the formula with the numbers put in."""

    by_kind: dict[str, float]
    weight: float
    confidence: float
    formula: str


def explain_confidence(evidence: Iterable[Evidence]) -> Explanation:
    """Recompute a flow's confidence from its evidence and say how."""
    strongest: dict[str, float] = {}
    for piece in evidence:
        strongest[piece.kind.value] = max(strongest.get(piece.kind.value, 0.0), piece.weight)
    strongest = {kind: w for kind, w in sorted(strongest.items()) if w > 0}
    weight = combine({kind: [w] for kind, w in strongest.items()})
    confidence = calibrate(weight)
    factors = " x ".join(f"(1 - {w:g} {kind})" for kind, w in strongest.items())
    stated = "" if confidence == weight else f"; of flows of that weight {confidence:g} are right"
    return Explanation(
        strongest, weight, confidence, f"1 - {factors} = {weight:g}{stated}" if factors else "no evidence"
    )
