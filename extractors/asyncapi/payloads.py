"""Fields of a message: JSON schema, or an Avro record."""

from __future__ import annotations

from typing import Any

from extractors.asyncapi.exchanges import Exchange
from extractors.documents.refs import References
from extractors.documents.schema_fields import EMPTY, Payload, SchemaFields
from mapgen.model.facts import DataField

_MAX_FIELDS = 100


def message_payload(exchange: Exchange, references: References, schemas: SchemaFields) -> Payload:
    """What a message carries; its `payload` may be wrapped with a schema format (version 3)."""
    payload, place = references.resolve(exchange.message.get("payload"), exchange.message_place.at("payload"))
    if isinstance(payload, dict) and "schemaFormat" in payload and "schema" in payload:
        payload, place = references.resolve(payload["schema"], place.at("schema"))
    if not isinstance(payload, dict):
        return EMPTY
    if payload.get("type") == "record" and isinstance(payload.get("fields"), list):
        return avro_payload(payload)
    return schemas.of(payload, place)


def avro_payload(record: dict[str, Any]) -> Payload:
    """Fields of an Avro record, one level deep, nested records dotted to the third."""
    name = str(record.get("name", ""))
    return Payload(object_name=name, fields=tuple(_avro_fields(record, name, "", 1))[:_MAX_FIELDS])


def _avro_fields(record: dict[str, Any], object_name: str, prefix: str, level: int) -> list[DataField]:
    found = []
    for field in record["fields"][:_MAX_FIELDS]:
        if not isinstance(field, dict) or not isinstance(field.get("name"), str):
            continue
        kind = _avro_type(field.get("type"))
        if isinstance(kind, dict) and kind.get("type") == "record" and isinstance(kind.get("fields"), list):
            if level < 3:
                found += _avro_fields(kind, object_name, f"{prefix}{field['name']}.", level + 1)
                continue
            kind = "object"
        written = kind.get("type", "") if isinstance(kind, dict) else kind
        found.append(DataField(prefix + field["name"], str(written), object_name))
    return found


def _avro_type(declared: Any) -> Any:
    """The type behind a union with null."""
    if isinstance(declared, list):
        return next((item for item in declared if item != "null"), "")
    return declared
