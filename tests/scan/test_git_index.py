"""Tracked files are read although a rule ignores them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.scan.discovery import discover
from mapgen.scan.estate import Root
from mapgen.scan.git_index import tracked_files

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
FILES = {".gitignore": "build/\n*.log\n", "build/app.py": "", "build/new.py": "", "a.log": "", "b.log": "", "c.py": ""}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture
def cloned(tree: Callable[..., Path]) -> Path:
    root = tree({**FILES, "sub/x" * 40 + ".py": "", "sub/deep/é.py": ""})
    git(root, "init", "-q")
    git(root, "add", "-f", "build/app.py", "a.log", "sub", "c.py")
    return root


@needs_git
@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_the_index_is_read_as_git_wrote_it(cloned: Path, version: str) -> None:
    if version == "3":
        git(cloned, "add", "-N", "-f", "b.log")  # intent to add needs the extended flags of version 3
    else:
        git(cloned, "update-index", "--index-version", version)
    listed = subprocess.run(["git", "-C", str(cloned), "ls-files", "-z"], check=True, capture_output=True).stdout
    assert tracked_files(cloned) == set(listed.decode().split("\0")[:-1])


@needs_git
def test_a_tracked_file_is_read_although_it_is_ignored(cloned: Path) -> None:
    found = [file.path for file in discover(Root("app", cloned)).files]
    assert {"build/app.py", "a.log"} < set(found)
    assert not {"build/new.py", "b.log"} & set(found)


@needs_git
def test_a_root_below_the_work_tree_finds_its_tracked_files(cloned: Path) -> None:
    assert [file.path for file in discover(Root("build", cloned / "build")).files] == ["app.py"]


@pytest.mark.parametrize(
    "content", [b"", b"DIRC", b"DIRC\0\0\0\2\xff\xff\xff\xff", b"DIRC\0\0\0\4\0\0\0\1" + b"\xff" * 100, b"x" * 500]
)
def test_a_damaged_index_tracks_nothing(tree: Callable[..., Path], content: bytes) -> None:
    assert tracked_files(tree({".git/index": content})) == frozenset()
