"""What a specification says that matters for the choice of a connector.

Each signal is a fact about constructs of the document (a parameter's name, a header, a path segment), never about a
vendor. `SIGNALS` is the whole list; docs/specs.md explains each to users.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from extractors.documents.document import Document
from extractors.documents.refs import References
from extractors.openapi.bodies import media_types, responses
from extractors.openapi.operations import WEBHOOK_KEYS, Operation
from mapgen.model.naming import comparable, words

SIGNALS = {
    "bulk_endpoint": "many records per request or job (bulk, batch, import, export)",
    "callbacks": "an operation registers a URL that the API calls back",
    "changed_since_filter": "records changed since a moment can be asked for",
    "cursor_paging": "lists are paged by a cursor or continuation token",
    "deleted_filter": "deleted or archived records can be listed",
    "event_types": "the kinds of events are enumerated",
    "idempotency_key": "a repeated write can be recognised",
    "offset_paging": "lists are paged by offset or page number",
    "rate_limit": "calls are limited (status 429, Retry-After or rate limit headers)",
    "read_only": "no operation writes",
    "streaming": "an answer is a stream of events or records",
    "upsert_key": "create-or-update by a key of the caller's choice",
    "webhook_management": "subscriptions to events can be made through the API",
    "webhooks": "requests that the API sends are described",
}
"""Every signal with its meaning."""

_CHANGED = ("updated", "modified", "changed", "modification", "lastupdate", "lastchange")
_CURSORS = frozenset(
    "cursor after startingafter nexttoken nextpagetoken pagetoken pagecursor continuationtoken continuation"
    " startcursor nextcursor sinceid pageinfo skiptoken scrollid bookmark marker exclusivestartkey".split()
)
_OFFSETS = frozenset("offset skip page pagenumber pageno pageindex startindex startat".split())
_DELETED = frozenset(
    "deleted includedeleted isdeleted showdeleted withdeleted archived includearchived trashed".split()
)
_UPSERT_KEYS = frozenset("idproperty externalidfield upsertkey duplicatecheckfields matchby uniqueproperty".split())
_BULK = frozenset("bulk batch batches import imports export exports bulks".split())
_SUBSCRIBING = frozenset("webhook webhooks hook hooks watch watches callbackurls".split())
_EVENT_NOUNS = frozenset("event events notification notifications".split())
_WRITES = frozenset(("POST", "PUT", "PATCH", "DELETE"))
_STREAMS = ("text/event-stream", "application/x-ndjson", "application/jsonl", "application/json-seq")
_IDEMPOTENCY = re.compile(rb"dempotency[-_ ]?[Kk]ey")  # either case of the first letter; a literal start is fast
_EVENT_NAME = re.compile(r"[A-Za-z][\w-]*(?:[.:/][\w-]+)+\Z")
_SORTING = frozenset(("sort", "order", "orderby", "sortby", "fields", "include", "expand"))


class Signals:
    """Collects signals over the operations of one document; `found` is the sorted result."""

    def __init__(self, document: Document, references: References) -> None:
        data = document.data
        self._references = references
        self._found: set[str] = set()
        self._operations = 0
        self._writes = 0
        self._idempotency_named = _IDEMPOTENCY.search(document.raw) is not None
        if any(isinstance(data.get(key), dict) and data[key] for key in WEBHOOK_KEYS):
            self._found.add("webhooks")
        if _enumerates_events(data):
            self._found.add("event_types")

    @property
    def found(self) -> tuple[str, ...]:
        """The signals seen so far."""
        found = set(self._found)
        if self._operations and not self._writes:
            found.add("read_only")
        if self._idempotency_named and self._writes:
            found.add("idempotency_key")
        return tuple(sorted(found))

    def add(self, operation: Operation) -> None:
        """Look at one operation."""
        if operation.direction == "webhook":
            self._found.add("callbacks" if operation.callback else "webhooks")
            return
        self._operations += 1
        self._writes += operation.method in _WRITES
        self._path(operation)
        for parameter, _ in operation.parameters:
            self._parameter(str(parameter.get("name", "")), str(parameter.get("in", "")))
        if "rate_limit" not in self._found or "streaming" not in self._found:
            self._responses(operation)

    def _path(self, operation: Operation) -> None:
        segments = [words(part) for part in operation.path.split("/") if part and "{" not in part]
        named = {word for segment in segments for word in segment}
        named_by_id = set(words(str(operation.node.get("operationId", ""))[:200]))
        writes = operation.method in _WRITES
        if writes and named & _BULK:
            self._found.add("bulk_endpoint")
        if "upsert" in named | named_by_id or {"create", "or", "update"} <= named | named_by_id:
            self._found.add("upsert_key")
        if operation.method in ("POST", "PUT") and (named & _SUBSCRIBING or _subscribes(segments)):
            self._found.add("webhook_management")

    def _parameter(self, name: str, place: str) -> None:
        key = comparable(name)
        if place == "header":
            self._header(key)
        if place not in ("query", "header"):
            return
        if key in _SORTING:
            return
        if key in _CURSORS or key.endswith(("cursor", "pagetoken", "pageafter")):
            self._found.add("cursor_paging")
        if key in _OFFSETS:
            self._found.add("offset_paging")
        if "since" in words(name) or any(part in key for part in _CHANGED) or key in ("deltatoken", "synctoken"):
            self._found.add("changed_since_filter")
        if key in _DELETED:
            self._found.add("deleted_filter")
        if key in _UPSERT_KEYS:
            self._found.add("upsert_key")

    def _header(self, key: str) -> None:
        if "idempoten" in key:
            self._found.add("idempotency_key")

    def _responses(self, operation: Operation) -> None:
        listed = operation.node.get("responses")
        if isinstance(listed, dict) and "429" in listed:
            self._found.add("rate_limit")
        for response, _ in responses(operation, self._references, successful=True):
            headers = response.get("headers")
            if any(_limits(name) for name in (headers if isinstance(headers, dict) else ())):
                self._found.add("rate_limit")
            if any(name.lower().startswith(_STREAMS) for name in media_types(response)):
                self._found.add("streaming")


def _limits(header: str) -> bool:
    key = comparable(header)
    return key == "retryafter" or "ratelimit" in key


def _subscribes(segments: Iterable[list[str]]) -> bool:
    """True for `/event-subscriptions` and `/events/subscriptions`, but not for a customer's subscription."""
    flat = {word for segment in segments for word in segment}
    return bool(flat & _EVENT_NOUNS and flat & {"subscription", "subscriptions", "subscribe"})


def _enumerates_events(data: dict[str, Any]) -> bool:
    """True when a schema or one of its properties that is named after events enumerates dotted event names."""
    components = data.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else data.get("definitions")
    for name, schema in schemas.items() if isinstance(schemas, dict) else ():
        if not isinstance(schema, dict):
            continue
        if _about_events(name) and _event_names(schema):
            return True
        members = schema.get("allOf")
        for part in (schema, *(members if isinstance(members, list) else ())):
            if isinstance(part, dict) and _has_event_property(part):
                return True
    return False


def _has_event_property(schema: dict[str, Any]) -> bool:
    properties = schema.get("properties")
    return any(
        isinstance(value, dict) and ("enum" in value or "items" in value) and _about_events(key) and _event_names(value)
        for key, value in (properties.items() if isinstance(properties, dict) else ())
    )


def _about_events(name: str) -> bool:
    lowered = name[:200].lower()
    if "event" not in lowered and "topic" not in lowered and "trigger" not in lowered:
        return False  # most names; splitting into words is slow
    return bool({"event", "events", "topic", "topics", "trigger", "triggers"} & set(words(name[:200])))


def _event_names(schema: dict[str, Any]) -> bool:
    items = schema.get("items")
    values = schema.get("enum") or (items.get("enum") if isinstance(items, dict) else None)
    names = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
    return len(names) >= 2 and any(_EVENT_NAME.match(name) or len(words(name)) >= 2 for name in names)
