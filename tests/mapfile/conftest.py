"""Builders of small maps."""

from __future__ import annotations

from typing import Any

import pytest

from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System


def make_flow(flow_id: str = "crm.contact.sync", **fields: Any) -> Flow:
    return Flow(**({"id": flow_id, "source": "crm", "target": "billing", "fingerprint": f"print-{flow_id}"} | fields))


def make_evidence(evidence_id: str = "e1", **fields: Any) -> Evidence:
    defaults = {"id": evidence_id, "kind": "code", "root": "app", "path": "a.py", "extractor": "code", "rule": "r"}
    return Evidence(**(defaults | fields))


@pytest.fixture
def small_map() -> IntegrationMap:
    return IntegrationMap(
        name="acme",
        systems=[System(id="crm", name="CRM", kind="crm"), System(id="billing", name="Billing")],
        flows=[
            make_flow(
                confidence=0.75,
                evidence=["e1"],
                objects=["contact", "company"],
                fields=[{"name": "email", "data_types": ["email_address"]}],
            )
        ],
        evidence=[make_evidence()],
    )
