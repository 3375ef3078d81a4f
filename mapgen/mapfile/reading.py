"""Reading a map file and the lock file beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from mapgen.errors import BudgetExceeded, InputError, MapFileError
from mapgen.mapfile.checks import cross_checks
from mapgen.mapfile.document import LockFile, join
from mapgen.mapfile.migrations import migrate
from mapgen.mapfile.problems import FieldPath, Problem, field_name, validation_problems
from mapgen.mapfile.yaml_tree import YamlBudget, YamlNode, read_tree
from mapgen.model.integration_map import IntegrationMap

LOCK_BYTES = 1_000_000_000
"""Largest lock file read."""


@dataclass(frozen=True)
class CheckedMap:
    """A map file and all that was found: `imap` is None when an error makes it unusable."""

    path: Path
    imap: IntegrationMap | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """The problems that make the map unusable."""
        return [problem for problem in self.problems if problem.severity == "error"]


def lock_path(path: Path) -> Path:
    """The lock file that belongs to a map file (`integration-map.yaml` -> `integration-map.lock.json`)."""
    return path.with_name(f"{path.stem}.lock.json")


def read_map(path: Path) -> IntegrationMap:
    """Read a map, YAML or JSON by its name, with its lock file when there is one.

    Raises:
        InputError: no such file, not readable.
        MapFileError: not a valid map; names file, line, field and the nearest right value.
        BudgetExceeded: larger or deeper than any map.
    """
    checked = check_map(path)
    errors = checked.errors
    if checked.imap is not None and not errors:
        return checked.imap
    first = errors[0]
    more = f"and {len(errors) - 1} more: run `mapgen validate {path}`" if len(errors) > 1 else None
    raise MapFileError(str(first), where=str(path), line=first.line or None, hint=more)


def check_map(path: Path) -> CheckedMap:
    """Read a map and collect every problem of its content instead of stopping at the first.

    Raises:
        InputError, MapFileError, BudgetExceeded: the files cannot be read or are not YAML or JSON at all.
    """
    document, places = _load(path)
    lock = _load_lock(lock_path(path))
    joined = join(migrate(document, str(path)), lock)
    try:
        imap = IntegrationMap.model_validate(joined)
    except ValidationError as error:
        found = [
            Problem("error", field_name(where), message, places.line(where), hint)
            for where, message, hint in validation_problems(error)
        ]
        return CheckedMap(path, None, found)
    problems = [
        Problem(severity, field_name(where), message, places.line(where), hint)
        for severity, where, message, hint in cross_checks(imap)
    ]
    return CheckedMap(path, imap, problems)


class _Places:
    """Lines of a document, parsed for places only when a problem asks for one."""

    def __init__(self, text: str, where: str, tree: YamlNode | None) -> None:
        self._text, self._where, self._tree = text, where, tree

    def line(self, path: FieldPath) -> int:
        """1-based line of a field, 0 when the document cannot tell."""
        if self._tree is None:
            try:
                self._tree = read_tree(self._text, self._where)
            except MapFileError:
                self._tree = YamlNode("scalar", -1)  # JSON that is not YAML: lines stay unknown
        return self._tree.line_of(path)


def _load(path: Path) -> tuple[dict[str, Any], _Places]:
    text = read_text(path, YamlBudget().size)
    where = str(path)
    tree: YamlNode | None = None
    data: object
    if path.suffix == ".json":
        data = parse_json(text, where)
    else:
        tree = read_tree(text, where)
        data = tree.plain()
    if not isinstance(data, dict):
        raise MapFileError("a map starts with `schema_version:`, `systems:` and `flows:`", where=where, line=1)
    return data, _Places(text, where, tree)


def _load_lock(path: Path) -> LockFile | None:
    if not path.exists():
        return None
    data = parse_json(read_text(path, LOCK_BYTES), str(path))
    if not isinstance(data, dict):
        raise MapFileError("not a lock file", where=str(path), hint=_RENEW)
    try:
        return LockFile.model_validate(migrate(data, str(path), lock=True))
    except ValidationError as error:
        where, message, _ = next(validation_problems(error))
        raise MapFileError(f"{field_name(where)}: {message}", where=str(path), hint=_RENEW) from error


_RENEW = "the lock file is written by `mapgen draft`; restore it from version control or delete it"


def read_text(path: Path, limit: int) -> str:
    """A UTF-8 file within a size limit (bytes). Raises InputError, BudgetExceeded, MapFileError."""
    try:
        if not path.is_file():
            what = "is a folder, not a map file" if path.is_dir() else "no such file"
            raise InputError(what, where=str(path))
        if path.stat().st_size > limit:
            raise BudgetExceeded(f"more than {limit:,} bytes", where=str(path))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise MapFileError("not UTF-8 text", where=str(path), line=line) from error
    except OSError as error:
        raise InputError(f"cannot read: {error.strerror or error}", where=str(path)) from error


def parse_json(text: str, where: str) -> object:
    """Parsed JSON. Raises MapFileError with line and column."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MapFileError(
            f"not valid JSON: {error.msg}", where=where, line=error.lineno, column=error.colno
        ) from error
