"""Accuracy of drafts on labelled applications.

`data` holds `truth/*.json` and `apps/<app>/`, with `apps/<app>.roots` (one folder a line) where an application has
several roots. Truth and applications may also be given apart: MAPGEN_EVAL_APPS names the folder of applications.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from evals.scoring import Counts, Json, score
from mapgen.draft.pipeline import draft_estate
from mapgen.errors import InputError
from mapgen.model.integration_map import IntegrationMap


def run(data: Path) -> dict[str, float]:
    """Draft every labelled application and score it; prints a table and the misses to standard error."""
    truths = sorted(p for p in (data / "truth").glob("*.json") if not p.name.startswith("_"))
    if not truths:
        raise InputError("no truth files", where=str(data / "truth"), hint="expected truth/<app>.json and apps/<app>/")
    apps = Path(os.environ.get("MAPGEN_EVAL_APPS") or data / "apps")
    totals = {name: Counts() for name in ("systems", "flows", "directed", "core", "core_directed", "infra")}
    print(
        f"{'application':52} {'systems P/R':>12} {'flows P/R':>12} {'core P/R':>12} {'infra P/R':>12}   s",
        file=sys.stderr,
    )
    for path in truths:
        truth = json.loads(path.read_text("utf-8"))
        started = time.perf_counter()
        given = as_candidate(draft_estate(roots_of(apps, path.stem)))
        _score_one(path.stem, truth, given, totals, time.perf_counter() - started)
    metrics = {}
    for name, counts in totals.items():
        metrics[f"{name}_p"] = round(counts.precision, 4)
        metrics[f"{name}_r"] = round(counts.recall, 4)
        metrics[f"{name}_f1"] = round(counts.f1, 4)
    return metrics


def roots_of(apps: Path, app: str) -> list[Path]:
    """The roots of one application."""
    listed = apps / f"{app}.roots"
    if not listed.is_file():
        if not (apps / app).is_dir():
            raise InputError("the application is not laid out", where=str(apps / app))
        return [apps / app]
    roots = []
    for line in filter(None, map(str.strip, listed.read_text("utf-8").splitlines())):
        found = next((p for p in (apps / line, apps.parent / line, Path(line)) if p.is_dir()), None)
        if found is None:
            raise InputError(f"there is no folder {line}", where=str(listed))
        roots.append(found)
    return roots


def as_candidate(imap: IntegrationMap) -> Json:
    """The map in the form the truth files use."""
    return {
        "systems": [{"id": s.id, "name": s.name, "aliases": s.aliases, "kind": s.kind} for s in imap.systems],
        "flows": [
            {"source": f.source, "target": f.target, "direction": "both" if f.two_way else "outbound"}
            for f in imap.flows
        ],
    }


def _score_one(app: str, truth: Json, given: Json, totals: dict[str, Counts], seconds: float) -> None:
    whole = score(truth, given, drop_arguable=True)
    core = score(truth, given, tier="core", drop_arguable=True)
    infra = score(truth, given, tier="infra", drop_arguable=True)
    parts = {
        "systems": whole.systems,
        "flows": whole.undirected,
        "directed": whole.directed,
        "core": core.undirected,
        "core_directed": core.directed,
        "infra": infra.undirected,
    }
    for name, counts in parts.items():
        totals[name].add(counts)
    cells = [
        f"{c.precision:5.2f} /{c.recall:5.2f}"
        for c in (whole.systems, whole.undirected, core.undirected, infra.undirected)
    ]
    print(f"{app:52} " + " ".join(cells) + f" {seconds:5.1f}", file=sys.stderr)
    if os.environ.get("MAPGEN_EVAL_VERBOSE"):
        for title, names in (
            ("missing systems", whole.missing_systems),
            ("extra systems", whole.extra_systems),
            ("missing flows", whole.missing),
            ("extra flows", whole.extra),
        ):
            for name in names:
                print(f"    {title:16} {name}", file=sys.stderr)
