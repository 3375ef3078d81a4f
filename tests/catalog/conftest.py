"""One catalog for all tests; its compiled parts stay out of the user's own cache folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mapgen.catalog import Catalog, load_catalog


@pytest.fixture(scope="session", autouse=True)
def _own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPGEN_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def catalog(_own_cache_folder: None) -> Catalog:
    return load_catalog()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty catalog folder of a user."""
    made = tmp_path / "mine"
    (made / "systems").mkdir(parents=True)
    (made / "constructs").mkdir()
    return made
