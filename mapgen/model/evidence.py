"""Evidence: located, redacted excerpts that speak for a flow; and the base of all map models."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from mapgen.model.vocabulary import EvidenceKind


class MapModel(BaseModel):
    """Base of the map's models: unknown keys are refused, so that a typo in a hand-edited map is found."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Evidence(MapModel):
    """Why a flow is believed: a located, redacted excerpt of one source.

    `line` and `end_line` are 1-based; 0 means the file as a whole. `content_hash` is the SHA-256 (16 hex digits) of the
    unredacted lines, so that a later run can tell whether the place changed.
    """

    id: str
    kind: EvidenceKind
    root: str
    path: str
    line: int = Field(default=0, ge=0)
    end_line: int = Field(default=0, ge=0)
    pointer: str = ""
    excerpt: str = ""
    content_hash: str = ""
    extractor: str
    rule: str
    says: str = Field(default="", description="What this place says about the flow, in words.")
    weight: float = Field(default=0.0, ge=0, le=1, description="Probability that this place alone is right.")
    count: int = Field(default=1, ge=1, description="Observations behind this place (requests for logs).")
