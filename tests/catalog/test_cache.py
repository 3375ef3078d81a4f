from __future__ import annotations

import time
from pathlib import Path

import pytest

from mapgen.catalog import load_catalog

GENEROUS = 10
"""How much slower than on a quiet machine a load may be before the test calls it broken."""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "catalog"


def everything() -> int:
    catalog = load_catalog()
    constructs = sum(len(catalog.constructs(language)) for language in catalog.languages)
    return len(catalog.systems) + len(catalog.roles) + len(catalog.all_data_types) + constructs


def test_a_second_load_reads_the_compiled_parts_and_gives_the_same(cache: Path) -> None:
    first = load_catalog().systems
    compiled = list(cache.glob("systems-*.msgpack"))

    assert len(compiled) == 1
    assert load_catalog().systems == first


def test_a_compiled_load_is_fast(cache: Path) -> None:
    everything()
    start = time.perf_counter()
    everything()

    assert time.perf_counter() - start < 0.15 * GENEROUS


@pytest.mark.parametrize("content", [b"", b"\xff\xff", b"\x93\x01\x02\x03"])
def test_a_damaged_compiled_part_is_ignored_and_made_again(cache: Path, content: bytes) -> None:
    first = load_catalog().systems
    compiled = next(cache.glob("systems-*.msgpack"))
    compiled.write_bytes(content)

    assert load_catalog().systems == first
    assert compiled.read_bytes() != content


def test_without_a_writable_cache_folder_all_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path / "file"))

    assert everything() > 1000


def test_without_a_home_nothing_is_written_to_a_relative_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAPGEN_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")

    assert everything() > 1000
    assert list(tmp_path.iterdir()) == []


def test_old_compiled_parts_do_not_pile_up(cache: Path, folder: Path) -> None:
    for number in range(12):
        (folder / "systems" / "a.yaml").write_text(f"systems:\n  - {{id: hubspot, name: Name {number}}}\n")
        assert load_catalog([folder]).system("hubspot").name == f"Name {number}"

    assert len(list(cache.glob("systems-*.msgpack"))) < 12
    assert not list(cache.glob(".systems-*"))
