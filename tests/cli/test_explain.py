"""`mapgen explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.explain import command
from mapgen.errors import InputError
from mapgen.mapfile import write_map
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow, Recommendation
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System
from mapgen.resolve.calibration import calibrate

EVIDENCE = [
    Evidence(
        id="e1", kind="code", root="app", path="src/sync.py", line=14, end_line=15, extractor="python",
        rule="python/requests.post", says="posts contacts", weight=0.8, excerpt='requests.post(\n    BILLING + "/c")',
    ),
    Evidence(
        id="e2", kind="log", root="access.log", path="access.log", extractor="nginx", rule="logs/nginx",
        says="sent \x1b[31m requests", weight=0.5, count=1200,
    ),
]  # fmt: skip

FORMULA = f"1 - (1 - 0.8 code) x (1 - 0.5 log) = 0.9; of flows of that weight {calibrate(0.9):g} are right"


@pytest.fixture
def map_path(tmp_path: Path) -> Path:
    flows = [
        Flow(
            id="crm.contact.sync", source="crm", target="billing", fingerprint="1", confidence=0.9,
            objects=["contact"], evidence=["e1", "e2", "gone"], signals=["conflict"],
            recommendation=Recommendation(connector="webhook", because=["both sides can"], refused={"cdc": "no log"}),
        ),
        Flow(id="crm.company.sync", source="crm", target="billing", fingerprint="2", initiator="target"),
        Flow(id="billing.invoice.notify", source="billing", target="crm", fingerprint="3"),
    ]  # fmt: skip
    systems = [System(id="crm", name="CRM"), System(id="billing", name="Billing")]
    path = tmp_path / "map.yaml"
    write_map(IntegrationMap(systems=systems, flows=flows, evidence=EVIDENCE), path)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_explanation_reads_like_this(map_path: Path) -> None:
    assert run(map_path, "crm.contact.sync").stdout == (
        "crm.contact.sync  [proposed]  confidence 0.90\n"
        "CRM sends contact to Billing by api, on demand; CRM opens the connection.\n"
        "\n"
        "Evidence (2):\n"
        "  code    app/src/sync.py:14  weight 0.80  python/requests.post\n"
        "          posts contacts\n"
        "          | requests.post(\n"
        '          |     BILLING + "/c")\n'
        "  log     access.log/access.log (1,200 times)  weight 0.50  logs/nginx\n"
        "          sent [31m requests\n"
        "  not in the lock file: gone\n"
        "\n"
        f"Confidence: {FORMULA}\n"
        "  (the strongest weight of each kind of source counts; kinds are taken as independent)\n"
        "Agreement: 2 of 4 views agree: implemented in code, observed in traffic; "
        "not declared in a specification, not configured for deployment\n"
        "Signal: conflict: the sources contradict each other\n"
        "Recommended connector: webhook, because both sides can\n"
        "  not cdc: no log\n"
    )


@pytest.mark.parametrize("wanted", ["crm.contact.sync", "contact", "CONTACT"])
def test_an_id_or_a_unique_part_finds_the_flow(map_path: Path, wanted: str) -> None:
    assert run(map_path, wanted).stdout.startswith("crm.contact.sync ")


def test_two_systems_find_every_flow_between_them(map_path: Path) -> None:
    said = json.loads(run(map_path, "crm -> billing", "--format", "json").stdout)
    assert [one["flow"]["id"] for one in said] == ["crm.company.sync", "crm.contact.sync"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("crm.contct.sync", "nearest: crm.contact.sync"),
        ("sync", "which one: crm.company.sync, crm.contact.sync"),
        ("crm->biling", "nearest: crm->billing"),
        ("zzz", "the map has 3 flows"),
    ],
)
def test_an_unknown_flow_names_the_nearest(map_path: Path, wanted: str, expected: str) -> None:
    error = run(map_path, wanted).exception
    assert isinstance(error, InputError)
    assert expected in str(error)


def test_json_carries_evidence_and_formula(map_path: Path) -> None:
    (said,) = json.loads(run(map_path, "contact", "--format", "json").stdout)
    assert said["formula"] == FORMULA
    assert [item["id"] for item in said["evidence"]] == ["e1", "e2"]
    assert said["views"]["implemented in code"] is True


def test_the_side_that_pulls_is_said(map_path: Path) -> None:
    assert "Billing opens the connection" in run(map_path, "company").stdout
