"""A git repository with a committed map, and the shell that CI systems run steps with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mapgen.draft.pipeline import draft_estate
from mapgen.mapfile import write_map

REPOSITORY = Path(__file__).resolve().parents[2]
SERVICES = "services"
SPEC = "specs/loyalty.openapi.yaml"

RECORDER = """#!/bin/sh
# Records its arguments and the comment's body, and answers what the test wants.
for argument in "$@"; do printf '%s\\n' "$argument" >> "$RECORD/calls"; done
printf -- '--\\n' >> "$RECORD/calls"
for argument in "$@"; do
  case "$argument" in body=@*|body@*) cp "${argument#*@}" "$RECORD/body" ;; esac
done
"""


@dataclass
class Sandbox:
    """A repository on disk, a PATH whose network tools only record, and the runner's files."""

    root: Path
    tools: Path
    record: Path
    base: str = ""
    env: dict[str, str] = field(default_factory=dict)

    def git(self, *arguments: str) -> str:
        """Run git in the repository."""
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *identity, *arguments], cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self) -> str:
        """Commit everything; the new commit's id."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "change")
        return self.git("rev-parse", "HEAD")

    def write(self, path: str, text: str) -> None:
        """Write a file of the repository."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def stub(self, name: str, answer: str) -> None:
        """Put a recording `name` first on the PATH that ends with the given shell text."""
        script = self.tools / name
        script.write_text(RECORDER + answer + "\n", encoding="utf-8")
        script.chmod(0o755)

    def calls(self) -> list[list[str]]:
        """The recorded calls, one list of arguments each."""
        recorded = self.record / "calls"
        text = recorded.read_text(encoding="utf-8") if recorded.exists() else ""
        return [call.splitlines() for call in text.split("--\n") if call]

    def body(self) -> str:
        """The comment that was sent."""
        return (self.record / "body").read_text(encoding="utf-8")

    def bash(self, script: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a step as the runner does, in an environment of its own."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.root,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """The repository of examples/new-spec/before, with its map drafted, accepted and committed."""
    root, tools, record, home = (tmp_path / name for name in ("repo", "tools", "record", "home"))
    for folder in (root, tools, record, home):
        folder.mkdir()
    (tools / "mapgen").symlink_to(Path(sys.executable).parent / "mapgen")
    (tools / "python").symlink_to(sys.executable)
    path = os.pathsep.join([str(tools), "/usr/local/bin", "/usr/bin", "/bin"])
    box = Sandbox(
        root, tools, record, env={"PATH": path, "HOME": str(home), "RECORD": str(record), "LC_ALL": "C.UTF-8"}
    )
    for file in sorted((REPOSITORY / "examples/new-spec/before").rglob("*")):
        if file.is_file():
            box.write(str(file.relative_to(REPOSITORY / "examples/new-spec/before")), file.read_text(encoding="utf-8"))
    write_map(draft_estate([root / SERVICES], [root / SPEC]), root / "integration-map.yaml")
    box.git("init", "-q", "-b", "main")
    box.base = box.commit()
    return box


@pytest.fixture
def change_spec(sandbox: Sandbox) -> Callable[[], None]:
    """Commit the specification of examples/new-spec/after."""

    def change() -> None:
        sandbox.write(SPEC, (REPOSITORY / "examples/new-spec/after" / SPEC).read_text(encoding="utf-8"))
        sandbox.commit()

    return change
