"""The closed word lists of integration maps."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """The four planes a system can live in; also the lanes of the picture, in this order."""

    USER_FACING = "user_facing"
    INTEGRATION = "integration"
    DATA = "data"
    ANALYTICS = "analytics"


class ConnectorKind(StrEnum):
    """How a flow is, or should be, implemented."""

    API = "api"
    WEBHOOK = "webhook"
    CDC = "cdc"
    BATCH_ELT = "batch_elt"
    REVERSE_ETL = "reverse_etl"
    STREAMING = "streaming"
    FILE = "file"
    IDENTITY_LINK = "identity_link"
    VIRTUALIZATION = "virtualization"
    IPAAS = "ipaas"


class FlowTransport(StrEnum):
    """How bytes travel."""

    HTTP = "http"
    GRPC = "grpc"
    GRAPHQL = "graphql"
    SOAP = "soap"
    WEBSOCKET = "websocket"
    MESSAGING = "messaging"
    DATABASE = "database"
    CACHE = "cache"
    SEARCH = "search"
    OBJECT_STORAGE = "object_storage"
    FILE = "file"
    EMAIL = "email"
    SDK = "sdk"
    RPC = "rpc"
    DISCOVERY = "discovery"
    CONFIG = "config"
    TELEMETRY = "telemetry"
    UNKNOWN = "unknown"


class SyncModel(StrEnum):
    """When data moves."""

    REAL_TIME = "real_time"
    EVENT_DRIVEN = "event_driven"
    BATCH = "batch"
    ON_DEMAND = "on_demand"


class FlowStatus(StrEnum):
    """Where a flow stands in review. The first three come from a draft, the others from a person,
    `stale` from a re-draft that no longer finds the evidence of a decided flow."""

    PROPOSED = "proposed"
    SUGGESTED_REJECT = "suggested_reject"
    INFERRED = "inferred"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    NEEDS_INFO = "needs_info"
    STALE = "stale"


DECIDED = frozenset({FlowStatus.ACCEPTED, FlowStatus.EDITED, FlowStatus.REJECTED, FlowStatus.NEEDS_INFO})
"""Statuses only a person can give; they survive every re-draft."""

PUBLISHED = frozenset({FlowStatus.ACCEPTED, FlowStatus.EDITED})
"""Statuses that publishing takes: accepted as it was, or accepted with edits."""


class EvidenceKind(StrEnum):
    """What kind of source speaks for a flow: declared, implemented, configured, observed, or said by someone."""

    SPEC = "spec"
    CODE = "code"
    CONFIG = "config"
    LOG = "log"
    TRACE = "trace"
    HUMAN = "human"
    MODEL = "model"


class Initiator(StrEnum):
    """Which side opens the connection: the data's source pushes, or the target pulls."""

    SOURCE = "source"
    TARGET = "target"


class Pattern(StrEnum):
    """Standard integration patterns (docs/concepts.md)."""

    MARKETING = "A"
    BILLING = "B"
    WAREHOUSE = "C"
    EVENTS = "D"
    CUSTOMER_360 = "E"


class Tier(StrEnum):
    """Business data, or the platform's own plumbing (discovery, configuration, monitoring, logging, tracing)."""

    CORE = "core"
    INFRA = "infra"
