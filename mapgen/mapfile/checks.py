"""Checks across the parts of a map that a schema cannot express."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from mapgen.mapfile.problems import FieldPath, nearest
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.naming import slug
from mapgen.model.system import System

Finding = tuple[Literal["error", "warning"], FieldPath, str, str]
"""(severity, place, message, hint)."""


def cross_checks(imap: IntegrationMap) -> Iterator[Finding]:
    """Ids are unique, flow ends and `via` exist, evidence resolves, flow ids start with one of their systems."""
    yield from _duplicates("systems", [system.id for system in imap.systems])
    yield from _duplicates("flows", [flow.id for flow in imap.flows])
    systems = {system.id: system for system in imap.systems}
    evidence = {item.id for item in imap.evidence}
    for number, flow in enumerate(imap.flows):
        yield from _ends(number, flow, systems)
        yield from _evidence(number, flow, evidence)
        yield from _naming(number, flow, systems)


def _duplicates(section: str, ids: Sequence[str]) -> Iterator[Finding]:
    repeated = {name for name, count in Counter(ids).items() if count > 1}
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in repeated and name in seen:
            yield "error", (section, number, "id"), f"{name!r} is used more than once", "ids are unique"
        seen.add(name)


def _ends(number: int, flow: Flow, systems: dict[str, System]) -> Iterator[Finding]:
    for field in ("source", "target"):
        end = getattr(flow, field)
        if end not in systems:
            hint = nearest(end, list(systems)) or "add it under systems"
            yield "error", ("flows", number, field), f"{end!r} is not a system of this map", hint
    for place, name in enumerate(flow.via):
        if name not in systems:
            hint = nearest(name, list(systems)) or "add it under systems"
            yield "warning", ("flows", number, "via", place), f"{name!r} is not a system of this map", hint


def _evidence(number: int, flow: Flow, known: set[str]) -> Iterator[Finding]:
    missing = [name for name in flow.evidence if name not in known]
    if missing:
        what = f"evidence {', '.join(missing[:3])} is not in the lock file"
        yield "warning", ("flows", number, "evidence"), what, "draft again to renew it"


def _naming(number: int, flow: Flow, systems: dict[str, System]) -> Iterator[Finding]:
    first = flow.id.split(".", 1)[0]
    ends = [systems[name] for name in (flow.source, flow.target) if name in systems]
    if ends and first not in set(_names(ends)):
        hint = f"system.component.action, starting with {flow.source}, {flow.target} or an alias"
        yield "warning", ("flows", number, "id"), f"{flow.id!r} names neither of its systems", hint


def _names(systems: Iterable[System]) -> Iterator[str]:
    for system in systems:
        yield from (system.id, slug(system.name), slug(system.kind), slug(system.vendor or system.id))
        yield from (slug(alias) for alias in system.aliases)
