"""Fields of a JSON schema as it occurs in specifications: flat, dotted, cycle-safe.

>>> payloads.of({"$ref": "#/components/schemas/Contact"}, place)
Payload(object_name="Contact", fields=(DataField(name="email", type="string", ...), ...))
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

import msgspec

from extractors.documents.refs import Place, References
from mapgen.model.facts import DataField

_COMBINED = ("allOf", "oneOf", "anyOf")
_SCALARS = frozenset(("string", "integer", "number", "boolean"))
_ENVELOPE_REST = frozenset(("object", "array"))
_NAMED_BELOW = frozenset(("schemas", "definitions", "$defs", "messages"))
_MAX_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class Payload:
    """What a body carries: the name of its schema ("" when it has none) and its fields."""

    object_name: str = ""
    fields: tuple[DataField, ...] = ()


EMPTY = Payload()


class _Property(msgspec.Struct, frozen=True, gc=False):
    """A property after references are resolved. leaf: a scalar, which has nothing to open."""

    name: str
    type: str
    written: Place
    schema: Any
    place: Place
    leaf: bool


class SchemaFields:
    """Flattens schemas of one specification.

    depth: levels of nested objects that are opened (`a.b.c` = 3). cap: fields per payload, upper levels first.
    """

    def __init__(self, references: References, *, depth: int = 3, cap: int = 100) -> None:
        self._references = references
        self._depth = depth
        self._cap = cap
        self._properties: dict[int, list[_Property]] = {}
        self._payloads: dict[int, Payload] = {}

    def of(self, schema: Any, place: Place) -> Payload:
        """The payload of a schema: list items stand for the list, and an envelope (`{"data": [...], "paging": ...}`)
        for what it wraps."""
        node, at = self._element(schema, place)
        if not isinstance(node, dict):
            return EMPTY
        known = self._payloads.get(id(node))
        if known is None:
            known = self._payloads[id(node)] = self._payload(node, at)
        return known

    def _payload(self, node: dict[str, Any], at: Place) -> Payload:
        wrapped = self._wrapped(node, at)
        if wrapped is not None:
            node, at = wrapped
        name = schema_name(node, at)
        return Payload(object_name=name, fields=tuple(self._flatten(node, at, name)))

    def _wrapped(self, node: dict[str, Any], at: Place) -> tuple[dict[str, Any], Place] | None:
        """What an envelope wraps: its only list of objects, when no other property holds an object with a name."""
        found: tuple[dict[str, Any], Place] | None = None
        for prop in self._open(node, at):
            if prop.type != "array":
                continue
            element, place = self._element(prop.schema, prop.place)
            if not isinstance(element, dict) or not self._open(element, place):
                continue
            if found is not None:
                return None
            found = element, place
        if found is None or sum(prop.type not in _ENVELOPE_REST for prop in self._open(node, at)) > 6:
            return None
        return found if not _has_identity(self._open(node, at)) else None

    def _flatten(self, node: dict[str, Any], at: Place, object_name: str) -> list[DataField]:
        fields: list[DataField] = []
        queue: deque[tuple[str, int, dict[str, Any], Place, frozenset[int]]] = deque(
            [("", 1, node, at, frozenset((id(node),)))]
        )
        while queue and len(fields) < self._cap:
            prefix, level, parent, place, above = queue.popleft()
            for prop in self._open(parent, place):
                name = prefix + prop.name
                if prop.leaf:
                    fields.append(DataField(name, prop.type, object_name, self._line(prop, at)))
                    continue
                child, child_place = self._element(prop.schema, prop.place)
                opens = isinstance(child, dict) and id(child) not in above and self._open(child, child_place)
                if opens and level < self._depth:
                    queue.append((f"{name}.", level + 1, child, child_place, above | {id(child)}))
                else:
                    fields.append(DataField(name, prop.type, object_name, self._line(prop, at)))
        return fields[: self._cap]

    def _line(self, prop: _Property, at: Place) -> int:
        """Line of a property in the file of its payload; 0 when it stands in another file."""
        return self._references.line(prop.written) if prop.written.file == at.file else 0

    def _element(self, schema: Any, place: Place) -> tuple[Any, Place]:
        """The schema behind references and lists."""
        for _ in range(10):
            schema, place = self._references.resolve(schema, place)
            if not isinstance(schema, dict) or not isinstance(schema.get("items"), dict | bool):
                break
            schema, place = schema["items"], place.at("items")
        return schema, place

    def _open(self, node: dict[str, Any], at: Place) -> list[_Property]:
        """The properties of a schema with those of its allOf, oneOf and anyOf members."""
        known = self._properties.get(id(node))
        if known is None:
            self._properties[id(node)] = []  # a schema that is a member of itself adds nothing
            found: dict[str, _Property] = {}
            self._collect(node, at, found, {id(node)})
            known = self._properties[id(node)] = list(found.values())
        return known

    def _collect(self, node: dict[str, Any], at: Place, found: dict[str, _Property], seen: set[int]) -> None:
        properties = node.get("properties")
        if isinstance(properties, dict):
            for name, schema in properties.items():
                if name not in found:
                    found[name] = self._property(name, schema, at.at("properties", name))
        for keyword in _COMBINED:
            members = node.get(keyword)
            if not isinstance(members, list):
                continue
            for index, member in enumerate(members[:_MAX_MEMBERS]):
                part, place = self._references.resolve(member, at.at(keyword, index))
                if isinstance(part, dict) and id(part) not in seen:
                    seen.add(id(part))
                    self._collect(part, place, found, seen)

    def _property(self, name: str, schema: Any, written: Place) -> _Property:
        resolved, place = self._references.resolve(schema, written)
        declared = self._type(resolved, place)
        leaf = declared in _SCALARS and not any(keyword in resolved for keyword in _COMBINED)
        return _Property(name, declared, written, resolved, place, leaf)

    def _type(self, schema: Any, place: Place) -> str:
        if not isinstance(schema, dict):
            return ""
        declared = _declared_type(schema)
        if declared:
            return declared
        for keyword in _COMBINED:
            members = schema.get(keyword)
            for index, member in enumerate(members[:3] if isinstance(members, list) else ()):
                part, _ = self._references.resolve(member, place.at(keyword, index))
                declared = _declared_type(part) if isinstance(part, dict) else ""
                if declared:
                    return declared
        return ""


def schema_name(node: dict[str, Any], at: Place) -> str:
    """Name of a schema: its key among the components, the file it is alone in, or its title."""
    if len(at.path) >= 2 and at.path[-2] in _NAMED_BELOW:
        return str(at.path[-1])
    title = node.get("title")
    if isinstance(title, str) and title and len(title) <= 80:
        return title
    if not at.path:
        return at.file.rpartition("/")[2].partition(".")[0]
    return ""


def _declared_type(schema: dict[str, Any]) -> str:
    declared = schema.get("type")
    if isinstance(declared, list):
        declared = next((item for item in declared if item != "null"), "")
    if isinstance(declared, str) and declared != "null":
        return declared
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    values = schema.get("enum")
    return "string" if isinstance(values, list) and values and isinstance(values[0], str) else ""


def _has_identity(properties: list[_Property]) -> bool:
    """True for an object of its own (an invoice with lines), as opposed to a page of results."""
    return any(prop.name.lower() in ("id", "uuid", "guid", "email", "name", "number") for prop in properties)
