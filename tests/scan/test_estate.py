"""Names and kinds of roots."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.errors import InputError
from mapgen.scan import Estate


def folders(base: Path, *names: str) -> list[Path]:
    for name in names:
        (base / name).mkdir(parents=True)
    return [base / name for name in names]


def test_roots_are_called_after_their_folders(tmp_path: Path) -> None:
    assert [root.name for root in Estate.of(folders(tmp_path, "crm", "config")).roots] == ["crm", "config"]


def test_equal_names_are_told_apart_by_the_folder_above(tmp_path: Path) -> None:
    found = Estate.of(folders(tmp_path, "crm/src", "billing/src", "other"))
    assert [root.name for root in found.roots] == ["crm-src", "billing-src", "other"]


def test_the_same_folder_counts_once(tmp_path: Path) -> None:
    (root,) = folders(tmp_path, "crm")
    assert len(Estate.of([root, root / ".." / "crm"]).roots) == 1


def test_a_specification_outside_the_roots_is_a_root_of_its_own(tmp_path: Path) -> None:
    (root,) = folders(tmp_path, "crm")
    (tmp_path / "partner.yaml").write_text("openapi: 3.1.0")
    estate = Estate.of([root], specs=[tmp_path / "partner.yaml"])
    assert estate.given_specs == {("partner.yaml", "partner.yaml")}
    assert estate.paths["partner.yaml"] / "partner.yaml" == tmp_path / "partner.yaml"


def test_a_specification_inside_a_root_is_read_there(tmp_path: Path) -> None:
    (root,) = folders(tmp_path, "crm")
    (root / "api.yaml").write_text("openapi: 3.1.0")
    (only,) = Estate.of([root], specs=[root / "api.yaml"]).roots
    assert only.forced == {"api.yaml"}


def test_logs_may_be_files_or_folders(tmp_path: Path) -> None:
    (logs,) = folders(tmp_path, "logs")
    (tmp_path / "access.log").write_text("")
    estate = Estate.of(logs=[tmp_path / "access.log", logs])
    assert [(root.name, root.kind, root.only) for root in estate.roots] == [
        ("access.log", "log", "access.log"),
        ("logs", "log", ""),
    ]


def test_wrong_paths_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        Estate.of([tmp_path / "absent"])
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="a root is a folder"):
        Estate.of([tmp_path / "file"])
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError):
        Estate.of([tmp_path / "loop"])
