"""The composite GitHub Action, run step by step."""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml

from tests.ci.conftest import REPOSITORY, SERVICES, SPEC, Sandbox

ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}
INPUTS = {name: str(values["default"]) for name, values in ACTION["inputs"].items()}


class Runner:
    """Runs the action's steps with the files and variables that GitHub gives them."""

    def __init__(self, box: Sandbox, temp: Path) -> None:
        self.box = box
        self.temp = temp
        temp.mkdir()
        self.summary, self.output, self.path = temp / "summary.md", temp / "output", temp / "path"
        for file in (self.summary, self.output, self.path):
            file.touch()

    def run(self, step: str, **env: str) -> CompletedProcess[str]:
        """Run one step; variables that its `env` names and the test does not give are empty."""
        declared = dict.fromkeys(STEPS[step]["env"], "")
        runner = {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_PATH": str(self.path),
        }
        return self.box.bash(STEPS[step]["run"], **{**declared, **runner, **env})

    def check(self, **env: str) -> dict[str, str]:
        """Run the check step with the action's own defaults; its outputs."""
        defaults = {
            "MAPGEN_MAP": INPUTS["map"],
            "MAPGEN_ROOTS": SERVICES,
            "MAPGEN_SPECS": SPEC,
            "MAPGEN_FAIL_ON": INPUTS["fail-on"],
        }
        done = self.run("check", **{**defaults, **env})
        assert done.returncode == 0, done.stderr
        return dict(line.split("=", 1) for line in self.output.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def runner(sandbox: Sandbox, tmp_path: Path) -> Runner:
    return Runner(sandbox, tmp_path / "runner")


def test_no_expression_stands_inside_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_every_input_is_described_and_used() -> None:
    text = (REPOSITORY / "action.yml").read_text(encoding="utf-8")
    assert ACTION["runs"]["using"] == "composite"
    for name, values in ACTION["inputs"].items():
        assert values["description"]
        assert f"inputs.{name}" in text


def test_every_shell_variable_of_a_script_is_given_to_it() -> None:
    given = {"RUNNER_TEMP", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "RANDOM", "IFS"}
    for step in STEPS.values():
        used = set(re.findall(r"\$\{?([A-Z][A-Z_]+)", step["run"]))
        assert used <= given | set(step["env"]), step["name"]


def test_the_install_step_installs_this_project(runner: Runner) -> None:
    offline = {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PYTHONPATH": os.pathsep.join([sysconfig.get_paths()["purelib"], str(REPOSITORY)]),
    }
    done = runner.run("install", MAPGEN_SOURCE=str(REPOSITORY), **offline)
    assert done.returncode == 0, done.stderr
    command = Path(runner.path.read_text(encoding="utf-8").strip()) / "mapgen"
    assert "mapgen" in runner.box.bash(f'"{command}" --version', **offline).stdout


def test_a_repository_that_agrees_with_its_map_passes(runner: Runner) -> None:
    outputs = runner.check()
    assert outputs["exit-code"] == "0"
    assert "✅ **Integration map**" in runner.summary.read_text(encoding="utf-8")
    assert runner.run("verdict", MAPGEN_EXIT_CODE=outputs["exit-code"]).returncode == 0


def test_a_changed_specification_fails_and_the_report_says_what(
    runner: Runner, change_spec: Callable[[], None]
) -> None:
    change_spec()
    outputs = runner.check()
    assert outputs["exit-code"] == "1"
    report = Path(outputs["report"]).read_text(encoding="utf-8")
    assert report.startswith("<!-- mapgen-check -->\n\n❌ **Integration map**")
    assert "loyalty" in report
    assert runner.summary.read_text(encoding="utf-8") == report
    assert runner.run("verdict", MAPGEN_EXIT_CODE="1").returncode == 1


def test_what_fails_the_check_is_an_input(runner: Runner, change_spec: Callable[[], None]) -> None:
    change_spec()
    assert runner.check(MAPGEN_FAIL_ON="none")["exit-code"] == "0"


def test_a_check_that_cannot_run_says_so_in_the_report(runner: Runner) -> None:
    outputs = runner.check(MAPGEN_MAP="no-such-map.yaml")
    assert outputs["exit-code"] == "2"
    assert "could not run (exit code 2)" in Path(outputs["report"]).read_text(encoding="utf-8")


def test_a_value_with_shell_syntax_stays_a_value(runner: Runner) -> None:
    outputs = runner.check(MAPGEN_MAP="$(touch owned) `touch owned`; touch owned", MAPGEN_ROOTS="--help")
    assert outputs["exit-code"] == "2"
    assert not (runner.box.root / "owned").exists()


def test_new_and_changed_specifications_are_drafted(runner: Runner, change_spec: Callable[[], None]) -> None:
    change_spec()
    done = runner.run("draft", MAPGEN_BASE=runner.box.base, MAPGEN_PATTERNS=INPUTS["spec-patterns"])
    assert done.returncode == 0, done.stderr
    assert "Drafted from 1 new or changed specification(s)." in done.stdout
    assert f"### Draft from <code>{SPEC}</code>" in runner.summary.read_text(encoding="utf-8")


def test_a_hostile_file_name_is_drafted_and_shown_harmlessly(runner: Runner) -> None:
    spec = (runner.box.root / SPEC).read_text(encoding="utf-8")
    runner.box.write("--o $(touch owned)\n`<b>` openapi.yaml", spec)
    runner.box.commit()
    done = runner.run("draft", MAPGEN_BASE=runner.box.base, MAPGEN_PATTERNS=INPUTS["spec-patterns"])
    assert done.returncode == 0, done.stderr
    assert "### Draft from <code>--o???touch?owned????b???openapi.yaml</code>" in runner.summary.read_text(
        encoding="utf-8"
    )
    assert not (runner.box.root / "owned").exists()


def test_a_broken_specification_is_named_and_does_not_stop_the_others(
    runner: Runner, change_spec: Callable[[], None]
) -> None:
    runner.box.write("a-openapi.yaml", "openapi: [")
    change_spec()
    done = runner.run("draft", MAPGEN_BASE=runner.box.base, MAPGEN_PATTERNS=INPUTS["spec-patterns"])
    assert done.returncode == 0
    summary = runner.summary.read_text(encoding="utf-8")
    assert "a-openapi.yaml" in summary
    assert f"### Draft from <code>{SPEC}</code>" in summary


def test_a_missing_base_commit_is_said(runner: Runner) -> None:
    done = runner.run("draft", MAPGEN_BASE="0" * 40, MAPGEN_PATTERNS=INPUTS["spec-patterns"])
    assert done.returncode == 0
    assert "fetch-depth: 0" in runner.summary.read_text(encoding="utf-8")


def comment(runner: Runner, answer: str) -> CompletedProcess[str]:
    """Run the comment step against a recording `gh`."""
    report = runner.temp / "report.md"
    report.write_text("<!-- mapgen-check -->\n\nresult\n", encoding="utf-8")
    runner.box.stub("gh", answer)
    return runner.run(
        "comment",
        GH_TOKEN="not-a-token",
        MAPGEN_REPOSITORY="fernhollow/estate",
        MAPGEN_PULL_REQUEST="12",
        MAPGEN_REPORT=str(report),
    )


def test_the_first_run_posts_a_comment(runner: Runner) -> None:
    assert comment(runner, "exit 0").returncode == 0
    listing, posting = runner.box.calls()
    assert listing[:3] == ["api", "--paginate", "repos/fernhollow/estate/issues/12/comments"]
    assert posting[:4] == ["api", "--method", "POST", "repos/fernhollow/estate/issues/12/comments"]
    assert runner.box.body() == "<!-- mapgen-check -->\n\nresult\n"


def test_the_next_run_replaces_its_comment(runner: Runner) -> None:
    assert comment(runner, 'case "$*" in *--paginate*) printf "77\\n91\\n" ;; esac').returncode == 0
    assert runner.box.calls()[1][:4] == ["api", "--method", "PATCH", "repos/fernhollow/estate/issues/comments/77"]


@pytest.mark.parametrize("answer", ["exit 1", 'case "$*" in *--paginate*) exit 0 ;; esac; exit 1'])
def test_a_token_that_may_not_comment_does_not_fail_the_job(runner: Runner, answer: str) -> None:
    done = comment(runner, answer)
    assert done.returncode == 0
    assert "::warning::mapgen cannot" in done.stdout
