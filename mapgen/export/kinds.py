"""Families of system kinds: what shapes, icons, colours and roll-ups go by."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """A group of system kinds that readers see as one sort of thing."""

    CUSTOMER = "customer"
    MARKETING = "marketing"
    COMMERCE = "commerce"
    SUPPORT = "support"
    SERVICE = "service"
    GATEWAY = "gateway"
    IDENTITY = "identity"
    BROKER = "broker"
    PIPELINE = "pipeline"
    DATABASE = "database"
    STORAGE = "storage"
    WAREHOUSE = "warehouse"
    INSIGHT = "insight"
    INTELLIGENCE = "intelligence"
    OPERATIONS = "operations"
    OTHER = "other"


FAMILY_TITLES: dict[Family, str] = {
    Family.CUSTOMER: "CRM and sales",
    Family.MARKETING: "Marketing",
    Family.COMMERCE: "Billing and commerce",
    Family.SUPPORT: "Support and collaboration",
    Family.SERVICE: "Services",
    Family.GATEWAY: "Gateways",
    Family.IDENTITY: "Identity and trust",
    Family.BROKER: "Brokers and streams",
    Family.PIPELINE: "Pipelines and iPaaS",
    Family.DATABASE: "Databases",
    Family.STORAGE: "Stores, caches and search",
    Family.WAREHOUSE: "Warehouses",
    Family.INSIGHT: "Analytics and BI",
    Family.INTELLIGENCE: "AI and ML",
    Family.OPERATIONS: "Operations",
    Family.OTHER: "Other",
}
"""Headings of the families, as shown in legends and roll-ups."""

_KINDS: dict[Family, str] = {
    Family.CUSTOMER: "crm sales_engagement enrichment customer_success conversation_intelligence scheduling loyalty",
    Family.MARKETING: "marketing_automation esp email ads attribution forms social push direct_mail cdp reviews cms "
    "media messaging_orchestration",
    Family.COMMERCE: "billing payments erp accounting ecommerce tax pos expense procurement contracts e_signature "
    "banking shipping payroll",
    Family.SUPPORT: "support chat telephony meetings calendar project_management knowledge hris ats lms low_code "
    "file_storage healthcare design",
    Family.SERVICE: "service application app frontend backend web mobile serverless library unit job worker",
    Family.GATEWAY: "gateway proxy cdn load_balancer webhooks_infra maps",
    Family.IDENTITY: "auth iam kyc fraud consent compliance security secrets background_check",
    Family.BROKER: "broker queue stream_processor cdc event_bus",
    Family.PIPELINE: "ipaas etl reverse_etl orchestrator transform file_transfer mdm",
    Family.DATABASE: "database graph_db timeseries_db vector_db",
    Family.STORAGE: "cache search object_storage file",
    Family.WAREHOUSE: "warehouse lakehouse",
    Family.INSIGHT: "bi analytics catalog data_observability feature_flags",
    Family.INTELLIGENCE: "llm ml_platform feature_store",
    Family.OPERATIONS: "monitoring error_tracking incident devtools service_registry config_server cloud logging "
    "tracing",
}
_FAMILY_OF = {kind: family for family, kinds in _KINDS.items() for kind in kinds.split()}


def family_of(kind: str) -> Family:
    """The family of a catalog kind; `OTHER` for one that is not known here."""
    return _FAMILY_OF.get(kind, Family.OTHER)


_SPELLINGS = {
    word: word.upper()
    for word in ("crm", "esp", "cdp", "erp", "cms", "bi", "cdc", "etl", "iam", "kyc", "llm", "ml", "mdm", "cdn", "pos")
} | {"hris": "HRIS", "ats": "ATS", "lms": "LMS", "db": "DB", "ipaas": "iPaaS"}


def kind_title(kind: str) -> str:
    """A kind for people: `marketing_automation` becomes `Marketing automation`, `crm` becomes `CRM`."""
    first, *rest = kind.replace("-", "_").split("_")
    return " ".join(
        [_SPELLINGS.get(first, first[:1].upper() + first[1:]), *(_SPELLINGS.get(word, word) for word in rest)]
    )
