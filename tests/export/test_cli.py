"""`mapgen export` as a user meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapgen.mapfile import write_map
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import FlowStatus
from tests.export import estates


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mapgen.cli.main", "export", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})


def saved(imap: IntegrationMap, folder: Path) -> Path:
    path = folder / "integration-map.yaml"
    write_map(imap, path)
    return path


def test_standard_output_holds_the_document_and_nothing_else(tmp_path: Path):
    done = run(saved(estates.crm_estate(), tmp_path), "--format", "json")
    assert len(json.loads(done.stdout)["flows"]) == 15
    assert "15 of 17 flows shown" in done.stderr


def test_a_draft_is_exported_with_a_word_about_it(tmp_path: Path):
    done = run(saved(estates.synthetic(6, 8, status=FlowStatus.PROPOSED), tmp_path), "-f", "csv")
    assert done.stdout.count("\n") == 9
    assert done.stderr == "mapgen: draft: 8 proposed flows shown; nothing accepted yet\n"


def test_the_suffix_of_the_output_tells_the_format(tmp_path: Path):
    target = tmp_path / "map.mmd"
    done = run(saved(estates.small(), tmp_path), "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text("utf-8").startswith("flowchart")


def test_status_chooses_flows(tmp_path: Path):
    done = run(saved(estates.crm_estate(), tmp_path), "-f", "json", "--status", "proposed")
    assert {flow["status"] for flow in json.loads(done.stdout)["flows"]} == {"proposed"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "visio"], "known: csv, d2, dot"),
        ([], "no format given"),
        (["-f", "json", "--status", "great"], "unknown status: great"),
        (["-f", "json", "--view", "focus:hubspott"], "nearest: hubspot"),
        (["-f", "json", "--open"], "--open needs --output"),
    ],
)
def test_bad_options_are_explained(tmp_path: Path, arguments: list[str], said: str):
    done = run(saved(estates.crm_estate(), tmp_path), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_missing_map_is_named(tmp_path: Path):
    done = run(tmp_path / "none.yaml", "-f", "json")
    assert done.returncode == 2
    assert "none.yaml" in done.stderr


def test_a_folder_that_does_not_exist_leaves_nothing_behind(tmp_path: Path):
    done = run(saved(estates.small(), tmp_path), "-o", tmp_path / "no" / "map.csv")
    assert done.returncode == 3
    assert not (tmp_path / "no").exists()


def test_lists_the_formats():
    assert {line.split()[0] for line in run("--list").stdout.splitlines()} >= {"json", "svg", "mermaid"}
