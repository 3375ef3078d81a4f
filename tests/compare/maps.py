"""Small maps for the comparison tests."""

from __future__ import annotations

from typing import Any

from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow, FlowField
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.naming import fingerprint, slug
from mapgen.model.system import System
from mapgen.model.vocabulary import EvidenceKind, FlowStatus


def system(key: str, **values: Any) -> System:
    """A system named like its id."""
    return System(id=key, name=values.pop("name", key), **values)


def flow(source: str, target: str, channel: str = "", **values: Any) -> Flow:
    """An accepted flow with the fingerprint a draft would give it."""
    defaults: dict[str, Any] = {
        "id": f"{source}.{slug(channel or 'data')}.send",
        "source": source,
        "target": target,
        "status": FlowStatus.ACCEPTED,
        "channels": [channel] if channel else [],
        "fingerprint": fingerprint(source, target, channel),
    }
    return Flow(**{**defaults, **values})


def field(name: str, *data_types: str) -> FlowField:
    """A field of a contact."""
    return FlowField(name=name, object_name="contact", data_types=list(data_types))


def piece(key: str, line: int = 1, kind: EvidenceKind = EvidenceKind.CODE, **values: Any) -> Evidence:
    """A piece of evidence in app.py."""
    defaults = {"root": "app", "path": "app.py", "extractor": "code", "rule": "python/requests.post"}
    return Evidence(id=key, kind=kind, line=line, **{**defaults, "content_hash": key, **values})


def estate(*flows: Flow, evidence: tuple[Evidence, ...] = (), systems: tuple[System, ...] = ()) -> IntegrationMap:
    """A map of these flows; systems that are not given are made from the ends."""
    given = {item.id for item in systems}
    ends = sorted({end for item in flows for end in (item.source, item.target)} - given)
    return IntegrationMap(systems=[*systems, *map(system, ends)], flows=list(flows), evidence=list(evidence))
