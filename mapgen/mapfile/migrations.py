"""Older map files, brought to the current schema one version at a time.

To change the schema: raise `SCHEMA_VERSION` in `mapgen.model.integration_map`, and register here, under the old
version, what turns its documents into the next version's. Migrations work on plain data, before validation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mapgen.errors import MapFileError
from mapgen.model.integration_map import SCHEMA_VERSION

Document = dict[str, Any]
"""A map or lock file as plain data."""


def _unchanged(document: Document) -> Document:
    return document


@dataclass(frozen=True)
class Migration:
    """From one version to the next: a function for the map file, one for the lock file."""

    map_file: Callable[[Document], Document] = _unchanged
    lock_file: Callable[[Document], Document] = _unchanged


MIGRATIONS: dict[int, Migration] = {}
"""By the version they start from. Version 1 is the first published one."""


def migrate(document: Document, where: str, *, lock: bool = False) -> Document:
    """The document in the current schema version.

    Raises:
        MapFileError: `schema_version` is not a number, newer than this program, or too old to be migrated.
    """
    version = document.get("schema_version", SCHEMA_VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        raise MapFileError(f"schema_version: {version!r} is not a whole number", where=where)
    if version > SCHEMA_VERSION:
        raise MapFileError(
            f"schema_version {version} is newer than this program understands ({SCHEMA_VERSION})",
            where=where,
            hint="update mapgen",
        )
    while version < SCHEMA_VERSION:
        step = MIGRATIONS.get(version)
        if step is None:
            raise MapFileError(f"schema_version {version} cannot be migrated", where=where)
        document = (step.lock_file if lock else step.map_file)(document)
        version += 1
        document = document | {"schema_version": version}
    return document
