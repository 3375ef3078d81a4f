"""What does this value become: filling the holes of values from configuration and constants.

Look-up order for one unit: what is set for the unit by name (compose, workload), what is set in files the unit
owns, what a source shared by several units gives it, what a `.env` file of a folder above sets, what a source shares
with everybody, the default written next to the hole. A key may have several values (profiles, overlays): all are
tried, in a stable order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mapgen.model.facts import ConfigSet, ConstantDefined, Fact
from mapgen.model.location import Location
from mapgen.model.value import Ref, Value
from mapgen.resolve.unit import Unit, common_depth
from mapgen.resolve.units import UnitIndex

MAX_DEPTH = 8
MAX_VARIANTS = 8

_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_.\-]*)(?::([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Expanded:
    """One possible text of a value; `trail` are the facts that supplied parts of it; `certain` is False when a
    template or example file (`.env.example`) had to supply a part."""

    text: str
    trail: tuple[Fact, ...] = ()
    certain: bool = True


def property_key(key: str) -> str:
    """Comparable form of a property key: relaxed binding ignores case, hyphens and underscores inside segments."""
    return re.sub(r"[-_]", "", key.lower()).replace(":", ".")


def env_key(key: str) -> str:
    """Environment variable name under which a property may be set (`spring.mail.host` -> `SPRING_MAIL_HOST`)."""
    return re.sub(r"[^A-Z0-9]", "_", re.sub(r"-", "", key).upper())


class ConfigIndex:
    """All configuration values of an estate, answerable per unit."""

    def __init__(self, units: UnitIndex, values: Iterable[ConfigSet], constants: Iterable[ConstantDefined]) -> None:
        self._units = units
        self._of_unit: dict[tuple[str, str, str], list[ConfigSet]] = defaultdict(list)
        self._of_folder: dict[tuple[str, str, str, str], list[ConfigSet]] = defaultdict(list)
        self._shared: dict[tuple[str, str], list[ConfigSet]] = defaultdict(list)
        self._shared_with: dict[tuple[str, str, str], list[ConfigSet]] = defaultdict(list)
        self._constants: dict[str, list[ConstantDefined]] = defaultdict(list)
        self._by_member: dict[str, list[ConstantDefined]] = defaultdict(list)
        self.by_unit: dict[str, list[ConfigSet]] = defaultdict(list)
        for value in sorted(values, key=_order):
            self._file(value)
        for constant in constants:
            self._constants[constant.name].append(constant)
            self._by_member[constant.name.partition("#")[2]].append(constant)

    def _file(self, value: ConfigSet) -> None:
        key = property_key(value.key) if value.namespace == "property" else value.key
        place = value.location
        owner = self._units.find(value.unit, place) if value.unit else None
        if value.shared:
            self._shared[value.namespace, key].append(value)
            if owner is not None:
                self._shared_with[owner.key, value.namespace, key].append(value)
            return
        if owner is None and value.unit is None:
            self._of_folder[place.root, place.directory, value.namespace, key].append(value)
            owner = self._units.owner(place)
            owner = None if owner is not None and owner.workspace else owner
        if owner is not None:
            self._of_unit[owner.key, value.namespace, key].append(value)
            self.by_unit[owner.key].append(value)

    def lookup(self, unit: Unit | None, ref: Ref, place: Location | None) -> list[ConfigSet]:
        """Settings that can fill a hole, best first."""
        found: list[ConfigSet] = []
        own: list[ConfigSet] = []
        for namespace, key in _spellings(ref):
            if unit is not None:
                found += self._of_unit.get((unit.key, namespace, key), [])
                found += (own := self._shared_with.get((unit.key, namespace, key), []))
            found += self._above(place, namespace, key)
            found += [v for v in self._shared.get((namespace, key), []) if not own or v.unit is None]
        unique = list(dict.fromkeys(found))
        return sorted(unique, key=lambda value: value.strength == "weak")

    def property_settings(self, unit: Unit | None, key: str) -> list[ConfigSet]:
        """Settings of a property for a unit, in any spelling, shared ones last."""
        return self.lookup(unit, Ref("property", key), None)

    def _above(self, place: Location | None, namespace: str, key: str) -> list[ConfigSet]:
        """Settings of unit-less files (`.env`) in the folders above a place, nearest first."""
        if place is None:
            return []
        found: list[ConfigSet] = []
        folder = place.directory
        while True:
            found += self._of_folder.get((place.root, folder, namespace, key), [])
            if not folder:
                return found
            folder = folder.rpartition("/")[0]

    def constant(self, name: str, place: Location | None) -> ConstantDefined | None:
        """The constant of that name; the nearest one when several files define it.

        Path aliases (`@acme/lib/config#URL`, `orders/settings#URL` below a source folder) are found by the longest
        common end of their paths.
        """
        found = self._constants.get(name) or self._by_path_end(name)
        if len(found) > 1 and place is not None:
            return max(found, key=lambda c: (c.location.root == place.root, common_depth(c.location.path, place.path)))
        return found[0] if found else None

    def _by_path_end(self, name: str) -> list[ConstantDefined]:
        path, _, member = name.partition("#")
        wanted = [segment for segment in path.split("/") if segment and not segment.startswith("@")]
        if not member or not wanted:
            return []
        scored = [
            (_common_end(c.name.partition("#")[0].split("/"), wanted), c) for c in self._by_member.get(member, [])
        ]
        best = max((score for score, _ in scored), default=0)
        return [constant for score, constant in scored if score == best] if best >= 1 else []

    def expand(self, value: Value, unit: Unit | None, place: Location | None) -> list[Expanded]:
        """Possible texts of a value, best first; unresolved holes stay as `{kind:name}`. Never empty."""
        return self._expand(value, unit, place, 0, frozenset())

    def _expand(
        self, value: Value, unit: Unit | None, place: Location | None, depth: int, seen: frozenset[str]
    ) -> list[Expanded]:
        made = [Expanded("")]
        for part in value.parts:
            options = [Expanded(part)] if isinstance(part, str) else self._fill(part, unit, place, depth, seen)
            made = [
                Expanded(head.text + tail.text, head.trail + tail.trail, head.certain and tail.certain)
                for head in made
                for tail in options
            ][:MAX_VARIANTS]
        return [self._inline(option, unit, place, depth, seen) for option in made]

    def _inline(
        self, option: Expanded, unit: Unit | None, place: Location | None, depth: int, seen: frozenset[str]
    ) -> Expanded:
        """Placeholders that reached the text as written (`${crm.url:http://crm}` inside an injected string)."""
        if "${" not in option.text or depth >= MAX_DEPTH:
            return option
        found = _PLACEHOLDER.search(option.text)
        if found is None:
            return option
        default = Value((found[2],)) if found[2] is not None else None
        filled = self._fill(Ref("property", found[1], default), unit, place, depth + 1, seen)[0]
        text = option.text[: found.start()] + filled.text + option.text[found.end() :]
        return Expanded(text, option.trail + filled.trail, option.certain and filled.certain)

    def _fill(
        self, ref: Ref, unit: Unit | None, place: Location | None, depth: int, seen: frozenset[str]
    ) -> list[Expanded]:
        hole = Expanded(f"{{{ref.kind}:{ref.name}}}")
        mark = f"{ref.kind}:{ref.name}"
        if depth >= MAX_DEPTH or mark in seen or ref.kind in ("unknown", "param"):
            return self._default(ref, unit, place, depth, seen) or [hole]
        seen = seen | {mark}
        if ref.kind == "const":
            constant = self.constant(ref.name, place)
            if constant is None:
                return self._default(ref, unit, place, depth, seen) or [hole]
            return [
                Expanded(o.text, (constant, *o.trail), o.certain)
                for o in self._expand(constant.value, unit, constant.location, depth + 1, seen)
            ]
        made = [
            Expanded(option.text, (setting, *option.trail), option.certain and setting.strength == "normal")
            for setting in self.lookup(unit, ref, place)[:MAX_VARIANTS]
            for option in self._expand(setting.value, unit, setting.location, depth + 1, seen)
        ]
        made = [option for option in made if option.text != ""]
        made += self._default(ref, unit, place, depth, seen)
        return list({option.text: option for option in reversed(made)}.values())[::-1][:MAX_VARIANTS] or [hole]

    def _default(
        self, ref: Ref, unit: Unit | None, place: Location | None, depth: int, seen: frozenset[str]
    ) -> list[Expanded]:
        if ref.default is None or depth >= MAX_DEPTH:
            return []
        return [o for o in self._expand(ref.default, unit, place, depth + 1, seen) if o.text != ""]


def _spellings(ref: Ref) -> list[tuple[str, str]]:
    """(namespace, key) pairs under which a hole's value may be set; environment overrides properties."""
    if ref.kind == "env":
        return [("env", ref.name), ("property", property_key(ref.name))]
    spellings = [("env", env_key(ref.name)), ("property", property_key(ref.name))]
    if ref.name.isupper() or "__" in ref.name:
        spellings.insert(0, ("env", ref.name))
    spellings.append(("env", ref.name.replace(":", "__").replace(".", "__")))
    return list(dict.fromkeys(spellings))


def _order(value: ConfigSet) -> tuple[bool, str, str, str, int]:
    return (value.profile != "", value.profile, value.location.root, value.location.path, value.location.line)


def _common_end(left: list[str], right: list[str]) -> int:
    """Number of trailing path segments that agree; file extensions and `index` files do not matter."""
    count = 0
    for a, b in zip(reversed(_plain(left)), reversed(_plain(right)), strict=False):
        if a != b:
            break
        count += 1
    return count


def _plain(segments: list[str]) -> list[str]:
    last = re.sub(r"\.(?:js|ts|mjs|cjs|jsx|tsx)$", "", segments[-1])
    return segments[:-1] if last == "index" and len(segments) > 1 else [*segments[:-1], last]
