"""The published JSON Schema is current and accepts what is written."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import yaml

from mapgen.mapfile import dump_map
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.schema import SCHEMA_FILE, SCHEMA_ID, json_schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / SCHEMA_FILE


def test_the_published_file_is_current() -> None:
    assert json.loads(PUBLISHED.read_text()) == json_schema(), "run: mapgen validate --schema > docs/schema/..."


def test_the_id_carries_the_version() -> None:
    assert json_schema()["$id"] == SCHEMA_ID == "urn:mapgen:schema:integration-map:v1"


def test_a_written_map_is_valid(small_map: IntegrationMap) -> None:
    assert jsonschema_rs.validator_for(json_schema()).is_valid(yaml.safe_load(dump_map(small_map)))


def test_a_misspelt_field_is_not(small_map: IntegrationMap) -> None:
    broken = yaml.safe_load(dump_map(small_map).replace("connector:", "conector:"))
    assert not jsonschema_rs.validator_for(json_schema()).is_valid(broken)
