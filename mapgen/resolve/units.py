"""Who am I: deployable units, their names, and which unit owns a file.

Several declarations speak of one unit: a compose service, its build context's module, the application name in
its properties, its Kubernetes workload and Service. They are joined by folder, by name and by alias.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from mapgen.model.facts import CallMade, Fact, Imported, MessageChannel, RouteServed, StoreUsed, UnitDeclared
from mapgen.model.location import Location
from mapgen.model.naming import comparable, slug

_PREFERENCE = {
    "compose_service": 0,
    "k8s_workload": 1,
    "application": 2,
    "k8s_service": 3,
    "pipeline": 4,
    "workflow": 4,
    "serverless_function": 4,
    "build_module": 5,
    "container_image": 6,
    "process": 7,
}
_SUFFIXES = ("microservice", "webservice", "service", "server", "svc", "application", "app", "api")
_DEPLOYMENTS = frozenset({"compose_service", "k8s_workload", "serverless_function"})


def stem(name: str) -> str:
    """Comparable name without trailing generic words ("account-service" -> "account")."""
    made = comparable(name)
    while cut := next((s for s in _SUFFIXES if made.endswith(s) and len(made) - len(s) >= 3), None):
        made = made[: -len(cut)]
    return made


@dataclass(slots=True, eq=False)
class Unit:
    """One deployable unit. `directories` are (root, folder) pairs whose files belong to it; a `workspace` only
    holds other units (the root of a monorepo)."""

    name: str
    declarations: list[UnitDeclared] = field(default_factory=list)
    directories: set[tuple[str, str]] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    ports: set[int] = field(default_factory=set)
    images: list[UnitDeclared] = field(default_factory=list)
    deployed: bool = True
    workspace: bool = False
    key: str = ""

    @property
    def kinds(self) -> set[str]:
        """Kinds of the declarations that speak of this unit."""
        return {declaration.unit_kind for declaration in self.declarations}

    @property
    def is_deployment(self) -> bool:
        """A deployment descriptor (compose, Kubernetes, serverless) runs this unit."""
        return bool(self.kinds & _DEPLOYMENTS)


class UnitIndex:
    """All units of an estate, with look-up by name, port and file location."""

    def __init__(self, declared: Iterable[UnitDeclared]) -> None:
        self.units: list[Unit] = _join(sorted(declared, key=_order))
        _mark_workspaces(self.units)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_stem: dict[str, list[Unit]] = defaultdict(list)
        self._by_directory: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        self._by_port: dict[int, list[Unit]] = defaultdict(list)
        for unit in self.units:
            self._register(unit)
        _give_keys(self.units)

    def _register(self, unit: Unit) -> None:
        for name in sorted({comparable(n) for n in (unit.name, *unit.aliases)} - {""}):
            self._by_name[name].append(unit)
        for name in sorted({stem(n) for n in (unit.name, *unit.aliases)} - {""}):
            self._by_stem[name].append(unit)
        for place in unit.directories:
            self._by_directory[place].append(unit)
        for port in unit.ports:
            self._by_port[port].append(unit)

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
        return max(loose, key=lambda unit: _nearness(unit, near))

    def by_port(self, port: int) -> Unit | None:
        """The only unit that listens on this port, if exactly one does."""
        found = self._by_port.get(port, [])
        return found[0] if len(found) == 1 else None


def with_root_units(facts: Mapping[type[Fact], Sequence[Fact]]) -> list[UnitDeclared]:
    """The declared units, plus one for every root whose code no declared unit owns: the application as a whole."""
    declared = cast("list[UnitDeclared]", list(facts.get(UnitDeclared, [])))
    owned = {(d.location.root, d.directory) for d in declared if d.directory is not None}
    orphans = {
        fact.location.root
        for kind in (CallMade, Imported, MessageChannel, RouteServed, StoreUsed)
        for fact in facts.get(kind, [])
        if not _has_owner(fact.location, owned)
    }
    return declared + [
        UnitDeclared(location=Location(root, "."), rule="estate/root", name=root, unit_kind="process", directory="")
        for root in sorted(orphans)
    ]


def _has_owner(place: Location, owned: set[tuple[str, str]]) -> bool:
    folder = place.directory
    while (place.root, folder) not in owned:
        if not folder:
            return False
        folder = folder.rpartition("/")[0]
    return True


def _order(unit: UnitDeclared) -> tuple[bool, int, bool, str, str, int, str]:
    """Deployments first; what names neither a folder nor an image (a config repository's file) last."""
    place, bare = unit.location, unit.directory is None and unit.image is None and not unit.deployed
    preference = _PREFERENCE.get(unit.unit_kind, 9)
    return (bare, preference, unit.directory is None, place.root, place.path, place.line, unit.name)


def _nearness(unit: Unit, near: Location) -> tuple[bool, int, bool]:
    same_root = any(d.location.root == near.root for d in unit.declarations)
    common = max((_common(d.location.path, near.path) for d in unit.declarations), default=0)
    return (same_root, common, unit.is_deployment)


def _common(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left.split("/"), right.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count


def _names(declaration: UnitDeclared) -> set[str]:
    return {comparable(name) for name in (declaration.name, *declaration.aliases)} - {""}


def _join(declared: list[UnitDeclared]) -> list[Unit]:
    """Group declarations into units, strongest kind of declaration first."""
    units: list[Unit] = []
    for declaration in declared:
        if declaration.unit_kind == "spec":
            continue
        home = _home(declaration, units)
        if declaration.unit_kind == "container_image" and (sharers := _sharers(declaration, units)):
            for unit in sharers:
                unit.images.append(declaration)
            continue
        if home is None:
            home = Unit(declaration.name)
            home.deployed = False
            units.append(home)
        _absorb(home, declaration)
    return units


def _home(declaration: UnitDeclared, units: list[Unit]) -> Unit | None:
    """The unit this declaration also speaks of: same name or alias (folders compatible), else same folder."""
    names = _names(declaration)
    if (folder := _of_folder(declaration, units)) is not None:
        return folder
    same_name = [
        u for u in units if names & {comparable(n) for n in (u.name, *u.aliases)} and _compatible(u, declaration)
    ]
    if same_name:
        return max(same_name, key=lambda u: _nearness(u, declaration.location))
    if declaration.directory is None:
        return None
    if declaration.unit_kind in ("application", "build_module", "container_image"):
        bare = [u for u in units if not u.directories and _says_folder(u, declaration.directory) and _own_image(u)]
        if len(bare) == 1:
            return bare[0]
    return None


def _of_folder(declaration: UnitDeclared, units: list[Unit]) -> Unit | None:
    """The unit that already owns the declared folder: of several, the one called like the folder, else the first."""
    if declaration.unit_kind in _DEPLOYMENTS or declaration.directory is None:
        return None
    here = [u for u in units if (declaration.location.root, declaration.directory) in u.directories]
    folder = stem(declaration.directory.rpartition("/")[2])
    return next((u for u in here if stem(u.name) == folder), here[0] if here else None)


def _sharers(declaration: UnitDeclared, units: list[Unit]) -> list[Unit]:
    """Units built from one folder: its image is theirs, its name is not."""
    here = [u for u in units if (declaration.location.root, declaration.directory) in u.directories]
    return here if len(here) > 1 else []


def _compatible(unit: Unit, declaration: UnitDeclared) -> bool:
    """Equal names in different folders are different things, unless one of them names no folder."""
    if declaration.directory is None or not unit.directories:
        return True
    root = declaration.location.root
    if (root, declaration.directory) in unit.directories:
        return True
    inside = [d for r, d in unit.directories if r == root]
    nested = any(_within(declaration.directory, d) or _within(d, declaration.directory) for d in inside)
    return nested or declaration.unit_kind in _DEPLOYMENTS or declaration.unit_kind == "k8s_service" or not inside


def _within(inner: str, outer: str) -> bool:
    return outer != "" and (inner == outer or inner.startswith(outer + "/"))


def image_name(declaration: UnitDeclared) -> str:
    """Last path segment of the image without tag and digest; "" when there is none."""
    text = str(declaration.image) if declaration.image is not None else ""
    return (
        text.split("@")[0].rpartition("/")[2].split(":")[0] if "{" not in text.rpartition("/")[2].split(":")[0] else ""
    )


def _own_image(unit: Unit) -> bool:
    return not unit.images or all("/" in str(i.image) or "{" in str(i.image) for i in unit.images)


def _says_folder(unit: Unit, directory: str) -> bool:
    """The unit's name, or its image's name, is the folder's name (or ends with it after a hyphen)."""
    folder = directory.rpartition("/")[2]
    if not folder:
        return False
    images = [image_name(i) for i in unit.images]
    return any(stem(n) == stem(folder) or n.endswith("-" + folder) for n in (unit.name, *images) if n)


def _absorb(unit: Unit, declaration: UnitDeclared) -> None:
    unit.declarations.append(declaration)
    unit.aliases.update(a for a in (declaration.name, *declaration.aliases) if a)
    unit.ports.update(declaration.ports)
    unit.deployed = unit.deployed or declaration.deployed
    if declaration.directory is not None:
        unit.directories.add((declaration.location.root, declaration.directory))
    if declaration.image is not None:
        unit.images.append(declaration)


def _mark_workspaces(units: list[Unit]) -> None:
    """A module that is not deployed itself and whose folder holds two or more other deployed units is a workspace."""
    for unit in units:
        if unit.is_deployment or "application" in unit.kinds:
            continue
        held = sum(
            any(r == root and d != folder and (folder == "" or _within(d, folder)) for r, d in other.directories)
            for other in units
            if other is not unit and other.deployed
            for root, folder in unit.directories
        )
        unit.workspace = held >= 2
        unit.deployed = unit.deployed and not unit.workspace


def _give_keys(units: list[Unit]) -> None:
    """Unique stable keys from names; a second unit of the same name is told apart by its folder."""
    taken: set[str] = set()
    for unit in units:
        key = slug(unit.name)
        if key in taken:
            folder = min((d for _, d in unit.directories), default="")
            key = slug(f"{folder}-{unit.name}") if folder else key
        base, number = key, 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        taken.add(key)
        unit.key = key
