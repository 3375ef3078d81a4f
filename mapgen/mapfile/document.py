"""A map split in two documents: what people edit, and what the tool keeps beside it.

The map file holds systems and flows. The lock file holds what changes with every run or is too long to
read: evidence, coverage, the generator, and per flow its confidence, signals, recommendation and evidence
ids. The two are joined by each flow's fingerprint, so a renamed flow keeps its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import Field

from mapgen.mapfile.yaml_tree import Plain
from mapgen.model.evidence import Evidence, MapModel
from mapgen.model.flow import Flow, Recommendation
from mapgen.model.integration_map import SCHEMA_VERSION, Coverage, Generator, IntegrationMap
from mapgen.model.naming import fingerprint
from mapgen.model.system import System

LOCKED_FLOW_FIELDS = ("confidence", "signals", "recommendation", "evidence")
"""Fields of a flow that live in the lock file unless the map file states them itself."""

LOCKED_MAP_FIELDS = ("generator", "evidence", "coverage")
"""Fields of the map that live in the lock file unless the map file states them itself."""

_ALWAYS = ("status", "connector")
"""Flow fields written even when they have their default: they are what a reviewer edits."""


class LockedFlow(MapModel):
    """What the lock file knows about one flow."""

    id: str
    fingerprint: str
    confidence: float = Field(default=0.0, ge=0, le=1)
    signals: list[str] = Field(default_factory=list)
    recommendation: Recommendation | None = None
    evidence: list[str] = Field(default_factory=list)


class LockFile(MapModel):
    """The lock file as a whole."""

    schema_version: int = SCHEMA_VERSION
    generator: Generator | None = None
    flows: list[LockedFlow] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)
    coverage: Coverage = Field(default_factory=Coverage)


def canonical(imap: IntegrationMap) -> IntegrationMap:
    """The same map in stable order: systems, flows and evidence by id."""
    return imap.model_copy(
        update={
            "systems": sorted(imap.systems, key=lambda system: system.id),
            "flows": sorted(imap.flows, key=lambda flow: flow.id),
            "evidence": sorted(imap.evidence, key=lambda item: item.id),
        }
    )


def map_document(imap: IntegrationMap) -> dict[str, Plain]:
    """The map file's content: keys in the model's order, defaults left out, flows by id."""
    ordered = canonical(imap)
    made: dict[str, Plain] = {"schema_version": imap.schema_version, "name": imap.name}
    if imap.description is not None:
        made["description"] = imap.description
    made["systems"] = [_system_entry(system) for system in ordered.systems]
    made["flows"] = [_flow_entry(flow) for flow in ordered.flows]
    return made


def _system_entry(system: System) -> dict[str, Plain]:
    return system.model_dump(mode="json", exclude_defaults=True)


def _flow_entry(flow: Flow) -> dict[str, Plain]:
    stated = flow.model_dump(mode="json", exclude_defaults=True, exclude=set(LOCKED_FLOW_FIELDS))
    stated |= {name: str(getattr(flow, name)) for name in _ALWAYS}
    return {name: stated[name] for name in Flow.model_fields if name in stated}


def lock_file(imap: IntegrationMap) -> LockFile:
    """The lock file's content."""
    ordered = canonical(imap)
    return LockFile(
        generator=imap.generator,
        flows=[
            LockedFlow(
                id=flow.id,
                fingerprint=flow.fingerprint,
                confidence=flow.confidence,
                signals=flow.signals,
                recommendation=flow.recommendation,
                evidence=flow.evidence,
            )
            for flow in ordered.flows
        ],
        evidence=ordered.evidence,
        coverage=imap.coverage,
    )


def lock_text(lock: LockFile) -> str:
    """The lock file as JSON with one flow, one piece of evidence and one notice per line: small diffs."""
    data = lock.model_dump(mode="json", exclude_defaults=True)
    coverage = data.pop("coverage", {})
    parts = [f'"schema_version": {lock.schema_version}']
    parts += [f'"{name}": {_value(data[name], 1)}' for name in ("generator", "flows", "evidence") if name in data]
    if coverage:
        inner = ",\n    ".join(f'"{name}": {_value(value, 2)}' for name, value in coverage.items())
        parts.append(f'"coverage": {{\n    {inner}\n  }}')
    return "{\n  " + ",\n  ".join(parts) + "\n}\n"


def _value(value: Plain, depth: int) -> str:
    if not isinstance(value, list) or not value:
        return _json(value)
    pad = "  " * (depth + 1)
    rows = ",\n".join(pad + _json(item) for item in value)
    return f"[\n{rows}\n{'  ' * depth}]"


def _json(value: Plain) -> str:
    return orjson.dumps(value).decode()


def join(document: Mapping[str, Any], lock: LockFile | None) -> dict[str, Any]:
    """One map document of the two: what the map file leaves out is taken from the lock.

    Flows are matched by fingerprint (and id where several share one); a flow written by hand needs no
    fingerprint: it gets one from its id and ends.
    """
    joined = dict(document)
    index = _LockIndex(lock or LockFile())
    if lock is not None:
        kept = lock.model_dump()
        joined |= {name: kept[name] for name in LOCKED_MAP_FIELDS if name not in joined}
    flows = joined.get("flows")
    if isinstance(flows, list):
        joined["flows"] = [index.complete(flow) if isinstance(flow, dict) else flow for flow in flows]
    return joined


class _LockIndex:
    """Finds a flow's entry of the lock file."""

    def __init__(self, lock: LockFile) -> None:
        self._by_both = {(flow.fingerprint, flow.id): flow for flow in lock.flows}
        self._by_print = {flow.fingerprint: flow for flow in lock.flows}
        self._by_id = {flow.id: flow for flow in lock.flows}

    def complete(self, flow: dict[str, Any]) -> dict[str, Any]:
        stated, name = flow.get("fingerprint"), flow.get("id")
        if stated is None:
            entry = self._by_id.get(name) if isinstance(name, str) else None
            stated = entry.fingerprint if entry else _own_fingerprint(flow)
        elif isinstance(stated, str):
            entry = self._by_both.get((stated, str(name))) or self._by_print.get(stated)
        else:
            entry = None
        kept = entry.model_dump(include=set(LOCKED_FLOW_FIELDS)) if entry else {}
        return kept | flow | {"fingerprint": stated}


def _own_fingerprint(flow: dict[str, Any]) -> str:
    return fingerprint("by-hand", *(str(flow.get(name, "")) for name in ("id", "source", "target")))
