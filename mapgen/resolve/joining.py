"""Which declarations speak of one unit: joined by folder, by name, by alias, by image."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from mapgen.model.facts import UnitDeclared
from mapgen.model.naming import comparable, slug
from mapgen.resolve.unit import DEPLOYMENTS, GENERIC_WORDS, Unit, image_name, nearness, stem

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
"""Whose name a unit takes: the smallest number wins."""

_Folder = tuple[str, str]

ROOT_RULE = "estate/root"
"""Rule of the unit made for a root whose code nothing declared."""


def join_units(declared: Iterable[UnitDeclared], code: Collection[_Folder] | None = None) -> list[Unit]:
    """Units with unique keys, in order of their strongest declaration. `code`: folders in which code was seen."""
    joiner = _Joiner()
    for declaration in sorted(declared, key=_order):
        if declaration.unit_kind != "spec":
            joiner.add(declaration)
    _mark_workspaces(joiner.units, code)
    _give_keys(joiner.units)
    return joiner.units


def _order(unit: UnitDeclared) -> tuple[bool, int, bool, str, str, int, str]:
    """Deployments first; what names neither a folder nor an image (a config repository's file) last."""
    place, bare = unit.location, unit.directory is None and unit.image is None and not unit.deployed
    preference = _PREFERENCE.get(unit.unit_kind, 9)
    return (bare, preference, unit.directory is None, place.root, place.path, place.line, unit.name)


class _Joiner:
    """Units made so far, by name and by folder."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_folder: dict[_Folder, list[Unit]] = defaultdict(list)

    def add(self, declaration: UnitDeclared) -> None:
        """Let a declaration join the unit it speaks of, or make a new one."""
        here = self._here(declaration)
        if declaration.unit_kind == "container_image":
            if len(here) > 1:
                for unit in here:  # units built from one folder: its image is theirs, its name is not
                    unit.images.append(declaration)
                return
            if (namesake := self._running_namesake(declaration, here)) is not None:
                namesake.images.append(declaration)  # built by a tool from a folder that holds many
                return
        home = self._home(declaration, here)
        if home is None:
            home = Unit(declaration.name, deployed=False)
            self.units.append(home)
        self._absorb(home, declaration)

    def _here(self, declaration: UnitDeclared) -> list[Unit]:
        if declaration.directory is None or declaration.unit_kind in DEPLOYMENTS:
            return []
        return self._by_folder.get((declaration.location.root, declaration.directory), [])

    def _running_namesake(self, declaration: UnitDeclared, here: list[Unit]) -> Unit | None:
        """The deployed unit an image is called like, when the image is built from the folder of another one."""
        named = [u for u in self._by_name.get(comparable(declaration.name), ()) if u.is_deployment]
        return named[0] if len(named) == 1 and here and named[0] not in here else None

    def _home(self, declaration: UnitDeclared, here: list[Unit]) -> Unit | None:
        """The owner of the folder (of several, the one called like it), else the unit of that name or image."""
        if here and declaration.directory is not None:
            folder = stem(declaration.directory.rpartition("/")[2])
            return next((u for u in here if stem(u.name) == folder), here[0])
        named = {id(u): u for name in _names(declaration) for u in self._by_name.get(name, ())}
        fitting = [u for u in named.values() if _compatible(u, declaration) and not _upstream(u, declaration)]
        if fitting:
            return max(fitting, key=lambda u: nearness(u, declaration.location))
        return self._by_image(declaration)

    def _by_image(self, declaration: UnitDeclared) -> Unit | None:
        """The only deployment without a folder that runs an image called like the declared folder."""
        if declaration.directory is None or declaration.unit_kind in DEPLOYMENTS:
            return None
        folder = declaration.directory.rpartition("/")[2] or declaration.location.root
        bare = [u for u in self.units if not u.directories and _runs_folder(u, folder)]
        return bare[0] if len(bare) == 1 else None

    def _absorb(self, unit: Unit, declaration: UnitDeclared) -> None:
        unit.declarations.append(declaration)
        unit.aliases.update(a for a in (declaration.name, *declaration.aliases) if a)
        unit.ports.update(declaration.ports)
        unit.deployed = unit.deployed or declaration.deployed
        if declaration.directory is not None:
            place = (declaration.location.root, declaration.directory)
            unit.directories.add(place)
            if unit not in self._by_folder[place]:
                self._by_folder[place].append(unit)
        if declaration.image is not None:
            unit.images.append(declaration)
        for name in _names(declaration):
            if unit not in self._by_name[name]:
                self._by_name[name].append(unit)


def _names(declaration: UnitDeclared) -> set[str]:
    return {comparable(name) for name in (declaration.name, *declaration.aliases)} - {""}


def _compatible(unit: Unit, declaration: UnitDeclared) -> bool:
    """Equal names in different folders are different things, unless one of them names no folder, or one is the whole
    repository and the other how it is packed (`docker/shop/Dockerfile`)."""
    if declaration.directory is None or not unit.directories:
        return True
    if declaration.unit_kind in DEPLOYMENTS or declaration.unit_kind == "k8s_service":
        return True
    inside = [folder for root, folder in unit.directories if root == declaration.location.root]
    if "" in (declaration.directory, *inside):
        return not (declaration.unit_kind == "build_module" and "build_module" in unit.kinds)
    return not inside or any(_within(declaration.directory, d) or _within(d, declaration.directory) for d in inside)


def _upstream(unit: Unit, declaration: UnitDeclared) -> bool:
    """Is the unit somebody else's image (`rabbitmq:4` run as `eventbus`) and the declaration a module of that name?"""
    images = {image_name(image) for image in unit.images if "/" not in str(image.image)}
    foreign = bool(unit.images) and len(images) == len({image_name(i) for i in unit.images}) and "" not in images
    return declaration.unit_kind == "build_module" and foreign and not images & {unit.name, *unit.aliases}


def _within(inner: str, outer: str) -> bool:
    return outer != "" and (inner == outer or inner.startswith(outer + "/"))


def _runs_folder(unit: Unit, folder: str) -> bool:
    """The unit's name, or its own image's name, is the folder's name (or ends with it after a hyphen)."""
    own = all("/" in str(i.image) or "{" in str(i.image) for i in unit.images)
    names = [unit.name, *(image_name(i) for i in unit.images)]
    ends = "" if folder.lower() in GENERIC_WORDS else f"-{folder}"  # `mysql-server` is not the folder `server`
    return own and folder != "" and any(stem(n) == stem(folder) or (ends and n.endswith(ends)) for n in names if n)


def _mark_workspaces(units: list[Unit], code: Collection[_Folder] | None) -> None:
    """A module that is not deployed itself and whose folder holds two or more other deployed units is a workspace."""
    holdable = [unit for unit in units if unit.deployed and _has_code(unit, code)]
    for unit in units:
        if unit.is_deployment or "application" in unit.kinds or _started_by_name(unit):
            continue
        held = sum(
            any(r == root and d != folder and (folder == "" or _within(d, folder)) for r, d in other.directories)
            for other in holdable
            if other is not unit
            for root, folder in unit.directories
        )
        unit.workspace = held >= 2
        unit.deployed = unit.deployed and not unit.workspace


def _has_code(unit: Unit, code: Collection[_Folder] | None) -> bool:
    """A unit whose folders only tell how something is packed (`.devcontainer`) is no application of a workspace."""
    if code is None or "build_module" in unit.kinds:
        return True
    return any(r == root and (d == folder or _within(d, folder)) for r, d in code for root, folder in unit.directories)


def _started_by_name(unit: Unit) -> bool:
    """A Procfile starts it."""
    return any(d.unit_kind == "process" and d.rule != ROOT_RULE for d in unit.declarations)


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
