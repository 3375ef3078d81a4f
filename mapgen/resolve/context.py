"""What every resolver question works with: units, configuration, systems, candidates; and who acts in a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from mapgen.catalog import Catalog
from mapgen.model.facts import ConfigSet, DependencyDeclared, Fact, TrafficObserved, UnitDeclared
from mapgen.model.location import Location
from mapgen.model.naming import comparable
from mapgen.model.vocabulary import EvidenceKind
from mapgen.resolve.candidates import CandidateSet, Clue
from mapgen.resolve.config import ConfigIndex
from mapgen.resolve.nodes import Node, NodeRegistry
from mapgen.resolve.targets import Target, TargetResolver
from mapgen.resolve.units import Unit, UnitIndex

F = TypeVar("F", bound=Fact)


@dataclass(slots=True)
class Context:
    """The estate under resolution."""

    catalog: Catalog
    units: UnitIndex
    config: ConfigIndex
    nodes: NodeRegistry
    targets: TargetResolver
    facts: dict[type, list[Fact]]
    given_specs: frozenset[tuple[str, str]] = frozenset()
    candidates: CandidateSet = field(default_factory=CandidateSet)
    observed_callers: set[tuple[str, str]] = field(default_factory=set)
    self_addressed: set[tuple[str, str]] = field(default_factory=set)
    notices: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _manifests: dict[tuple[str, str], set[str] | None] = field(default_factory=dict)
    _users: dict[str, list[Unit]] = field(default_factory=dict)

    def of(self, kind: type[F]) -> Sequence[F]:
        """All facts of one type, in a stable order."""
        return cast("Sequence[F]", self.facts.get(kind, []))

    def is_given(self, place: Location) -> bool:
        """Is this file a specification the user named?"""
        return bool(self.given_specs & {(place.root, place.path), (place.root, "")})

    def actors(self, location: Location) -> list[Unit]:
        """The deployed units that act in a file: its owner, or the users of the library it belongs to."""
        owners = self.units.owners(location)
        if not owners:
            return []
        owner = owners[0]
        if owner.deployed:
            return [owner]
        return (
            self.library_users(owner) or self._holders(owner) or ([] if owner.workspace and not owner.acts else [owner])
        )

    def _holders(self, library: Unit) -> list[Unit]:
        """A library that nobody names as a dependency belongs to the application whose folder holds it (a plugin),
        else to the only application of its root."""
        for root, folder in sorted(library.directories):
            above = folder
            while above:
                above = above.rpartition("/")[0]
                held = [u for u in self.units.at(root, above) if u.deployed and not u.workspace]
                if held:
                    return held[:1]
        roots = {root for root, _ in library.directories}
        alone = [u for u in self.units.units if u.deployed and roots & {root for root, _ in u.directories}]
        return alone if len(alone) == 1 else []

    def set_for(self, location: Location) -> list[Unit]:
        """The units a setting in a file is meant for: a workspace's settings are for the units it holds, by name."""
        owner = self.units.owner(location)
        return [] if owner is not None and owner.workspace else self.actors(location)

    def library_users(self, library: Unit) -> list[Unit]:
        """Deployed units that depend on a library module, directly or through other libraries."""
        if library.key not in self._users:
            direct = self._direct_users()
            found: dict[str, Unit] = {}
            queue, seen = [library], {library.key}
            while queue:
                for user in direct.get(queue.pop().key, []):
                    if user.key in seen:
                        continue
                    seen.add(user.key)
                    if user.deployed:
                        found[user.key] = user
                    else:
                        queue.append(user)
            self._users[library.key] = [found[key] for key in sorted(found)]
        return self._users[library.key]

    def _direct_users(self) -> dict[str, list[Unit]]:
        users: dict[str, list[Unit]] = defaultdict(list)
        libraries = [unit for unit in self.units.units if not unit.deployed]
        by_package = {comparable(name): u for u in libraries for name in (u.name, *u.aliases)}
        by_folder = {place: u for u in libraries for place in u.directories}
        for dependency in self.of(DependencyDeclared):
            user = self.units.owner(dependency.location)
            name = dependency.package.rpartition(":")[2]
            library = (
                by_folder.get((dependency.location.root, dependency.package))
                or by_package.get(comparable(dependency.package))
                or by_package.get(comparable(name))
                or (self.units.find(name, dependency.location) if dependency.scope == "internal" else None)
            )
            if user is not None and library is not None and library is not user:
                users[library.key].append(user)
        return users

    def depends_on(self, unit: Unit, package: str) -> bool:
        """Can the unit use this library at all? Only asked where an import names a namespace, not a package (maven,
        nuget): a build manifest of the unit, or of a folder above it, must then name a library of the same vendor.
        True when there is no manifest to ask."""
        ecosystem = package.partition(":")[0]
        if ecosystem not in ("maven", "nuget"):
            return True
        known = self._manifest_systems(unit, ecosystem)
        wanted = self.catalog.match_package(package)
        return known is None or wanted is None or wanted.system is None or wanted.system.id in known

    def _manifest_systems(self, unit: Unit, ecosystem: str) -> set[str] | None:
        """Catalog ids of the vendors of all libraries the manifests over a unit name; None without a manifest."""
        key = (unit.key, ecosystem)
        if key not in self._manifests:
            found: set[str] = set()
            seen = False
            for dependency in self.of(DependencyDeclared):
                if dependency.ecosystem == ecosystem and _above(dependency.location, unit):
                    seen = True
                    match = self.catalog.match_package(f"{ecosystem}:{dependency.package}")
                    if match is not None and match.system is not None:
                        found.add(match.system.id)
            self._manifests[key] = found if seen else None
        return self._manifests[key]

    def node(self, unit: Unit) -> Node:
        """The system of a unit."""
        return self.nodes.unit(unit)

    def notice(self, code: str, message: str, example: object = "") -> None:
        """Remember something for the coverage statement."""
        self.notices[code, message].append(str(example))


def _above(place: Location, unit: Unit) -> bool:
    """A manifest in the unit's folder, below it, or in a folder above it."""
    folder = place.directory
    return any(root == place.root and (_inside(own, folder) or _inside(folder, own)) for root, own in unit.directories)


def _inside(inner: str, outer: str) -> bool:
    return outer == "" or inner == outer or inner.startswith(f"{outer}/")


def evidence_kind(fact: Fact) -> EvidenceKind:
    """What kind of source a fact comes from, by the extractor family in its rule."""
    if isinstance(fact, TrafficObserved):
        return EvidenceKind.TRACE if fact.rule.startswith("traces/") else EvidenceKind.LOG
    if isinstance(fact, DependencyDeclared | ConfigSet | UnitDeclared):
        return EvidenceKind.CONFIG
    family = fact.rule.partition("/")[0]
    if family in ("openapi", "asyncapi", "arazzo"):
        return EvidenceKind.SPEC
    if family in CODE_FAMILIES:
        return EvidenceKind.CODE
    return EvidenceKind.CONFIG


CODE_FAMILIES = frozenset(
    {"java", "python", "javascript", "typescript", "kotlin", "go", "csharp", "ruby", "php", "rust", "code", "vue"}
)
"""First parts of the rules of the code extractor."""


def clue(fact: Fact, signal: str, says: str, trail: Iterable[Fact] = ()) -> Clue:
    """A clue from a fact."""
    return Clue(fact, evidence_kind(fact), signal, says, tuple(trail), getattr(fact, "count", 1))


def signal_for(target: Target, configured: str, literal: str, guessed: str) -> str:
    """Which signal a resolved target deserves: by how it was found."""
    if target.strength == "guessed":
        return guessed
    return configured if target.expanded.trail else literal


def is_code(fact: Fact) -> bool:
    """Does the fact come from source code?"""
    return evidence_kind(fact) is EvidenceKind.CODE
