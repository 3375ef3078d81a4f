"""Fields of the classes whose instances are sent: DTOs, serializers, records, interfaces and schemas, read where they
are declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extractors.code.module import Module, Scope
from mapgen.model.facts import DataField

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_FIELDS = 60
MAX_DEPTH = 3

_DECLARATIONS = frozenset(
    {
        "class_definition",
        "class_declaration",
        "abstract_class_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "record_declaration",
    }
)
_HOLDERS = frozenset({"export_statement", "decorated_definition", "class_body", "interface_body", "declaration_list"})
_MEMBERS = frozenset(
    {"field_declaration", "public_field_definition", "property_signature", "formal_parameter", "expression_statement"}
)
_PLAIN = {
    "string": "str string charsequence uuid objectid char emailstr anyurl httpurl slug email url text",
    "integer": "int integer long short bigint biginteger positiveinteger",
    "number": "number float double decimal bigdecimal",
    "boolean": "bool boolean",
    "date": "date localdate",
    "datetime": "datetime instant localdatetime offsetdatetime zoneddatetime timestamp",
    "array": "list set array sequence tuple collection",
    "object": "dict map record any object jsonnode json",
}
_TYPES = {name: plain for plain, names in _PLAIN.items() for name in names.split()}
_SCHEMA = re.compile(r"^[\w.]*\b(?:z|zod|v|yup|t|Type|Joi|s)\.(?:strict)?[oO]bject$")
_FIELD_CALL = re.compile(r"^(?:\w+\.)*?(?:z|v|yup|Joi|t|models|serializers|fields|forms|db)\.(\w+)")

Finder = Callable[[str], Module | None]
"""Gives the module that declares a class this file imports, None when it is unknown."""


class Shapes:
    """Fields of classes, by the names one file knows them by."""

    def __init__(self, module: Module, find: Finder | None = None) -> None:
        self._module = module
        self._find = find
        self._known: dict[str, tuple[DataField, ...]] = {}

    def of(self, name: str) -> tuple[DataField, ...]:
        """The fields of a class; () for one that is not of the project."""
        name = name.rpartition(".")[2]
        if not name or (name[:1].islower() and self._module.language != "javascript"):
            return ()
        if name not in self._known:
            self._known[name] = ()
            self._known[name] = tuple(self._read(name, name, "", 0))[:MAX_FIELDS]
        return self._known[name]

    def of_parameters(self, function: Scope) -> tuple[DataField, ...]:
        """The fields of the body a handler or a declared method takes: the first parameter with fields of its own."""
        for parameter in function.parameters:
            if parameter.type is None or not parameter.type.name:
                continue
            for name in (parameter.type.name, *parameter.type.args):
                found = self.of(name)
                if found:
                    return found
        return ()

    def _read(self, name: str, owner: str, prefix: str, depth: int) -> Iterator[DataField]:
        module, node = self._declared(name)
        if module is None or node is None or depth > MAX_DEPTH:
            return
        for field, kind, line in _members(node):
            plain = _plain(kind)
            inner = list(self._read(plain, owner, f"{prefix}{field}.", depth + 1)) if plain[:1].isupper() else []
            if inner:
                yield from inner
            else:
                yield DataField(f"{prefix}{field}", plain, owner, line if module is self._module else 0)

    def _declared(self, name: str) -> tuple[Module | None, Node | None]:
        node = _find(self._module.root, name, 0)
        if node is not None:
            return self._module, node
        other = self._find(name) if self._find is not None else None
        return (other, _find(other.root, name, 0)) if other is not None else (None, None)


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node is not None else ""


def _find(holder: Node, name: str, depth: int) -> Node | None:
    """The declaration of a class or schema, at the top of a file or inside a class."""
    for child in holder.named_children:
        if child.type in _DECLARATIONS:
            if _text(child.child_by_field_name("name")) == name:
                return child
            body = child.child_by_field_name("body")
            inner = _find(body, name, depth + 1) if body is not None and depth < MAX_DEPTH else None
        elif child.type in _HOLDERS:
            inner = _find(child, name, depth + 1) if depth < MAX_DEPTH else None
        else:
            inner = _schema(child, name)
        if inner is not None:
            return inner
    return None


def _schema(statement: Node, name: str) -> Node | None:
    """`const Customer = z.object({...})`: the record of the schema."""
    if statement.type not in ("lexical_declaration", "variable_declaration"):
        return None
    for item in statement.named_children:
        if item.type != "variable_declarator" or _text(item.child_by_field_name("name")) != name:
            continue
        call = item.child_by_field_name("value")
        function = call.child_by_field_name("function") if call is not None else None
        arguments = call.child_by_field_name("arguments") if call is not None else None
        if function is not None and arguments is not None and _SCHEMA.match(_text(function)):
            return next((child for child in arguments.named_children if child.type == "object"), None)
    return None


def _members(node: Node) -> Iterator[tuple[str, str, int]]:
    """(name, type as written, line) of the fields a declaration lists."""
    if node.type == "object":
        for pair in node.named_children:
            if pair.type == "pair":
                kind = _text(pair.child_by_field_name("value"))
                made = _FIELD_CALL.match(kind)
                name = _text(pair.child_by_field_name("key")).strip("\"'")
                yield name, made.group(1) if made else "", pair.start_point[0] + 1
        return
    body = node.child_by_field_name("body") or node.child_by_field_name("value")
    parameters = node.child_by_field_name("parameters") if node.type == "record_declaration" else None
    for holder in (parameters, body):
        for child in holder.named_children if holder is not None else ():
            if child.type in _MEMBERS:
                yield from _member(child)


def _member(node: Node) -> Iterator[tuple[str, str, int]]:
    line = node.start_point[0] + 1
    if node.type == "expression_statement":
        made = node.named_children[0] if node.named_children else None
        name = _text(made.child_by_field_name("left")) if made is not None and made.type == "assignment" else ""
        kind = _text(made.child_by_field_name("type")) if made is not None else ""
        if made is not None and name.isidentifier() and not kind:
            called = _FIELD_CALL.match(_text(made.child_by_field_name("right")))
            kind = called.group(1).removesuffix("Field") if called else ""
            if not kind:
                return
        if name.isidentifier() and not name.startswith("_") and "ClassVar" not in kind:
            yield name, kind, line
        return
    kind = _text(node.child_by_field_name("type")).lstrip(": ")
    if node.type == "field_declaration":
        if re.search(r"\bstatic\b|\btransient\b", _text(node).partition("=")[0]):
            return
        for item in node.children_by_field_name("declarator"):
            yield _text(item.child_by_field_name("name")), kind, line
        return
    yield _text(node.child_by_field_name("name")).strip("\"'"), kind, line


def _plain(kind: str) -> str:
    """A type as people compare it: optional marks gone, the usual names unified, lists as `array`."""
    kind = re.sub(r"\|\s*(?:None|null|undefined)|(?:None|null|undefined)\s*\||\?$", "", kind).strip()
    wrapped = re.match(r"(?:Optional|Nullable|Annotated|Required|NotRequired|Partial|Readonly)\s*[\[<]([^,\]>]+)", kind)
    if wrapped:
        kind = wrapped.group(1).strip()
    if kind.endswith("[]"):
        return "array"
    head = re.split(r"[\[<(]", kind, maxsplit=1)[0].strip()
    short = head.rpartition(".")[2]
    return _TYPES.get(short.lower(), short)


__all__ = ["Finder", "Shapes"]
