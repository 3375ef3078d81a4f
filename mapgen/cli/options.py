"""What several commands do with their options."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


def use_catalogs(folders: Sequence[Path]) -> None:
    """Let this process and its workers read the user's own catalog folders, after those already in the environment."""
    from mapgen.catalog import ENVIRONMENT

    if folders:
        named = [part for part in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if part]
        os.environ[ENVIRONMENT] = os.pathsep.join([*named, *(str(folder.resolve()) for folder in folders)])
