"""Checks of catalog folders beyond their shape: what would match wrongly, never, or by luck."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from mapgen.catalog import documents, reader
from mapgen.catalog.catalog import Catalog, load_catalog
from mapgen.catalog.entries import DataType, Role, System
from mapgen.catalog.fields import check_pattern
from mapgen.catalog.hosts import MAX_WILDCARDS
from mapgen.catalog.names import image_name
from mapgen.errors import CatalogError, DocumentError

E = TypeVar("E", System, DataType, Role)

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?")
_ENV = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*_?")
_ECOSYSTEMS = ("pypi", "npm", "maven", "go", "nuget", "gem", "packagist", "crates", "stdlib")


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing to mend. where: `file:line`; rule: short name of the check; message: what and how to mend it."""

    where: str
    rule: str
    message: str


def lint(folders: Sequence[Path] = ()) -> list[Finding]:
    """All findings of the folders, in the order of files; without folders, of the bundled catalog."""
    checked = list(folders) or [reader.BUNDLED]
    findings: set[Finding] = set()
    for folder in checked:
        findings.update(_lint_folder(folder, load_catalog()))
    return sorted(findings)


def host_problem(pattern: str) -> str:
    """What is wrong with a host suffix ("" = nothing)."""
    labels = pattern.split(".")
    if "/" in pattern or ":" in pattern:
        return "must be a host, without scheme, port and path"
    if pattern != pattern.lower():
        return "must be lower case"
    if not all(label == "*" or _LABEL.fullmatch(label) for label in labels):
        return "has a label that is neither a DNS label nor `*`"
    if labels.count("*") > MAX_WILDCARDS:
        return f"has more than {MAX_WILDCARDS} wildcards"
    if len([label for label in labels if label != "*"]) < 2 or labels[-1] == "*":
        return "would match a whole top-level domain: name at least a registered domain"
    return ""


def package_problem(package: str) -> str:
    """What is wrong with a package id ("" = nothing)."""
    ecosystem, colon, name = package.partition(":")
    if not colon or not name:
        return "must be written `ecosystem:name`"
    if ecosystem not in _ECOSYSTEMS:
        return f"has no known ecosystem (known: {', '.join(_ECOSYSTEMS)})"
    if ecosystem == "maven" and ":" not in name:
        return "must be written `maven:group:artifact`"
    return ""


def _lint_folder(folder: Path, catalog: Catalog) -> Iterator[Finding]:
    if not any(reader.files_of(folder, part) for part in reader.PARTS):
        yield Finding(
            str(folder), "empty", "holds no catalog files (systems/*.yaml, constructs/*.yaml, roles.yaml ...)"
        )
    own = folder == reader.BUNDLED
    systems: dict[str, System] = {}
    for where, system in _entries(folder, "systems", System, {} if own else catalog.systems):
        if isinstance(system, System):
            systems[system.id] = system
            yield from _at(where, _system_problems(system, catalog))
        else:
            yield system
    yield from _shared_hosts(folder, systems, {} if own else catalog.systems)
    known = {kind.id: kind for kind in catalog.all_data_types}
    for where, data_type in _entries(folder, "data_types", DataType, {} if own else known):
        yield from _at(where, _pattern_problems(data_type)) if isinstance(data_type, DataType) else [data_type]
    roles = list(_entries(folder, "roles", Role, {} if own else catalog.roles))
    names = {role.id for _, role in roles if isinstance(role, Role)} | set(catalog.roles)
    ids = {*catalog.systems, *systems}
    for where, role in roles:
        yield from _at(where, _role_problems(role, names, ids)) if isinstance(role, Role) else [role]
    yield from _constructs(folder, catalog)


def _at(where: str, problems: Iterator[tuple[str, str]]) -> Iterator[Finding]:
    return (Finding(where, rule, message) for rule, message in problems)


def _entries(
    folder: Path, part: reader.Part, kind: type[E], known: Mapping[str, E]
) -> Iterator[tuple[str, E | Finding]]:
    """Every entry of a part with its place, or what is wrong with it."""
    seen: dict[str, str] = {}
    for path in reader.files_of(folder, part):
        try:
            items = list(reader.entries_of(path, part))
        except (CatalogError, DocumentError) as error:
            yield str(path), _finding(error)
            continue
        lines = documents.lines_of(items[0][2], part) if items else []
        for raw, index, content in items:
            where = f"{path}:{lines[index]}"
            ident = str(raw.get("id"))
            if ident in seen:
                yield where, Finding(where, "duplicate-id", f"the id {ident!r} is also at {seen[ident]}: keep one")
            seen.setdefault(ident, where)
            try:
                whole = reader.extended(raw, known.get(ident), part)
                yield where, reader.convert(whole, kind, path, part, index, content)
            except (CatalogError, DocumentError) as error:
                yield where, _finding(error)


def _finding(error: CatalogError | DocumentError) -> Finding:
    return Finding(error.where or "", "invalid", error.message)


def _system_problems(system: System, catalog: Catalog) -> Iterator[tuple[str, str]]:
    kinds = catalog.kinds
    if system.kind not in kinds:
        yield "unknown-kind", f"{system.id}: no kind {system.kind!r}{_near(system.kind, kinds)}"
    for pattern in (*system.hosts, *system.unverified.hosts):
        if problem := host_problem(pattern):
            yield "bad-host", f"{system.id}: the host {pattern!r} {problem}"
    for package in (*system.packages, *system.unverified.packages):
        if problem := package_problem(package.name):
            yield "bad-package", f"{system.id}: the package {package.name!r} {problem}"
    for prefix in system.env_prefixes:
        if not _ENV.fullmatch(prefix):
            yield "bad-env-prefix", f"{system.id}: {prefix!r} must be upper-case words joined by `_`"
    for image in system.images:
        if image != image_name(image):
            yield "bad-image", f"{system.id}: write the image {image!r} as {image_name(image)!r}"


def _shared_hosts(folder: Path, systems: Mapping[str, System], known: Mapping[str, System]) -> Iterator[Finding]:
    """Hosts that two systems claim and none owns."""
    claims: dict[str, list[System]] = {}
    for system in {**known, **systems}.values():
        for pattern in dict.fromkeys((*system.hosts, *system.unverified.hosts)):
            claims.setdefault(pattern, []).append(system)
    for pattern, owners in sorted(claims.items()):
        ids = sorted(system.id for system in owners)
        if len(ids) > 1 and set(ids) & set(systems) and not any(pattern in system.owns for system in owners):
            message = f"{pattern} is claimed by {', '.join(ids)}: put it under `owns` of the one it means by default"
            yield Finding(str(folder), "shared-host", message)


def _pattern_problems(data_type: DataType) -> Iterator[tuple[str, str]]:
    for pattern in data_type.patterns:
        if problem := check_pattern(pattern):
            yield "bad-pattern", f"{data_type.id}: the pattern {pattern!r} {problem}"


def _role_problems(role: Role, roles: set[str], systems: set[str]) -> Iterator[tuple[str, str]]:
    if role.counterpart and role.counterpart not in roles:
        yield "unknown-role", f"{role.id}: no role {role.counterpart!r}{_near(role.counterpart, roles)}"
    for ident in (*role.systems, *(key.system for key in role.config_keys if key.system)):
        if ident not in systems:
            yield "unknown-system", f"{role.id}: no system {ident!r}{_near(ident, systems)}"
    for package in role.packages:
        if problem := package_problem(package):
            yield "bad-package", f"{role.id}: the package {package!r} {problem}"


def _constructs(folder: Path, catalog: Catalog) -> Iterator[Finding]:
    known = {item.role for language in catalog.languages for item in catalog.constructs(language)}
    for path in reader.files_of(folder, "constructs"):
        try:
            items = list(reader.entries_of(path, "constructs"))
            lines = documents.lines_of(items[0][2], "packages") if items else []
            for raw, index, content in items:
                where = f"{path}:{lines[index]}"
                for item in reader.constructs_of(raw, path.stem, path, index, content):
                    if item.role not in known:
                        message = f"{item.construct}: no role {item.role!r}{_near(item.role, known)}"
                        yield Finding(where, "unknown-role", message)
        except (CatalogError, DocumentError) as error:
            yield _finding(error)


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=2)
    return f"; did you mean {' or '.join(near)}?" if near else ""
