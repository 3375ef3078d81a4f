"""The GitLab template, its script run as one shell, as GitLab does."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import yaml

from tests.ci.conftest import REPOSITORY, SERVICES, SPEC, Sandbox

TEMPLATE: dict[str, Any] = yaml.safe_load((REPOSITORY / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
JOB: dict[str, Any] = TEMPLATE["mapgen-check"]
NOTES = "https://gitlab.example.org/api/v4/projects/5/merge_requests/12/notes"


def run(box: Sandbox, **env: str) -> CompletedProcess[str]:
    """Run the job's script with the template's variables."""
    defaults = {name: str(value) for name, value in TEMPLATE["variables"].items()}
    given = {"CI_PROJECT_DIR": str(box.root), "MAPGEN_ROOTS": SERVICES, "MAPGEN_SPECS": SPEC, **env}
    return box.bash("\n".join(JOB["script"]), **{**defaults, **given})


def run_with_note(box: Sandbox, notes: list[dict[str, Any]]) -> CompletedProcess[str]:
    """Run the job in a merge request pipeline against a recording `curl`."""
    (box.record / "user.json").write_text(json.dumps({"id": 3}), encoding="utf-8")
    (box.record / "notes.json").write_text(json.dumps(notes), encoding="utf-8")
    box.stub(
        "curl",
        'out=/dev/null; while [ $# -gt 0 ]; do case "$1" in --output) out="$2" ;; '
        '*/user) cp "$RECORD/user.json" "$out" ;; *notes\\?*) cp "$RECORD/notes.json" "$out" ;; '
        '--header) cp "${2#@}" "$RECORD/headers" ;; esac; shift; done',
    )
    return run(
        box,
        CI_API_V4_URL="https://gitlab.example.org/api/v4",
        CI_PROJECT_ID="5",
        CI_MERGE_REQUEST_IID="12",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=box.base,
        MAPGEN_GITLAB_TOKEN="not-a-token",
    )


def test_a_repository_that_agrees_with_its_map_passes(sandbox: Sandbox) -> None:
    done = run(sandbox)
    assert done.returncode == 0, done.stderr
    assert "✅ **Integration map**" in done.stdout


def test_a_changed_specification_is_drafted_reported_and_fails(
    sandbox: Sandbox, change_spec: Callable[[], None]
) -> None:
    change_spec()
    done = run(sandbox, CI_MERGE_REQUEST_DIFF_BASE_SHA=sandbox.base)
    assert done.returncode == 1
    assert "Drafted from 1 new or changed specification(s)." in done.stdout
    assert "❌ **Integration map**" in (sandbox.root / ".mapgen/report/check.md").read_text(encoding="utf-8")
    assert f"### Draft from <code>{SPEC}</code>" in (sandbox.root / ".mapgen/report/drafts.md").read_text(
        encoding="utf-8"
    )


def test_a_check_that_cannot_run_fails_with_its_own_code(sandbox: Sandbox) -> None:
    done = run(sandbox, MAPGEN_MAP="no-such-map.yaml")
    assert done.returncode == 2
    assert "could not run (exit code 2)" in done.stdout


def test_the_first_run_posts_a_note(sandbox: Sandbox) -> None:
    foreign = {"id": 1, "author": {"id": 9}, "body": "<!-- mapgen-check -->\nsomebody else's"}
    done = run_with_note(sandbox, [foreign])
    assert done.returncode == 0, done.stderr
    assert sandbox.calls()[-1][-3:] == ["--request", "POST", NOTES]
    assert sandbox.body().startswith("<!-- mapgen-check -->")


def test_the_next_run_replaces_its_own_note(sandbox: Sandbox) -> None:
    own = {"id": 44, "author": {"id": 3}, "body": "<!-- mapgen-check -->\nold"}
    assert run_with_note(sandbox, [own]).returncode == 0
    assert sandbox.calls()[-1][-3:] == ["--request", "PUT", f"{NOTES}/44"]


def test_the_token_is_never_on_a_command_line(sandbox: Sandbox) -> None:
    run_with_note(sandbox, [])
    assert "not-a-token" not in str(sandbox.calls())
    assert (sandbox.record / "headers").read_text(encoding="utf-8") == "PRIVATE-TOKEN: not-a-token\n"


def test_the_package_must_be_named(sandbox: Sandbox) -> None:
    done = sandbox.bash(JOB["before_script"][0])
    assert done.returncode == 2
    assert "Set MAPGEN_PACKAGE" in done.stdout
