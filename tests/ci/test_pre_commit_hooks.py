"""The pre-commit hooks, run as pre-commit runs them."""

from __future__ import annotations

import shlex
from collections.abc import Callable

import yaml

from tests.ci.conftest import REPOSITORY, SERVICES, SPEC, Sandbox

HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}


def command(hook: str, *arguments: str) -> str:
    """The command line of a hook: its entry with the user's `args` or, without any, its own, then the files."""
    return shlex.join([*shlex.split(HOOKS[hook]["entry"]), *(arguments or HOOKS[hook]["args"])])


def test_the_check_hook_passes_and_fails_with_the_map(sandbox: Sandbox, change_spec: Callable[[], None]) -> None:
    line = command("mapgen-check", "integration-map.yaml", SERVICES, "--spec", SPEC)
    assert sandbox.bash(line).returncode == 0
    change_spec()
    assert sandbox.bash(line).returncode == 1


def test_the_validate_hook_passes_and_fails_with_the_map_file(sandbox: Sandbox) -> None:
    assert sandbox.bash(command("mapgen-validate")).returncode == 0
    sandbox.write("integration-map.yaml", "flows: 3\n")
    assert sandbox.bash(command("mapgen-validate")).returncode == 1


def test_the_check_hook_names_the_usual_map_and_the_whole_repository() -> None:
    assert command("mapgen-check") == "mapgen check --quiet integration-map.yaml ."
    assert HOOKS["mapgen-check"]["pass_filenames"] is False
