"""Extractors come through entry points, and nothing of an analysed repository is imported."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from mapgen.scan import PluginError, load_extractors, plugins

HERE = Path(__file__).parent


def with_entries(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    made = [EntryPoint(name, value, plugins.GROUP) for name, value in values.items()]
    monkeypatch.setattr(plugins, "entry_points", lambda group: made)
    monkeypatch.syspath_prepend(str(HERE))


def test_our_own_extractors_come_through_the_door() -> None:
    loaded = load_extractors()
    names = [one.name for one in loaded.files]
    assert names == sorted(names)
    assert "config/compose" in names
    assert loaded.logs


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("no_such_module:make", "cannot be loaded: ModuleNotFoundError"),
        ("sample_extractors:nothing", "cannot be loaded: AttributeError"),
        ("os:listdir", "which is no extractor"),
    ],
)
def test_a_broken_plugin_is_named(monkeypatch: pytest.MonkeyPatch, value: str, said: str) -> None:
    with_entries(monkeypatch, acme=value)
    with pytest.raises(PluginError, match="extractor plugin 'acme'") as caught:
        load_extractors()
    assert said in str(caught.value)


TRAP = "import pathlib; pathlib.Path(__file__).resolve().parent.joinpath('IMPORTED').touch()\n"


@pytest.mark.parametrize(
    "command",
    [[str(Path(sys.executable).with_name("mapgen"))], [sys.executable, "-m", "mapgen"]],
    ids=["mapgen", "python -m mapgen"],
)
def test_packages_of_the_repository_are_not_imported(tmp_path: Path, command: list[str]) -> None:
    names = ["server", "extractors", "click", "yaml", "rich", "multiprocessing", "orjson", "sqlite3", "tree_sitter"]
    if "-m" not in command:
        names.append("mapgen")  # `python -m mapgen` names the module of the current folder: that is Python's rule
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(TRAP)
    for number in range(60):
        (tmp_path / f"m{number}.py").write_text("import os\n")
    environment = {"PATH": "/usr/bin:/bin", "MAPGEN_CACHE_DIR": str(tmp_path.parent / "cache"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [*command, "draft", ".", "-o", "-", "--no-cache", "--quiet"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("IMPORTED")) == []
