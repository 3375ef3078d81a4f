"""Results of earlier runs are used again exactly as long as nothing they depend on has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact
from mapgen.scan import Estate, Extractors, ScanOptions, scan

from .sample_extractors import Imports

Write = Callable[..., Path]


class Counting(Imports):
    """Knows which files it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        self.given.append(source.path)
        return super().extract(source)


def read_by(root: Path, version: str = "1", catalog: str = "c1", **options: object) -> list[str]:
    """The files that were really read by one run."""
    extractor = Counting()
    extractor.version = version
    scan(Estate.of([root]), Extractors([extractor]), options=ScanOptions(**options), catalog_version=catalog)  # type: ignore[arg-type]
    return extractor.given


@pytest.fixture
def root(tree: Write) -> Path:
    made = tree({"a.py": "import a", "b.py": "import b\nlike data.txt\nbeside *.txt", "data.txt": "one"})
    assert read_by(made) == ["a.py", "b.py"]
    return made


def test_nothing_is_read_twice(root: Path) -> None:
    assert read_by(root) == []


def test_a_changed_file_is_read_again(root: Path) -> None:
    (root / "a.py").write_text("import c")
    assert read_by(root) == ["a.py"]


def test_a_touched_file_is_not(root: Path) -> None:
    os.utime(root / "a.py")
    assert read_by(root) == []


@pytest.mark.parametrize("change", ["changed", "gone", "another"])
def test_a_file_is_read_again_when_a_sibling_it_looked_at_changes(root: Path, change: str) -> None:
    if change == "changed":
        (root / "data.txt").write_text("two")
    elif change == "gone":
        (root / "data.txt").unlink()
    else:
        (root / "more.txt").write_text("")
    assert read_by(root) == ["b.py"]
    assert read_by(root) == []


def test_another_extractor_version_or_catalog_reads_all(root: Path) -> None:
    assert read_by(root, version="2") == ["a.py", "b.py"]
    assert read_by(root, version="2", catalog="c2") == ["a.py", "b.py"]


def test_it_can_be_switched_off(root: Path) -> None:
    assert read_by(root, cache=False) == ["a.py", "b.py"]


def test_the_same_facts_come_out(root: Path) -> None:
    first = scan(Estate.of([root]), Extractors([Imports()]), options=ScanOptions(cache=False))
    scan(Estate.of([root]), Extractors([Imports()]))
    again = scan(Estate.of([root]), Extractors([Imports()]))
    assert again == first


@pytest.mark.parametrize("damage", [b"", b"not a database" * 1000])
def test_a_damaged_cache_only_costs_time(root: Path, own_cache: Path, damage: bytes) -> None:
    (database,) = (own_cache / "scan").glob("*.sqlite")
    database.write_bytes(damage)
    assert read_by(root) == ["a.py", "b.py"]
    assert read_by(root) == []


def test_a_cache_folder_that_cannot_be_made_only_costs_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", "/dev/null/x")
    assert read_by(root) == ["a.py", "b.py"]


def test_nothing_is_written_below_the_root(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(root / "cache"))
    before = sorted(root.rglob("*"))
    read_by(root)
    assert sorted(root.rglob("*")) == before
