from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.scoring import Json, match_systems, score

SHARED = Path(os.environ.get("MAPGEN_SHARED") or Path(__file__).parents[3] / "shared")

TRUTH: Json = {
    "systems": [
        {"name": "orders", "kind": "service", "aliases": ["order-service"]},
        {"name": "crm", "kind": "service", "aliases": []},
        {"name": "registry", "kind": "discovery", "aliases": []},
        {"name": "docs", "kind": "service", "aliases": [], "optional": True},
    ],
    "flows": [
        {"source": "orders", "target": "crm"},
        {"source": "orders", "target": "registry"},
        {"source": "crm", "target": "registry", "arguable": ["x"]},
        {"source": "orders", "target": "docs"},
    ],
}


def given(
    *pairs: tuple[str, str], systems: tuple[str, ...] = ("orders", "crm", "registry"), both: bool = False
) -> Json:
    direction = "both" if both else "outbound"
    flows = [{"source": s, "target": t, "direction": direction} for s, t in pairs]
    return {"systems": [{"id": s, "name": s, "aliases": []} for s in systems], "flows": flows}


def test_a_perfect_map_scores_one() -> None:
    found = score(TRUTH, given(("orders", "crm"), ("orders", "registry")), drop_arguable=True)
    assert (found.undirected.f1, found.directed.f1, found.systems.f1) == (1.0, 1.0, 1.0)


def test_a_reversed_flow_counts_undirected_only() -> None:
    found = score(TRUTH, given(("crm", "orders"), ("orders", "registry")), drop_arguable=True)
    assert found.undirected.f1 == 1.0
    assert found.directed.precision == 0.5


def test_a_two_way_flow_is_right_in_either_direction() -> None:
    found = score(TRUTH, given(("crm", "orders"), both=True), drop_arguable=True)
    assert found.directed.precision == 1.0


def test_arguable_flows_count_on_neither_side() -> None:
    with_arguable = score(TRUTH, given(("orders", "crm"), ("crm", "registry")), drop_arguable=True)
    assert with_arguable.undirected.precision == 1.0
    assert score(TRUTH, given(("orders", "crm")), drop_arguable=False).undirected.expected == 4


def test_the_infra_tier_holds_flows_with_platform_services() -> None:
    found = score(TRUTH, given(("orders", "crm"), ("orders", "registry")), tier="infra", drop_arguable=True)
    assert (found.undirected.given, found.undirected.expected) == (1, 1)


def test_systems_match_by_alias_and_by_stem_once_each() -> None:
    offered = [{"id": "a", "name": "order_service"}, {"id": "b", "name": "orders"}, {"id": "c", "name": "crm-service"}]
    found, first = match_systems(TRUTH["systems"], offered)
    assert found == {"a": "orders", "b": "orders", "c": "crm"}
    assert first == {"a", "c"}


@pytest.mark.skipif(not (SHARED / "tools/score_map.py").exists(), reason="the reference scorer is not here (../shared)")
@pytest.mark.parametrize("tier", ["core", "infra", "all"])
@pytest.mark.parametrize("drop", [True, False])
def test_the_scores_equal_those_of_the_reference_scorer(tier: str, drop: bool, tmp_path: Path) -> None:
    truth_file = SHARED / "truth/java/sqshq_piggymetrics.json"
    truth = json.loads(truth_file.read_text("utf-8"))
    candidate = {
        "systems": [{"id": s["name"], "name": s["name"], "kind": s["kind"]} for s in truth["systems"][:-4]],
        "flows": [{"source": f["source"], "target": f["target"]} for f in truth["flows"][3:]]
        + [{"source": "config", "target": "gateway"}, {"source": "gateway", "target": "rabbitmq", "direction": "both"}],
    }
    (tmp_path / "c.json").write_text(json.dumps(candidate), "utf-8")
    command = [
        sys.executable,
        str(SHARED / "tools/score_map.py"),
        str(truth_file),
        str(tmp_path / "c.json"),
        "--tier",
        tier,
    ]
    extra = ["--drop-arguable"] if drop else []
    printed = subprocess.run([*command, "--json", *extra], capture_output=True, text=True, check=True)
    reference = json.loads(printed.stdout.splitlines()[-1])["apps"]["sqshq_piggymetrics"]
    ours = score(truth, candidate, tier=tier, drop_arguable=drop)
    for name, counts in (("sys", ours.systems), ("dir", ours.directed), ("und", ours.undirected)):
        assert [counts.precision, counts.recall, counts.f1] == pytest.approx(reference[name], abs=0.001), name
