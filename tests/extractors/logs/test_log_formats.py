"""Every format, as input and expected rows: `cases/<case>/input.*` and `expected.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.logs import LogFile, best_extractor
from mapgen.model.facts import Noticed, TrafficObserved

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def described(case: Path) -> dict[str, object]:
    """What a case's input gives, in the shape of expected.json."""
    sample = next(case.glob("input.*"))
    extractor = best_extractor(sample)
    facts = list(extractor.extract_log(str(sample), LogFile(sample, case)))
    rows = [
        f"{f.location.line}: {f.source} ({f.source_kind}) -> {f.target} ({f.target_kind}) "
        f"{f.transport} {f.method} {f.template} | {f.traffic_class} x{f.count} errors {f.errors} bytes {f.bytes} "
        f"ms {f.latency_ms} | {f.first_seen}"
        for f in facts
        if isinstance(f, TrafficObserved)
    ]
    notices = [f"{f.code}: {f.message}" for f in facts if isinstance(f, Noticed)]
    return {"format": extractor.name, "rows": rows, "notices": notices}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_input_gives_the_expected_rows(case: Path) -> None:
    assert described(case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_excerpts_show_no_person_and_no_secret(case: Path) -> None:
    sample = next(case.glob("input.*"))
    facts = best_extractor(sample).extract_log(str(sample), LogFile(sample, case))
    shown = " ".join(fact.excerpt for fact in facts if isinstance(fact, TrafficObserved))
    for private in ("s3cret", "alice", "frank", "jane", "198.51.100", "203.0.113", "471147"):
        assert private not in shown
