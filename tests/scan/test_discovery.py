"""Which files of a root are read."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.scan.discovery import Discovery, discover
from mapgen.scan.estate import Estate, Root
from mapgen.scan.ignore import is_harmless

Write = Callable[..., Path]


def look(root: Path, **fields: object) -> Discovery:
    return discover(Root("app", root, **fields))  # type: ignore[arg-type]


def paths(root: Path) -> list[str]:
    return [file.path for file in look(root).files]


def test_files_come_in_a_stable_order(tree: Write) -> None:
    assert paths(tree({"b.py": "", "a/z.py": "", "a/b.py": "", "a.py": ""})) == ["a.py", "a/b.py", "a/z.py", "b.py"]


def test_nested_ignore_files_and_negations(tree: Write) -> None:
    root = tree(
        {
            ".gitignore": "*.log\nsecret/\n/only-here.py\n# comment\n\\#odd.py\n",
            "a.log": "",
            "sub/.gitignore": "!keep.log\nlocal.py\n",
            "sub/keep.log": "",
            "sub/other.log": "",
            "sub/local.py": "",
            "local.py": "",
            "secret/x.py": "",
            "deep/secret/x.py": "",
            "only-here.py": "",
            "sub/only-here.py": "",
            "#odd.py": "",
        }
    )
    assert paths(root) == [".gitignore", "local.py", "sub/.gitignore", "sub/keep.log", "sub/only-here.py"]


def test_double_stars_and_character_classes(tree: Write) -> None:
    root = tree({".gitignore": "a/**/b.py\n*.py[co]\n", "a/b.py": "", "a/x/y/b.py": "", "b.py": "", "b.pyc": ""})
    assert paths(root) == [".gitignore", "b.py"]


def test_mapgenignore_decides_last(tree: Write) -> None:
    root = tree({".gitignore": "a.py\n", ".mapgenignore": "!a.py\nb.py\n", "a.py": "", "b.py": ""})
    assert paths(root) == [".gitignore", ".mapgenignore", "a.py"]


def test_a_root_inside_a_work_tree_obeys_the_rules_above_it(tree: Write) -> None:
    root = tree(
        {
            ".git/info/exclude": "private.py\n",
            ".gitignore": "/services/crm/tmp/\n*.bak\n",
            "services/crm/app.py": "",
            "services/crm/x.bak": "",
            "services/crm/tmp/x.py": "",
            "services/crm/private.py": "",
        }
    )
    assert paths(root / "services" / "crm") == ["app.py"]


def test_ignored_configuration_of_an_exported_tree_is_read(tree: Write) -> None:
    files = {".gitignore": "build/\nout/\n.env\n", "build/docker-compose.yml": "", "out/a.py": "", ".env": ""}
    assert paths(tree(files)) == [".env", ".gitignore", "build/docker-compose.yml"]
    assert paths(tree({**files, ".git/HEAD": ""}, "cloned")) == [".gitignore"]


@pytest.mark.parametrize(
    "skipped",
    ["node_modules/x/index.js", ".venv/lib/a.py", ".git/config", "__pycache__/a.py", "pkg/.terraform/m.tf"],
)
def test_dependencies_and_tool_folders_are_never_read(tree: Write, skipped: str) -> None:
    assert paths(tree({skipped: "", "a.py": ""})) == ["a.py"]


@pytest.mark.parametrize(
    ("beside", "output"),
    [
        ("pom.xml", "target/A.java"),
        ("build.gradle", "build/A.java"),
        ("Crm.csproj", "obj/A.cs"),
        ("go.mod", "vendor/a.go"),
    ],
)
def test_build_output_is_told_by_what_lies_beside_it(tree: Write, beside: str, output: str) -> None:
    assert paths(tree({beside: "", output: ""})) == [beside]
    assert paths(tree({output: ""}, "plain")) == [output]


def test_links_are_not_followed(tree: Write, tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text("import secret")
    root = tree({"a/x.py": ""})
    (root / "a" / "loop").symlink_to("..")
    (root / "out.py").symlink_to(tmp_path / "outside.py")
    (root / "dangling.py").symlink_to("nowhere")
    found = look(root)
    assert [file.path for file in found.files] == ["a/x.py"]
    assert found.skipped["link"] == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_folder_is_said(tree: Write) -> None:
    root = tree({"closed/x.py": "", "a.py": ""})
    (root / "closed").chmod(0)
    try:
        found = look(root)
    finally:
        (root / "closed").chmod(0o755)
    assert [(notice.code, notice.location.path) for notice in found.notices] == [("scan.unreadable", "closed")]


def test_pipes_and_sockets_are_left_out(tree: Write) -> None:
    root = tree({"a.py": ""})
    os.mkfifo(root / "pipe.py")
    found = look(root)
    assert [file.path for file in found.files] == ["a.py"]
    assert found.skipped["not a regular file"] == 1


def test_a_named_file_is_read_although_it_is_ignored(tree: Write) -> None:
    root = tree({".git/HEAD": "", ".gitignore": "*.yaml\n", "docs/notes.yaml": ""})
    assert "docs/notes.yaml" in [file.path for file in look(root, forced=frozenset(["docs/notes.yaml"])).files]


def test_a_nested_root_is_not_walked_twice(tree: Write) -> None:
    root = tree({"a.py": "", "config/b.yml": ""})
    estate = Estate.of([root, root / "config"])
    nested = frozenset(one.path for one in estate.roots)
    assert [[file.path for file in discover(one, nested).files] for one in estate.roots] == [["a.py"], ["b.yml"]]


@pytest.mark.parametrize("pattern", ["*a*a*a*a*b", "**/a/**/b/**/c/**/d", "a" * 500])
def test_patterns_that_could_take_exponential_time_are_not_applied(tree: Write, pattern: str) -> None:
    assert not is_harmless(pattern)
    root = tree({".gitignore": pattern + "\n", "a" * 200: ""})
    started = time.process_time()
    assert "a" * 200 in paths(root)
    assert time.process_time() - started < 1
