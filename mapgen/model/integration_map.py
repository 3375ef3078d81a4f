"""The map: systems, flows, evidence and what was not understood. Drafts and published maps share this model."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mapgen.model.evidence import Evidence, MapModel
from mapgen.model.flow import Flow
from mapgen.model.system import System

SCHEMA_VERSION = 1
"""Version of the published schema; files of older versions are migrated when read."""


class CoverageNotice(MapModel):
    """Something mapgen did not understand or left out; `count` places, `example` one of them."""

    code: str
    severity: Literal["info", "warning", "error"] = "info"
    message: str
    count: int = 1
    example: str = ""


class RootCoverage(MapModel):
    """What was read of one root: file counts by language and by extractor, files left out by reason."""

    root: str
    files: int = 0
    by_extractor: dict[str, int] = Field(default_factory=dict)
    skipped: dict[str, int] = Field(default_factory=dict)
    languages: dict[str, int] = Field(default_factory=dict)
    unsupported_languages: dict[str, int] = Field(default_factory=dict)


class Coverage(MapModel):
    """The coverage statement: what a reader must know about what this map does not show."""

    roots: list[RootCoverage] = Field(default_factory=list)
    notices: list[CoverageNotice] = Field(default_factory=list)
    unresolved_hosts: list[str] = Field(default_factory=list)
    unresolved_targets: list[str] = Field(default_factory=list)
    weak_hypotheses: list[str] = Field(default_factory=list, description="Pairs of systems with too little evidence.")
    one_sided_channels: list[str] = Field(
        default_factory=list, description="Channels with only a publisher or consumer."
    )


class Generator(MapModel):
    """What made the draft. No timestamps: the same input gives the same bytes."""

    name: str = "mapgen"
    version: str
    catalog: str = ""
    model: str | None = None


class IntegrationMap(MapModel):
    """A whole map. `evidence` and `coverage` live in the lock file, everything else in the map file."""

    schema_version: int = SCHEMA_VERSION
    name: str = "estate"
    description: str | None = None
    generator: Generator | None = None
    systems: list[System] = Field(default_factory=list)
    flows: list[Flow] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)
    coverage: Coverage = Field(default_factory=Coverage)
