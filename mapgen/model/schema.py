"""The published JSON Schema of map files, made from the models."""

from __future__ import annotations

from typing import Any

from mapgen.model.integration_map import SCHEMA_VERSION, IntegrationMap

SCHEMA_ID = f"urn:mapgen:schema:integration-map:v{SCHEMA_VERSION}"
"""Identifies the schema; the number is the map's `schema_version`."""

SCHEMA_FILE = f"integration-map-v{SCHEMA_VERSION}.schema.json"
"""Name of the published file in `docs/schema/`."""


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a map file, for editors and other tools.

    It allows what `read_map` allows: the fields that normally live in the lock file may be stated, and a flow
    written by hand needs no fingerprint.
    """
    made = IntegrationMap.model_json_schema()
    flow = made["$defs"]["Flow"]
    flow["required"] = [name for name in flow["required"] if name != "fingerprint"]
    made["properties"]["schema_version"] |= {"const": SCHEMA_VERSION}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **made}
