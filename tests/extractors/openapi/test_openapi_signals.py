"""Which construct of a specification gives which signal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from extractors.documents.local_file import LocalFile
from extractors.openapi import extractors
from extractors.openapi.signals import SIGNALS
from mapgen.model.facts import ApiDescribed

OK = {"responses": {"200": {"description": "ok"}}}
DOCS = Path(__file__).parents[3] / "docs" / "specs.md"


def signals(root: Path, **document: Any) -> tuple[str, ...]:
    data = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, **document}
    (root / "spec.json").write_bytes(orjson.dumps(data))
    [extractor] = extractors()
    [api] = [fact for fact in extractor.extract(LocalFile(root, "spec.json")) if isinstance(fact, ApiDescribed)]
    return api.signals


def with_parameter(name: str, place: str = "query") -> dict[str, Any]:
    return {"/orders": {"get": {"parameters": [{"name": name, "in": place}], **OK}}}


@pytest.mark.parametrize(
    ("paths", "signal"),
    [
        (with_parameter("cursor"), "cursor_paging"),
        (with_parameter("page[after]"), "cursor_paging"),
        (with_parameter("PageToken"), "cursor_paging"),
        (with_parameter("starting_after"), "cursor_paging"),
        (with_parameter("offset"), "offset_paging"),
        (with_parameter("updated_since"), "changed_since_filter"),
        (with_parameter("updated_at[gte]"), "changed_since_filter"),
        (with_parameter("If-Modified-Since", "header"), "changed_since_filter"),
        (with_parameter("include_deleted"), "deleted_filter"),
        (with_parameter("Idempotency-Key", "header"), "idempotency_key"),
        (with_parameter("idProperty"), "upsert_key"),
        ({"/orders/batch": {"post": OK}}, "bulk_endpoint"),
        ({"/orders/bulk_import": {"post": OK}}, "bulk_endpoint"),
        ({"/orders/upsert": {"post": OK}}, "upsert_key"),
        ({"/orders": {"put": {"operationId": "createOrUpdateOrder", **OK}}}, "upsert_key"),
        ({"/webhooks": {"post": OK}}, "webhook_management"),
        ({"/event-subscriptions": {"post": OK}}, "webhook_management"),
        ({"/orders": {"get": {"responses": {"429": {"description": "wait"}}}}}, "rate_limit"),
        ({"/orders": {"get": {"responses": {"200": {"headers": {"X-RateLimit-Left": {}}}}}}}, "rate_limit"),
        ({"/orders": {"get": {"responses": {"200": {"content": {"text/event-stream": {}}}}}}}, "streaming"),
        ({"/orders": {"get": OK}}, "read_only"),
    ],
)
def test_a_construct_gives_its_signal(tmp_path: Path, paths: dict[str, Any], signal: str) -> None:
    assert signal in signals(tmp_path, paths=paths)


@pytest.mark.parametrize(
    "paths",
    [
        {"/orders": {"post": OK}},
        {"/customers/{id}/subscriptions": {"post": OK}},
        {"/orders": {"post": {"parameters": [{"name": "sort_by", "in": "query"}, {"name": "id", "in": "path"}], **OK}}},
        {"/{bulk}/orders": {"post": OK}},
    ],
)
def test_what_only_looks_like_a_signal_gives_none(tmp_path: Path, paths: dict[str, Any]) -> None:
    assert signals(tmp_path, paths=paths) == ()


@pytest.mark.parametrize("key", ["webhooks", "x-webhooks"])
def test_described_webhooks_are_a_signal(tmp_path: Path, key: str) -> None:
    assert "webhooks" in signals(tmp_path, **{key: {"order.created": {"post": OK}}})


@pytest.mark.parametrize(
    "schema",
    [
        {"OrderEventType": {"enum": ["order.created", "order.paid"]}},
        {"Hook": {"properties": {"events": {"type": "array", "items": {"enum": ["order:new", "order:gone"]}}}}},
    ],
)
def test_enumerated_events_are_a_signal(tmp_path: Path, schema: dict[str, Any]) -> None:
    assert "event_types" in signals(tmp_path, components={"schemas": schema})


def test_an_enumeration_that_is_not_about_events_is_none(tmp_path: Path) -> None:
    assert signals(tmp_path, components={"schemas": {"Status": {"enum": ["is.open", "is.closed"]}}}) == ()


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_is_documented(signal: str) -> None:
    assert f"`{signal}`" in DOCS.read_text()
