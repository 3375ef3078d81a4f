"""Request and response bodies of an operation, for OpenAPI 3 and Swagger 2.0 alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.documents.refs import Place, References
from extractors.documents.schema_fields import EMPTY, Payload, SchemaFields
from extractors.openapi.operations import Operation
from mapgen.model.facts import DataField

_PREFERRED = ("application/json", "application/vnd.api+json", "application/hal+json")


def request_payload(operation: Operation, references: References, schemas: SchemaFields) -> Payload:
    """What the caller sends: the request body, in Swagger 2.0 the body or form parameters."""
    body, place = references.resolve(operation.node.get("requestBody"), operation.written.at("requestBody"))
    if isinstance(body, dict):
        return _content_payload(body, place, references, schemas)
    form = []
    for parameter, at in operation.parameters:
        if parameter.get("in") == "body":
            return schemas.of(parameter.get("schema"), at.at("schema"))
        if parameter.get("in") == "formData" and isinstance(parameter.get("name"), str):
            form.append(DataField(parameter["name"], str(parameter.get("type", ""))))
    return Payload(fields=tuple(form)) if form else EMPTY


def response_payload(operation: Operation, references: References, schemas: SchemaFields) -> Payload:
    """What the first successful answer carries."""
    for response, place in responses(operation, references, successful=True):
        payload = (
            schemas.of(response["schema"], place.at("schema"))
            if "schema" in response
            else _content_payload(response, place, references, schemas)
        )
        if payload.fields or payload.object_name:
            return payload
    return EMPTY


def responses(
    operation: Operation, references: References, *, successful: bool = False
) -> Iterator[tuple[dict[str, Any], Place]]:
    """The resolved responses; with `successful` those of 2xx, or of `default` when there is none."""
    written = operation.node.get("responses")
    listed: dict[str, Any] = written if isinstance(written, dict) else {}
    codes = list(listed)
    if successful:
        codes = sorted(code for code in codes if code.startswith("2")) or [code for code in codes if code == "default"]
    for code in codes:
        response, place = references.resolve(listed[code], operation.written.at("responses", code))
        if isinstance(response, dict):
            yield response, place


def media_types(body: dict[str, Any]) -> dict[str, Any]:
    """The media type objects of a body, by name."""
    content = body.get("content")
    return content if isinstance(content, dict) else {}


def _content_payload(body: dict[str, Any], place: Place, references: References, schemas: SchemaFields) -> Payload:
    content = media_types(body)
    for name in (*(name for name in _PREFERRED if name in content), *content):
        at = place.at("content", name)
        media, at = references.resolve(content[name], at)
        for key in ("schema", "itemSchema"):  # itemSchema: OpenAPI 3.2, one element of a stream
            if isinstance(media, dict) and key in media:
                payload = schemas.of(media[key], at.at(key))
                if payload.fields or payload.object_name:
                    return payload
    return EMPTY
