"""Writing a map file and its lock file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson

from mapgen.errors import InputError
from mapgen.mapfile.atomic import write_files
from mapgen.mapfile.comments import Comments, comments_of
from mapgen.mapfile.document import lock_file, lock_text, map_document
from mapgen.mapfile.reading import lock_path, read_text
from mapgen.mapfile.yaml_text import document
from mapgen.mapfile.yaml_tree import YamlBudget, read_tree
from mapgen.model.integration_map import IntegrationMap

HEADER = """\
# Integration map: which systems exchange which data, and how. Edit it freely; `mapgen validate` checks it.
# `source` -> `target` is the direction of the data. Evidence is in the lock file beside this one."""
"""The comment a new map file starts with; a header that people wrote stays."""


@dataclass(frozen=True)
class WrittenMap:
    """Where a map went; `changed` is False when both files already had this content and were left alone."""

    map_path: Path
    lock_path: Path
    changed: bool


def write_map(imap: IntegrationMap, path: Path) -> WrittenMap:
    """Write the map file (YAML, or JSON by its name) and the lock file, both or neither, the lock first.

    Comments of an existing YAML map are kept as `mapgen.mapfile.comments` says.

    Raises:
        OutputError: the folder is missing, read-only or full; the old files are as they were.
    """
    lock = lock_path(path)
    text = _json_text(imap) if path.suffix == ".json" else _yaml_text(imap, _old_comments(path))
    contents = [(lock, dump_lock(imap).encode()), (path, text.encode())]
    changed = [(place, content) for place, content in contents if not _same(place, content)]
    if changed:
        write_files(changed)
    return WrittenMap(path, lock, bool(changed))


def dump_map(imap: IntegrationMap) -> str:
    """The map file's YAML text."""
    return _yaml_text(imap, Comments())


def dump_lock(imap: IntegrationMap) -> str:
    """The lock file's JSON text."""
    return lock_text(lock_file(imap))


def _yaml_text(imap: IntegrationMap, comments: Comments) -> str:
    return document(map_document(imap), comments.by_path, comments.header or HEADER, comments.footer)


def _json_text(imap: IntegrationMap) -> str:
    return orjson.dumps(map_document(imap), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _old_comments(path: Path) -> Comments:
    """Comments of the file that is about to be replaced; a file that is no YAML has none worth keeping."""
    if not path.exists():
        return Comments()
    try:
        text = read_text(path, YamlBudget().size)
        return comments_of(text, read_tree(text, str(path)))
    except InputError:
        return Comments()


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
