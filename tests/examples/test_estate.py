"""The bundled estate is what its README and its expected map say it is."""

import json
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ESTATE = REPOSITORY / "examples" / "crm-estate"
EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text(encoding="utf-8"))
REQUIRED = [flow for flow in EXPECTED["flows"] if not flow.get("optional")]


def everything_but(*folders: str) -> str:
    """All text of the estate outside the given folders."""
    files = [path for path in sorted(ESTATE.rglob("*")) if path.is_file() and path.name != "README.md"]
    return "\n".join(
        path.read_text(encoding="utf-8") for path in files if path.relative_to(ESTATE).parts[0] not in folders
    )


@pytest.mark.parametrize("flow", EXPECTED["flows"], ids=lambda flow: f"{flow['source']}->{flow['target']}")
def test_every_expected_flow_points_at_existing_lines(flow: dict[str, list[str]]) -> None:
    for place in flow["evidence"]:
        path, line = place.rsplit(":", 1)
        lines = (ESTATE / path).read_text(encoding="utf-8").splitlines()
        assert lines[int(line) - 1].strip(), f"{place} is empty"


def test_flows_join_listed_systems_and_no_pair_is_listed_twice() -> None:
    names = {system["name"] for system in EXPECTED["systems"]}
    pairs = [(flow["source"], flow["target"]) for flow in EXPECTED["flows"]]
    assert {end for pair in pairs for end in pair} <= names
    assert len(pairs) == len(set(pairs))


def test_one_flow_is_seen_in_the_logs_alone() -> None:
    assert [flow["target"] for flow in REQUIRED if flow.get("signal") == "undocumented"] == ["LedgerSheets"]
    assert "ledgersheets" not in everything_but("logs").lower()
    assert "LedgerSheets/2.1" in (ESTATE / "logs" / "crm-sync.access.log").read_text(encoding="utf-8")


def test_one_flow_is_seen_in_the_code_alone() -> None:
    assert [flow["target"] for flow in REQUIRED if flow.get("signal") == "dead"] == ["Mailchimp"]
    logs = "\n".join(path.read_text(encoding="utf-8") for path in (ESTATE / "logs").iterdir())
    assert "mailchimp" not in logs.lower()


def test_no_value_looks_like_a_secret() -> None:
    shapes = re.compile(r"sk_live|sk_test|whsec_|SG\.[\w-]{16}|AKIA[A-Z0-9]{16}|pat-[a-z0-9]{2,4}-|-----BEGIN")
    assert not shapes.search(everything_but())
