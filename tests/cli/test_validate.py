"""`mapgen validate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.validate import command
from mapgen.errors import MapFileError

MAP = """\
schema_version: 1
systems:
  - {id: crm, name: CRM}
  - {id: billing, name: Billing}
flows:
  - id: crm.contact.sync
    source: crm
    target: billing
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


@pytest.fixture
def map_path(tmp_path: Path) -> Path:
    path = tmp_path / "map.yaml"
    path.write_text(MAP)
    return path


def test_a_valid_map_ends_with_0(map_path: Path) -> None:
    result = run(str(map_path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{map_path}: valid: 2 systems, 1 flows, 0 warnings\n"


def test_every_problem_is_a_line_with_its_place(map_path: Path) -> None:
    map_path.write_text(MAP.replace("target: billing", "target: biling") + "    conector: api\n")
    result = run(str(map_path))
    assert result.exit_code == 1
    assert result.stdout == (f"{map_path}:9: error: flows[0].conector: unknown field; did you mean connector?\n")


def test_warnings_fail_only_when_strict(map_path: Path) -> None:
    map_path.write_text(MAP.replace("crm.contact.sync", "erp.contact.sync"))
    assert run(str(map_path)).exit_code == 0
    assert run(str(map_path), "--strict").exit_code == 1


def test_json_for_machines(map_path: Path) -> None:
    map_path.write_text(MAP.replace("target: billing", "target: biling"))
    said = json.loads(run(str(map_path), "--format", "json").stdout)
    assert said["valid"] is False
    assert said["problems"] == [
        {
            "severity": "error",
            "line": 8,
            "field": "flows[0].target",
            "message": "'biling' is not a system of this map",
            "hint": "did you mean billing?",
        }
    ]


def test_the_schema_is_printed() -> None:
    assert json.loads(run("--schema").stdout)["$id"] == "urn:mapgen:schema:integration-map:v1"


def test_a_file_that_is_no_yaml_is_an_error(map_path: Path) -> None:
    map_path.write_text("flows: [")
    assert isinstance(run(str(map_path)).exception, MapFileError)


def test_terminal_escapes_of_a_map_do_not_reach_the_terminal(map_path: Path) -> None:
    map_path.write_text(MAP.replace("target: billing", 'target: "\\e]0;pwned\\a"'))
    assert "\x1b" not in run(str(map_path)).stdout
