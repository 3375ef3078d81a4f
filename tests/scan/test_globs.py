"""Paths that match a pattern, as extractors ask for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.scan.source import RootFiles, matches

PATHS = ["a.yaml", "b/a.yaml", "b/c/a.yaml", "b/c/d.yml", "b.yaml/x", "e/[f]/a.yaml"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.yaml", ["a.yaml"]),
        ("b/a.yaml", ["b/a.yaml"]),
        ("b/*", ["b/a.yaml"]),
        ("*/*.y*ml", ["b/a.yaml"]),
        ("**/a.yaml", ["a.yaml", "b/a.yaml", "b/c/a.yaml", "e/[f]/a.yaml"]),
        ("b/**", ["b/a.yaml", "b/c/a.yaml", "b/c/d.yml"]),
        ("b/**/*.yml", ["b/c/d.yml"]),
        ("/a.yaml", []),
        ("none/*", []),
    ],
)
def test_stars_stay_within_a_folder_and_double_stars_cross(pattern: str, found: list[str]) -> None:
    assert RootFiles("app", Path("app"), PATHS).glob(pattern) == found


_segments = st.lists(st.sampled_from(["a", "b", "ab", "*", "a*", "**", "?"]), min_size=1, max_size=4).map("/".join)


@given(pattern=_segments, paths=st.lists(st.from_regex(r"[ab]{1,2}(/[ab]{1,2}){0,3}", fullmatch=True), unique=True))
def test_the_index_of_folders_finds_what_comparing_every_path_finds(pattern: str, paths: list[str]) -> None:
    each = [path for path in sorted(paths) if matches(path.split("/"), pattern.split("/"))]
    assert RootFiles("app", Path("app"), sorted(paths)).glob(pattern) == each
