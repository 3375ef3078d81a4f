"""Small estates on disk, and a cache of their own for every test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Tree = dict[str, str | bytes]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    return tmp_path / "cache"


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[Tree], Path]:
    """Write files below a fresh root and give the root."""

    def write(files: Tree, name: str = "app") -> Path:
        root = tmp_path / name
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            full = root / path
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write
