"""A map and its lock are written both or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from mapgen.errors import OutputError
from mapgen.mapfile import write_map
from mapgen.mapfile.atomic import write_files
from mapgen.model.integration_map import IntegrationMap


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_full_disk_leaves_the_old_files(
    tmp_path: Path, small_map: IntegrationMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.yaml"
    write_map(small_map, path)
    before = files_of(tmp_path)
    calls: list[int] = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    small_map.flows[0].confidence = 0.5
    small_map.name = "other"
    with pytest.raises(OutputError, match=r"map\.yaml: cannot write: No space left on device"):
        write_map(small_map, path)
    assert files_of(tmp_path) == before


def test_a_missing_folder_is_said(tmp_path: Path, small_map: IntegrationMap) -> None:
    with pytest.raises(OutputError, match="check that the folder exists"):
        write_map(small_map, tmp_path / "absent" / "map.yaml")


def test_a_folder_in_the_place_of_the_map_leaves_no_lock(tmp_path: Path, small_map: IntegrationMap) -> None:
    (tmp_path / "map.yaml").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_map(small_map, tmp_path / "map.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["map.yaml"]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    write_files([(tmp_path / "link.yaml", b"new")])
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("old")
    path.chmod(0o640)
    write_files([(path, b"new")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
