"""Which platform role a package, annotation, image or configuration key gives."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapgen.catalog.entries import ConfigKey, Role
from mapgen.catalog.matches import RoleMatch
from mapgen.catalog.names import image_name
from mapgen.catalog.packages import normal, spellings
from mapgen.model.naming import comparable

_SEGMENT = re.compile(r"\[([^\]]{1,100})\]")


def segments(key: str) -> tuple[str, ...]:
    """The comparable parts of a configuration key; list indexes count as a part ("a.b-c[0].d" -> a, bc, 0, d)."""
    dotted = _SEGMENT.sub(r".\1", key.strip()).replace("__", ".").replace(":", ".")
    return tuple("*" if part == "*" else comparable(part) for part in dotted.split(".") if part)


class RoleIndex:
    """Lookups over all roles; where two roles share something, the first in the order of ids wins."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self._roles = tuple(roles)
        self._packages: dict[str, Role] = {}
        self._annotations: dict[tuple[str, str], Role] = {}
        self._images: dict[str, Role] = {}
        self._flat_keys: dict[str, tuple[Role, ConfigKey]] = {}
        self._patterns: dict[int, list[tuple[tuple[str, ...], Role, ConfigKey]]] = {}
        for role in self._roles:
            self._add(role)

    def _add(self, role: Role) -> None:
        for package in role.packages:
            self._packages.setdefault(normal(package), role)
        for language, names in role.annotations.items():
            for name in names:
                self._annotations.setdefault((language, name), role)
        for image in role.images:
            self._images.setdefault(image, role)
        for key in role.config_keys:
            if "*" in key.key:
                parts = segments(key.key)
                self._patterns.setdefault(len(parts), []).append((parts, role, key))
            else:
                self._flat_keys.setdefault(comparable(key.key), (role, key))

    def of_package(self, package: str) -> RoleMatch | None:
        """The role a dependency gives (`maven:group:artifact`), or None."""
        for spelling in spellings(package):
            if spelling in self._packages:
                return RoleMatch(self._packages[spelling], package)
        return None

    def of_annotation(self, language: str, name: str) -> RoleMatch | None:
        """The role an annotation or attribute gives (simple name, with or without `@`), or None."""
        simple = name.lstrip("@").rpartition(".")[2]
        role = self._annotations.get((language, simple))
        if role is None and language == "kotlin":
            role = self._annotations.get(("java", simple))
        return RoleMatch(role, simple) if role else None

    def of_image(self, image: str) -> RoleMatch | None:
        """The role the software of an image plays, or None."""
        name = image_name(image)
        role = self._images.get(name)
        return RoleMatch(role, name) if role else None

    def of_config_key(self, key: str) -> RoleMatch | None:
        """The role a configuration key gives, in any of its spellings, or None."""
        flat = self._flat_keys.get(comparable(key))
        if flat is not None:
            return RoleMatch(flat[0], flat[1].key, flat[1])
        parts = segments(key)
        for pattern, role, found in self._patterns.get(len(parts), ()):
            if all(wanted in ("*", given) for wanted, given in zip(pattern, parts, strict=True)):
                return RoleMatch(role, found.key, found)
        return None
