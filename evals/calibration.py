"""Does a confidence of 0.8 mean right in 8 of 10 cases? Measured, and the table re-fitted, on labelled applications.

`data` is a folder as for the suite `code`, or a folder of such folders.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise
from pathlib import Path

from evals.code import as_candidate, roots_of
from evals.scoring import Json, match_systems
from mapgen.draft.pipeline import draft_estate
from mapgen.errors import InputError
from mapgen.model.integration_map import IntegrationMap
from mapgen.resolve import calibration
from mapgen.resolve.confidence import explain_confidence

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "mapgen/resolve/calibration.json"
PAGE = ROOT / "docs/confidence.md"
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)

Answers = dict[str, list[tuple[float, bool]]]
"""Per application: (combined weight, was the flow right)."""


def run(data: Path) -> dict[str, float]:
    """Expected calibration error of the plain weights, of the stored table, and of a table fitted on all but the
    application it is tried on (the honest figure)."""
    answers = collect(data)
    everything = [pair for pairs in answers.values() for pair in pairs]
    metrics = {
        "flows": float(len(everything)),
        "right": sum(right for _, right in everything) / max(1, len(everything)),
        "ece_weights": calibration.expected_error(everything),
        "ece_table": calibration.expected_error([(calibration.calibrate(w), right) for w, right in everything]),
        "ece_left_out": calibration.expected_error(_left_out(answers)),
    }
    print(reliability(everything, calibration.table()), file=sys.stderr)
    return {name: round(value, 4) for name, value in metrics.items()}


def renew(data: Path) -> None:
    """Fit the table on all labelled flows; write it and the page that shows it."""
    answers = collect(data)
    everything = [pair for pairs in answers.values() for pair in pairs]
    points = calibration.fit(everything)
    left_out = round(calibration.expected_error(_left_out(answers)), 4)
    stored = {"flows": len(everything), "applications": len(answers), "ece_left_out": left_out, "points": points}
    TABLE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    shown = f"{reliability(everything, points)}\n{len(everything)} flows of {len(answers)} applications. "
    shown += f"Expected calibration error with each application left out of the fit: {left_out:.3f}.\n"
    PAGE.write_text(f"{head}{_BEGIN}\n{shown}{_END}{tail}", "utf-8")


_BEGIN, _END = "<!-- table -->", "<!-- end of table -->"


def reliability(answers: list[tuple[float, bool]], points: calibration.Points) -> str:
    """A Markdown table: by combined weight, how many flows, how many right, and what the table says."""
    lines = ["| combined weight | flows | right | share | stated |", "|---|---:|---:|---:|---:|"]
    for low, high in pairwise(BINS):
        inside = [(w, r) for w, r in answers if low <= w < high]
        if inside:
            right = sum(r for _, r in inside)
            stated = sum(calibration.calibrate(w, points) for w, _ in inside) / len(inside)
            lines.append(
                f"| {low:.2f}-{high:.2f} | {len(inside)} | {right} | {right / len(inside):.2f} | {stated:.2f} |"
            )
    return "\n".join(lines) + "\n"


def _left_out(answers: Answers) -> list[tuple[float, bool]]:
    tried = []
    for app, pairs in answers.items():
        others = [pair for name, found in answers.items() if name != app for pair in found]
        points = calibration.fit(others)
        tried += [(calibration.calibrate(weight, points), right) for weight, right in pairs]
    return tried


def collect(data: Path) -> Answers:
    """Draft every labelled application and label its flows. Arguable flows are left out."""
    folders = [data] if (data / "truth").is_dir() else sorted(p for p in data.iterdir() if (p / "truth").is_dir())
    if not folders:
        raise InputError("no labelled applications", where=str(data), hint="expected truth/<app>.json and apps/<app>/")
    answers: Answers = {}
    for folder in folders:
        apps = Path(os.environ.get("MAPGEN_EVAL_APPS") or folder / "apps")
        for path in sorted(p for p in (folder / "truth").glob("*.json") if not p.name.startswith("_")):
            draft = draft_estate(roots_of(apps, path.stem))
            answers[path.stem] = label(json.loads(path.read_text("utf-8")), draft)
    return answers


def label(truth: Json, draft: IntegrationMap) -> list[tuple[float, bool]]:
    """(combined weight, right) of every flow that the truth judges, whatever its direction."""
    given = as_candidate(draft)
    found, _ = match_systems(truth["systems"], given["systems"])
    optional = {system["name"] for system in truth["systems"] if system.get("optional")}
    pairs: set[frozenset[str]] = set()
    arguable: set[frozenset[str]] = set()
    for flow in truth["flows"]:
        pair = frozenset((flow["source"], flow["target"]))
        (arguable if flow.get("arguable") or flow.get("optional") or optional & pair else pairs).add(pair)
    evidence = {piece.id: piece for piece in draft.evidence}
    answers = []
    for flow in draft.flows:
        pair = frozenset((found.get(flow.source, f"?{flow.source}"), found.get(flow.target, f"?{flow.target}")))
        if (pair in arguable and pair not in pairs) or optional & pair:
            continue
        answers.append((explain_confidence(evidence[key] for key in flow.evidence).weight, pair in pairs))
    return answers
