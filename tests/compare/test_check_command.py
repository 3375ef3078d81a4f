"""`mapgen check` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.check import command
from mapgen.errors import InputError, OutputError
from mapgen.mapfile import read_map, write_map
from mapgen.model.vocabulary import FlowStatus

REPOSITORY = Path(__file__).resolve().parents[2]
CHANGE = REPOSITORY / "examples" / "new-spec"


def sources(side: str) -> list[str]:
    """Arguments that name the example before or after its change."""
    return [str(CHANGE / side / "services"), "--spec", str(CHANGE / side / "specs" / "loyalty.openapi.yaml")]


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """The map of the example before its change, every flow accepted."""
    from mapgen.draft.pipeline import draft_estate

    folder, _, spec = sources("before")
    draft = draft_estate([Path(folder)], [Path(spec)])
    flows = [flow.model_copy(update={"status": FlowStatus.ACCEPTED}) for flow in draft.flows]
    return write_map(draft.model_copy(update={"flows": flows}), tmp_path / "integration-map.yaml").map_path


def check(*arguments: str | Path) -> Result:
    """Run the command; an error of ours comes out as an exception."""
    return CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)


def test_an_unchanged_estate_passes(committed: Path) -> None:
    done = check(committed, *sources("before"), "--fail-on", "all")
    assert (done.return_value, done.stdout) == (0, "The map agrees with the estate.\n")


def test_a_changed_specification_fails(committed: Path) -> None:
    done = check(committed, *sources("after"))
    assert done.return_value == 1
    assert done.stdout.startswith("New flows (1)\n  x loyalty.")


def test_json_goes_to_standard_output_alone(committed: Path) -> None:
    done = check(committed, *sources("after"), "--format", "json")
    assert json.loads(done.stdout)["counts"]["new"] == 1


def test_the_report_can_go_to_a_file(committed: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    done = check(committed, *sources("after"), "--format", "markdown", "-o", report)
    assert done.stdout == ""
    assert report.read_text(encoding="utf-8").startswith("<!-- mapgen-check -->")


def test_the_map_stays_as_it_is(committed: Path) -> None:
    before = {path.name: path.read_bytes() for path in committed.parent.iterdir()}
    check(committed, *sources("after"))
    assert {path.name: path.read_bytes() for path in committed.parent.iterdir()} == before


def test_an_accepted_map_of_the_estate_can_be_read_back(committed: Path) -> None:
    assert {flow.status for flow in read_map(committed).flows} == {FlowStatus.ACCEPTED}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--fail-on", "news"], "unknown kind of finding 'news'"),
        (["no-such-folder"], "no such file or folder"),
    ],
)
def test_bad_input_says_what_is_wrong(committed: Path, arguments: list[str], says: str) -> None:
    done = check(committed, *arguments)
    assert isinstance(done.exception, InputError)
    assert says in str(done.exception)
    assert done.exception.exit_code == 2


def test_a_missing_map_is_bad_input(tmp_path: Path) -> None:
    done = check(tmp_path / "absent.yaml", *sources("before"))
    assert isinstance(done.exception, InputError)


def test_a_report_that_cannot_be_written_has_a_code_of_its_own(committed: Path, tmp_path: Path) -> None:
    done = check(committed, *sources("before"), "-o", tmp_path / "no" / "folder" / "report.md")
    assert isinstance(done.exception, OutputError)
    assert done.exception.exit_code == 3
