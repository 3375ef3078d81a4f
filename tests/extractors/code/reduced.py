"""The test language of the code extractor: facts reduced to what a reader checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.code import extractors
from mapgen.model.extraction import FileRole
from mapgen.model.facts import AnyFact
from mapgen.model.value import Value

CASES = Path(__file__).parent / "cases"
_QUIET = frozenset({"location", "rule", "access", "package"})


@dataclass(frozen=True)
class CaseFile:
    """A file of a case, as an extractor sees it; the case's folder is the root."""

    folder: Path
    path: str
    root: str = "case"
    role: FileRole = FileRole.SOURCE

    @property
    def size(self) -> int:
        return (self.folder / self.path).stat().st_size

    def data(self) -> bytes:
        return (self.folder / self.path).read_bytes()

    def text(self) -> str:
        return self.data().decode("utf-8-sig", "replace")

    def sibling(self, path: str) -> bytes | None:
        place = self.folder / path
        return place.read_bytes() if place.is_file() else None

    def siblings(self, pattern: str) -> list[str]:
        return sorted(place.relative_to(self.folder).as_posix() for place in self.folder.glob(pattern))


def cases() -> list[Path]:
    """Every input file with an expectation beside it, or that still needs one."""
    return sorted(
        place
        for place in CASES.rglob("*")
        if place.is_file() and (place.name.startswith("input.") or place.name in ("route.ts",))
    )


def case_folder(place: Path) -> Path:
    """`cases/<language>/<construct>`, which is the root of the case."""
    language, construct, *_ = place.relative_to(CASES).parts
    return CASES / language / construct


def facts(place: Path) -> list[dict[str, Any]]:
    """The facts of a case, reduced."""
    folder = case_folder(place)
    (extractor,) = extractors()
    source = CaseFile(folder, place.relative_to(folder).as_posix())
    return [reduced(fact) for fact in extractor.extract(source)]


def reduced(fact: AnyFact) -> dict[str, Any]:
    """Type, rule, line and every field that says something; values as strings with their holes."""
    made: dict[str, Any] = {"fact": type(fact).__name__, "rule": fact.rule, "line": fact.location.line}
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if name in _QUIET or value in ("", None, (), "unknown"):
            continue
        if isinstance(value, Value):
            value = str(value)
        elif name == "fields":
            value = [item.name for item in value]
        elif isinstance(value, tuple):
            value = list(value)
        made[name] = value
    return made
