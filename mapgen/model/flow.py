"""Flows: the edges of a map."""

from __future__ import annotations

from pydantic import Field

from mapgen.model.evidence import MapModel
from mapgen.model.system import SLUG_PATTERN
from mapgen.model.vocabulary import ConnectorKind, FlowStatus, FlowTransport, Initiator, Pattern, SyncModel, Tier

FLOW_ID_PATTERN = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*(?:\.[a-z0-9]+(?:[-_][a-z0-9]+)*){2}(?:-[0-9]+)?$"


class FlowField(MapModel):
    """A field that moves with a flow. `data_types` are ids of the catalog's data types (`email_address`);
    `owner` the system that is authoritative for it (golden record)."""

    name: str
    object_name: str = ""
    type: str = ""
    data_types: list[str] = Field(default_factory=list)
    owner: str | None = None


class Recommendation(MapModel):
    """The connector mapgen would choose, and why. `refused` gives one sentence per connector that is ruled out;
    `questions` ask for facts that would change the choice; `facts` is what was known when it was made."""

    connector: ConnectorKind
    because: list[str] = Field(default_factory=list)
    refused: dict[str, str] = Field(default_factory=dict)
    warnings: list[str] = Field(default_factory=list)
    runner_up: ConnectorKind | None = None
    questions: list[str] = Field(default_factory=list, description="fact: question (what hangs on the answer)")
    facts: dict[str, bool | float | str] = Field(default_factory=dict)


class Flow(MapModel):
    """Data moving between two systems.

    `source` -> `target` is the direction of the data; `initiator` says which side opens the connection.
    `fingerprint` identifies the flow over renames of its id; decisions are kept by it.
    `confidence` is the probability (0-1) that the flow exists, from the evidence alone.
    """

    id: str = Field(pattern=FLOW_ID_PATTERN)
    source: str = Field(pattern=SLUG_PATTERN)
    target: str = Field(pattern=SLUG_PATTERN)
    initiator: Initiator = Initiator.SOURCE
    two_way: bool = False
    status: FlowStatus = FlowStatus.PROPOSED
    reason: str | None = Field(default=None, description="Why it was rejected, edited or questioned.")
    connector: ConnectorKind = ConnectorKind.API
    transport: FlowTransport = FlowTransport.UNKNOWN
    sync_model: SyncModel = SyncModel.ON_DEMAND
    tier: Tier = Tier.CORE
    pattern: Pattern | None = None
    purpose: str | None = None
    objects: list[str] = Field(default_factory=list)
    fields: list[FlowField] = Field(default_factory=list)
    operations: list[str] = Field(default_factory=list)
    via: list[str] = Field(default_factory=list, description="Ids of systems in between (broker, gateway, iPaaS).")
    channels: list[str] = Field(default_factory=list, description="Topics, queues, tables.")
    auth: str | None = None
    idempotency: str | None = None
    retry: str | None = None
    dead_letter: str | None = None
    sla: str | None = None
    owner: str | None = None
    runbook: str | None = None
    sensitivity: str | None = None
    consent: str | None = None
    confidence: float = Field(default=0.0, ge=0, le=1)
    signals: list[str] = Field(default_factory=list, description="dead, undocumented, conflict, only_declared, ...")
    recommendation: Recommendation | None = None
    evidence: list[str] = Field(default_factory=list, description="Ids of evidence in the lock file.")
    fingerprint: str
