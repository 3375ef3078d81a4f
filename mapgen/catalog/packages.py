"""Which system, or which library, a package or an import belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from mapgen.catalog.entries import Construct, System
from mapgen.catalog.hosts import ranked
from mapgen.catalog.imports import guessed_imports, module_key, module_parents
from mapgen.catalog.matches import PackageMatch

_PEP503 = re.compile(r"[-_.]+")
_SCALA = re.compile(r"_\d+(\.\d+)?$")
_GO_MAJOR = re.compile(r"/v\d+$")

_Claim = tuple[System, bool]


def _maven(name: str) -> str:
    group, _, rest = name.partition(":")
    return f"{group}:{_SCALA.sub('', rest.partition(':')[0])}"


_NORMAL: dict[str, Callable[[str], str]] = {
    "pypi": lambda name: _PEP503.sub("-", name.partition("[")[0].strip()).lower(),
    "npm": str.lower,
    "nuget": str.lower,
    "packagist": str.lower,
    "gem": str.lower,
    "crates": lambda name: name.lower().replace("_", "-"),
    "maven": _maven,
    "go": lambda name: _GO_MAJOR.sub("", name),
}


def normal(package: str) -> str:
    """A package id as it is compared: "pypi:Foo_Bar" and "pypi:foo-bar" are the same (PEP 503), and so on."""
    ecosystem, _, name = package.partition(":")
    return f"{ecosystem}:{_NORMAL.get(ecosystem, str)(name)}"


def spellings(package: str) -> Iterator[str]:
    """The comparable id of a package; for Go also of the paths above it, as a module holds packages below its path."""
    key = normal(package)
    yield key
    while key.startswith("go:") and "/" in key:
        key = _GO_MAJOR.sub("", key.rpartition("/")[0])
        yield key


class PackageIndex:
    """Exact package lookup; Go modules by their longest path prefix."""

    def __init__(self, systems: Iterable[System], libraries: Iterable[str] = ()) -> None:
        self._spelling: dict[str, str] = {}
        self._claims: dict[str, list[_Claim]] = {}
        for system in systems:
            for package in system.packages:
                self._add(package.name, system, verified=True)
            for package in system.unverified.packages:
                self._add(package.name, system, verified=False)
        for library in libraries:
            self._spelling.setdefault(normal(library), library)

    def _add(self, name: str, system: System, *, verified: bool) -> None:
        key = normal(name)
        self._spelling.setdefault(key, name)
        claims = self._claims.setdefault(key, [])
        if all(claim[0].id != system.id for claim in claims):
            claims.append((system, verified))

    def match(self, package: str) -> PackageMatch | None:
        """What is known of `ecosystem:name`, or None."""
        key = next((spelling for spelling in spellings(package) if spelling in self._spelling), None)
        if key is None:
            return None
        spelling = self._spelling[key]
        claims = ranked(self._claims.get(key, ()), spelling)
        systems = tuple(claim[0] for claim in claims)
        return PackageMatch(systems[0] if systems else None, spelling, spelling, not claims or claims[0][1], systems)


class ImportIndex:
    """From what source code imports to the package it comes from, by the longest import root."""

    def __init__(self, systems: Iterable[System], constructs: Iterable[Construct], packages: PackageIndex) -> None:
        self._packages = packages
        self._said: dict[tuple[str, str], list[str]] = {}
        self._guessed: dict[tuple[str, str], list[str]] = {}
        listed = [item for system in systems for item in (*system.packages, *system.unverified.packages)]
        for package in listed:
            for module in package.imports:
                self._add(self._said, package.name, module)
        for construct in constructs:
            for module in construct.imports:
                self._add(self._said, construct.package_id, module, construct.language)
        for name in dict.fromkeys([item.name for item in listed] + [c.package_id for c in constructs]):
            for module in guessed_imports(name):
                self._add(self._guessed, name, module)

    @staticmethod
    def _add(table: dict[tuple[str, str], list[str]], package: str, module: str, language: str = "") -> None:
        key = module_key(package.partition(":")[0], module, language)
        if key is not None:
            names = table.setdefault(key, [])
            if package not in names:
                names.append(package)

    def match(self, ecosystem: str, module: str) -> PackageMatch | None:
        """The package a module is imported from, or None. Roots the catalog states win over guessed ones of the same
        length; a guessed root several systems share says nothing."""
        for root in module_parents(ecosystem, module):
            for table in (self._said, self._guessed):
                names = table.get((ecosystem, root))
                if names:
                    found = self._best(names, root, guessed=table is self._guessed)
                    if found is not None:
                        return found
        return None

    def _best(self, names: list[str], root: str, *, guessed: bool) -> PackageMatch | None:
        found = [match for match in map(self._packages.match, names) if match is not None]
        systems = {match.system.id: match.system for match in found if match.system is not None}
        if not found or (guessed and len(systems) > 1):
            return None
        best = min(
            found, key=lambda match: (match.system is None, not match.verified, len(match.package), match.package)
        )
        verified = best.verified and not guessed
        return PackageMatch(best.system, best.package, root, verified, tuple(systems.values()))
