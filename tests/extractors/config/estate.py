"""A folder as an estate root, and facts in a form that is easy to read in expected files."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from extractors.config import extractors
from mapgen.model.extraction import FileRole
from mapgen.model.facts import AnyFact
from mapgen.model.value import Value

CASES = Path(__file__).parent / "cases"


class FolderFile:
    """A `SourceFile` over a real folder; the root is called "estate"."""

    def __init__(self, base: Path, path: str) -> None:
        self._base = base
        self._path = path

    @property
    def root(self) -> str:
        return "estate"

    @property
    def path(self) -> str:
        return self._path

    @property
    def role(self) -> FileRole:
        return FileRole.SOURCE

    @property
    def size(self) -> int:
        return (self._base / self._path).stat().st_size

    def data(self) -> bytes:
        return (self._base / self._path).read_bytes()

    def text(self) -> str:
        return self.data().decode("utf-8-sig", errors="replace")

    def sibling(self, path: str) -> bytes | None:
        target = (self._base / path).resolve()
        if not target.is_relative_to(self._base.resolve()) or not target.is_file():
            return None
        return target.read_bytes()

    def siblings(self, pattern: str) -> list[str]:
        if pattern.startswith("**/"):
            return [path for path in files_of(self._base) if fnmatchcase(PurePosixPath(path).name, pattern[3:])]
        wanted = len(PurePosixPath(pattern).parts)
        return [
            path
            for path in files_of(self._base)
            if len(PurePosixPath(path).parts) == wanted and fnmatchcase(path, pattern)
        ]


def files_of(base: Path) -> list[str]:
    """POSIX paths of the files below a folder, sorted."""
    return sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())


def facts_of(base: Path) -> list[AnyFact]:
    """Every fact that the config extractors give for a folder, in file order."""
    found: list[AnyFact] = []
    for path in files_of(base):
        for extractor in extractors():
            if extractor.accepts(path):
                found.extend(extractor.extract(FolderFile(base, path)))
    return found


def plain(fact: AnyFact) -> dict[str, Any]:
    """A fact as readable JSON: the place as `path:line`, values as text, defaults left out."""
    made: dict[str, Any] = {"fact": type(fact).__struct_config__.tag, "at": str(fact.location), "rule": fact.rule}
    for field in msgspec.structs.fields(fact):
        value = getattr(fact, field.name)
        if field.name in ("location", "rule") or (field.default is not msgspec.NODEFAULT and value == field.default):
            continue
        made[field.name] = _plain(value)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return "".join(part if isinstance(part, str) else _hole(part) for part in value.parts)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return msgspec.to_builtins(value)


def _hole(part: Any) -> str:
    default = f"={_plain(part.default)}" if part.default is not None else ""
    return f"{{{part.kind}:{part.name}{default}}}"
