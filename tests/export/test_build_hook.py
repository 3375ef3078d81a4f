"""The build hook: pinned inputs, copies that are up to date or made again."""

import json
import re
from pathlib import Path

import pytest

hatch_build = pytest.importorskip("hatch_build", reason="hatchling, a build requirement, is not installed")

FOLDER = Path(__file__).resolve().parents[2] / hatch_build.FOLDER
LOCK = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))


def inputs(folder: Path) -> Path:
    for name in hatch_build.INPUTS:
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    return folder


def pretend(monkeypatch: pytest.MonkeyPatch) -> None:
    def install(work: Path) -> None:
        for source in hatch_build.COPIES.values():
            target = work / "node_modules" / source
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source, "utf-8")

    monkeypatch.setattr(hatch_build, "run_npm_ci", install)


def test_the_lock_file_names_no_registry():
    assert not re.search(r"https?:", (FOLDER / "package-lock.json").read_text("utf-8"))


def test_every_package_is_locked_by_hash():
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())


def test_what_is_copied_comes_from_a_locked_package():
    assert {source.split("/")[0] for source in hatch_build.COPIES.values()} == set(LOCK["packages"][""]["dependencies"])


def test_a_build_is_up_to_date_until_an_input_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    pretend(monkeypatch)
    folder = inputs(tmp_path)
    assert not hatch_build.up_to_date(folder)
    hatch_build.build(folder)
    assert hatch_build.up_to_date(folder)
    (folder / "package.json").write_text("{}", "utf-8")
    assert not hatch_build.up_to_date(folder)


def test_a_lost_copy_is_made_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    pretend(monkeypatch)
    hatch_build.build(inputs(tmp_path))
    (tmp_path / "elk-worker.min.js").unlink()
    assert not hatch_build.up_to_date(tmp_path)


def test_without_npm_the_message_names_the_way_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hatch_build.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(hatch_build.shutil, "which", lambda name: None)
    with pytest.raises(RuntimeError, match="MAPGEN_SKIP_WEB=1"):
        hatch_build.find_npm()
