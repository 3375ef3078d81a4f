"""The files that the build puts into the package: layout engine and fonts."""

from __future__ import annotations

from pathlib import Path

from mapgen.errors import ExportError

FOLDER = Path(__file__).resolve().parent.parent / "assets"
"""`mapgen/export/assets`, filled by hatch_build.py."""

ENGINE = "elk-worker.min.js"
REGULAR = "DejaVuSans.ttf"
BOLD = "DejaVuSans-Bold.ttf"


def asset(name: str) -> Path:
    """Path of a built file. Raises ExportError that says how to build it."""
    path = FOLDER / name
    if not path.is_file():
        raise ExportError(
            f"pictures need {name}, which this installation was built without",
            hint="reinstall without MAPGEN_SKIP_WEB=1 (`pip install --force-reinstall .`); other formats work",
        )
    return path
