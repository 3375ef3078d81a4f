"""Shared pieces of the export tests."""

import os

import pytest

from mapgen.export.render import assets

_BUILT = all((assets.FOLDER / name).is_file() for name in (assets.ENGINE, assets.REGULAR, assets.BOLD))

needs_assets = pytest.mark.skipif(
    not _BUILT and os.environ.get("CI") != "true",
    reason="picture assets are not built (reinstall without MAPGEN_SKIP_WEB=1)",
)
"""Skips where the build left the layout engine out; never in CI."""
