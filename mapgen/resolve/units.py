"""Who am I: deployable units, their names, and which unit owns a file.

Several declarations speak of one unit: a compose service, its build context's module, the application name in
its properties, its Kubernetes workload and Service (joining.py puts them together).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from mapgen.model.facts import CallMade, Fact, Imported, MessageChannel, RouteServed, StoreUsed, UnitDeclared
from mapgen.model.location import Location
from mapgen.model.naming import comparable
from mapgen.resolve.joining import ROOT_RULE, join_units
from mapgen.resolve.unit import Unit, image_name, nearness, stem

_TOOLING = frozenset(
    "scripts script tools tool hack bin dev ci .github .circleci build benchmarks examples demo".split()
)
"""Folders of a monorepo's root whose code serves the developers."""

__all__ = ["Unit", "UnitIndex", "code_folders", "image_name", "stem", "with_root_units"]


class UnitIndex:
    """All units of an estate, with look-up by name, port and file location."""

    def __init__(self, declared: Iterable[UnitDeclared], code: Collection[tuple[str, str]] | None = None) -> None:
        self.units: list[Unit] = join_units(declared, code)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_stem: dict[str, list[Unit]] = defaultdict(list)
        self._by_directory: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        self._by_port: dict[int, list[Unit]] = defaultdict(list)
        for unit in self.units:
            self._register(unit)

    def _register(self, unit: Unit) -> None:
        for name in sorted({comparable(n) for n in (unit.name, *unit.aliases)} - {""}):
            self._by_name[name].append(unit)
        for name in sorted({stem(n) for n in (unit.name, *unit.aliases)} - {""}):
            self._by_stem[name].append(unit)
        for place in unit.directories:
            self._by_directory[place].append(unit)
        for port in unit.ports:
            self._by_port[port].append(unit)

    def let_act(self, places: Iterable[Location]) -> None:
        """A workspace with code of its own, beside the folders of its units and of its tooling, acts like any unit."""
        for place in places:
            owner = self.owner(place)
            if owner is not None and owner.workspace and not owner.acts:
                owner.acts = self._own_code(owner, place)

    def _own_code(self, owner: Unit, place: Location) -> bool:
        base = min((folder for root, folder in owner.directories if root == place.root), default="")
        first, below, _ = place.path.removeprefix(f"{base}/" if base else "").partition("/")
        top = f"{base}/{first}" if base else first
        held = any(root == place.root and f"{folder}/".startswith(f"{top}/") for root, folder in self._by_directory)
        return bool(below) and first.lower() not in _TOOLING and not held

    def at(self, root: str, folder: str) -> list[Unit]:
        """Units that own exactly this folder."""
        return self._by_directory.get((root, folder), [])

    def owner(self, location: Location) -> Unit | None:
        """The unit whose folder is the nearest one above the file."""
        owners = self.owners(location)
        return owners[0] if owners else None

    def owners(self, location: Location) -> list[Unit]:
        """Units of the nearest owned folder above the file (several when one folder is deployed more than once)."""
        folder = location.directory
        while True:
            if found := self._by_directory.get((location.root, folder)):
                return found
            if not folder:
                return []
            folder = folder.rpartition("/")[0]

    def find(self, name: str, near: Location | None = None) -> Unit | None:
        """The unit of that name or alias; by stem when only one unit has it. `near` breaks ties: same root, then
        the longest common folder."""
        exact = self._by_name.get(comparable(name), [])
        loose = exact or self._by_stem.get(stem(name), [])
        if not exact and len(loose) > 1:
            return None
        if len(loose) <= 1 or near is None:
            return loose[0] if loose else None
        return max(loose, key=lambda unit: nearness(unit, near))

    def by_port(self, port: int) -> Unit | None:
        """The only unit that listens on this port, if exactly one does."""
        found = self._by_port.get(port, [])
        return found[0] if len(found) == 1 else None


_CODE = (CallMade, Imported, MessageChannel, RouteServed, StoreUsed)


def code_folders(facts: Mapping[type[Fact], Sequence[Fact]]) -> set[tuple[str, str]]:
    """(root, folder) of every file in which code does something."""
    return {(f.location.root, f.location.directory) for kind in _CODE for f in facts.get(kind, [])}


def with_root_units(facts: Mapping[type[Fact], Sequence[Fact]]) -> list[UnitDeclared]:
    """The declared units, plus one for every root whose code no declared unit owns: the application as a whole."""
    declared = cast("list[UnitDeclared]", list(facts.get(UnitDeclared, [])))
    owned = {(d.location.root, d.directory) for d in declared if d.directory is not None}
    orphans = {
        fact.location.root for kind in _CODE for fact in facts.get(kind, []) if not _has_owner(fact.location, owned)
    }
    return declared + [
        UnitDeclared(location=Location(root, "."), rule=ROOT_RULE, name=root, unit_kind="process", directory="")
        for root in sorted(orphans)
    ]


def _has_owner(place: Location, owned: set[tuple[str, str]]) -> bool:
    folder = place.directory
    while (place.root, folder) not in owned:
        if not folder:
            return False
        folder = folder.rpartition("/")[0]
    return True
