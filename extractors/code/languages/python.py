"""Python front end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from extractors.code.frontend import Frontend, first_child, line_of, node_text
from extractors.code.ir import (
    OPAQUE,
    Choice,
    Closure,
    Concat,
    Expr,
    Fallback,
    Format,
    Invoke,
    Item,
    Listing,
    Member,
    Name,
    Record,
    Text,
)
from extractors.code.module import Annotation, Binding, Import, Module, Scope, TypeRef

if TYPE_CHECKING:
    from tree_sitter import Node

QUERY = """
[(import_statement) (import_from_statement)] @import
(class_definition) @class
[(function_definition) (lambda)] @function
[(assignment) (as_pattern) (named_expression) (for_statement)] @binding
(decorator) @annotation
(call) @call
(return_statement (_) @return)
"""

_PLAIN = frozenset({"str", "int", "bool", "float", "bytes", "None", "dict", "list"})
_SIMPLE_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\'": "'", "\\\\": "\\", "\\\n": ""}


_NAMESPACES = frozenset({"google.cloud", "google", "azure", "mysql", "snowflake"})


class Python(Frontend):
    """Python 3 (and what of Python 2 the grammar reads)."""

    language = "python"
    grammar = ("tree_sitter_python", "language")
    query = QUERY
    strings = frozenset({"string", "concatenated_string"})
    signs = (
        rb"^[ \t]*(?:from|import)[ \t]+([\w.]+)|os\.environ|getenv"
        rb"|^(?:DATABASES|CACHES)[ \t]*=|\b(?:send|make|do|http|api)_request\("
        rb"|\.(?:get|post|put|patch|delete|request|delay|apply_async)\(\s*f?[\"']/|\.(?:delay|apply_async)\("
        rb"|\(BaseSettings\)|[\"'](?:https?|amqps?|rediss?|postgres\w*|mongodb\S{0,5}):/"
        rb"|^[A-Z][A-Z0-9_]{2,60}[ \t]*(?::[ \t]*\w+[ \t]*)?=[ \t]*f?[\"']"
    )

    def always(self, module: str) -> bool:
        """See `Frontend.always`: packages whose modules are imported as names (`from google.cloud import storage`)."""
        return module in _NAMESPACES

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        if node.type == "import_statement":
            yield from _plain_imports(node)
            return
        source = node.child_by_field_name("module_name")
        if source is None:
            return
        relative = source.type == "relative_import"
        written = node_text(source)
        place = _relative_place(written) if relative else written
        head = (place,) if relative else tuple(written.split("."))
        if any(child.type == "wildcard_import" for child in node.children):
            yield Import("", head, line_of(node), relative, wildcard=True, module=place)
        for item in node.children_by_field_name("name"):
            name = item.child_by_field_name("name") if item.type == "aliased_import" else item
            alias = item.child_by_field_name("alias") if item.type == "aliased_import" else item
            yield Import(node_text(alias), (*head, *node_text(name).split(".")), line_of(item), relative, module=place)

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`."""
        function = node.child_by_field_name("function")
        if function is not None and function.type == "attribute":
            return node_text(function.child_by_field_name("attribute"))
        return node_text(function) if function is not None and function.type == "identifier" else ""

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        named = node.child_by_field_name("name")
        scope = Scope(
            "class" if kind == "class" else "function", node_text(named), node.start_byte, node.end_byte, line_of(node)
        )
        if kind == "class":
            listing = node.child_by_field_name("superclasses")
            scope.bases = [_type(child) for child in (listing.named_children if listing is not None else ())]
            return scope
        scope.parameters = list(_parameters(node))
        scope.constructor = scope.name == "__init__"
        result = node.child_by_field_name("return_type")
        scope.result = _type(result) if result is not None else None
        body = node.child_by_field_name("body")
        if node.type == "lambda" and body is not None:
            scope.returns.append(body)
        return scope

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        if node.type == "as_pattern":
            yield from _with_item(node)
            return
        left = node.child_by_field_name("left") or node.child_by_field_name("name")
        value = node.child_by_field_name("right") or node.child_by_field_name("value")
        if left is None:
            return
        declared = node.child_by_field_name("type")
        kind = _type(declared) if declared is not None else None
        if left.type == "identifier":
            name = node_text(left)
            yield Binding(name, value, node.start_byte, line_of(node), kind, constant=_is_constant(node, name)), False
        elif left.type == "attribute" and node_text(left.child_by_field_name("object")) in ("self", "cls"):
            name = node_text(left.child_by_field_name("attribute"))
            yield Binding(name, value, node.start_byte, line_of(node), kind), True
        elif left.type == "pattern_list" and value is not None and value.type == "expression_list":
            for target, item in zip(left.named_children, value.named_children, strict=False):
                if target.type == "identifier":
                    yield Binding(node_text(target), item, target.start_byte, line_of(target)), False

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """See `Frontend.annotation`."""
        inner = first_child(node)
        called = inner.child_by_field_name("function") if inner is not None and inner.type == "call" else inner
        name = node_text(called).rpartition(".")[2]
        owner = node.parent.child_by_field_name("definition") if node.parent is not None else None
        return Annotation(name, inner if inner is not None else node, line_of(node)), owner

    def lower_node(self, node: Node, module: Module, lower: Callable[[Node], Expr]) -> Expr:
        """See `Frontend.lower_node`."""
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE


def _plain_imports(node: Node) -> Iterable[Import]:
    for item in node.children_by_field_name("name"):
        if item.type == "aliased_import":
            written = node_text(item.child_by_field_name("name"))
            local = node_text(item.child_by_field_name("alias"))
            yield Import(local, tuple(written.split(".")), line_of(item), module=written)
        else:
            written = node_text(item)
            head = written.partition(".")[0]
            yield Import(head, (head,), line_of(item), module=written)


def _relative_place(written: str) -> str:
    """`..clients.crm` -> `../clients/crm`, below the folder of the file."""
    dots = len(written) - len(written.lstrip("."))
    return "../" * (dots - 1) + ("./" if dots == 1 else "") + written[dots:].replace(".", "/")


def _is_constant(node: Node, name: str) -> bool:
    """A name of the module, or of a class body, in capitals."""
    holder = node.parent.parent if node.parent is not None else None
    if holder is None:
        return False
    if holder.type == "module":
        return not name.startswith("__")
    return name.isupper() and holder.parent is not None and holder.parent.type == "class_definition"


def _type(node: Node) -> TypeRef:
    if node.type == "type" and node.named_child_count:
        inner = first_child(node)
        return _type(inner) if inner is not None else TypeRef("")
    if node.type in ("identifier", "attribute"):
        name = node_text(node)
        return TypeRef("" if name in _PLAIN else name)
    if node.type in ("generic_type", "subscript"):
        head, *rest = node.named_children
        args = [child for item in rest for child in (item.named_children if item.type == "type_parameter" else [item])]
        return TypeRef(node_text(head), tuple(_type(item).name for item in args))
    if node.type in ("binary_operator", "union_type"):  # `X | None`
        sides = [_type(child) for child in node.named_children]
        return next((side for side in sides if side.name), TypeRef(""))
    if node.type == "string":
        return TypeRef(node_text(node).strip("\"'"))
    return TypeRef("")


def _parameters(node: Node) -> Iterable[Binding]:
    listing = node.child_by_field_name("parameters")
    position = 0
    for item in listing.named_children if listing is not None else ():
        named = item if item.type == "identifier" else item.child_by_field_name("name") or first_child(item)
        name = node_text(named)
        if name in ("self", "cls") or item.type == "comment":
            continue
        declared, default = item.child_by_field_name("type"), item.child_by_field_name("value")
        kind = _type(declared) if declared is not None else None
        yield Binding(name, default, item.start_byte, line_of(item), kind, parameter=position)
        position += 1


def _with_item(node: Node) -> Iterable[tuple[Binding, bool]]:
    alias = node.child_by_field_name("alias")
    value = first_child(node)
    target = first_child(alias) if alias is not None and alias.named_child_count else alias
    if target is not None and value is not None and target.type == "identifier":
        yield Binding(node_text(target), value, node.start_byte, line_of(node)), False


def _string(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    parts: list[Expr] = []
    plain: list[str] = []
    raw = "r" in node_text(node.children[0]).lower() if node.children else False
    for child in node.named_children:
        if child.type == "interpolation":
            inner = child.child_by_field_name("expression") or first_child(child)
            parts.append(Text("".join(plain)))
            plain = []
            parts.append(lower(inner) if inner is not None else OPAQUE)
        elif child.type == "string_content":
            plain.append(_unescaped(child, raw))
    if not parts:
        return Text("".join(plain))
    return Concat((*parts, Text("".join(plain))))


def _unescaped(node: Node, raw: bool) -> str:
    text = node_text(node)
    if raw or ("\\" not in text and "{{" not in text):
        return text
    for escaped, plain in _SIMPLE_ESCAPES.items():
        text = text.replace(escaped, plain)
    return text.replace("{{", "{").replace("}}", "}") if "{{" in text else text


def _binary(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    """`a + b + c` flattened along its left spine; `"..." % args`; `base / path` of path objects."""
    operator = node_text(node.child_by_field_name("operator"))
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return OPAQUE
    if operator == "%":
        values = lower(right)
        return Format(lower(left), values.items if isinstance(values, Listing) else (values,))
    if operator != "+":
        return OPAQUE
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_operator":
        if node_text(current.child_by_field_name("operator")) != "+":
            break
        tail = current.child_by_field_name("right")
        if tail is not None:
            parts.append(tail)
        current = current.child_by_field_name("left")
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _call(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    function, listing = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or listing is None:
        return OPAQUE
    args: list[Expr] = []
    keywords: list[tuple[str, Expr]] = []
    for child in listing.named_children if listing.type == "argument_list" else ():
        if child.type == "keyword_argument":
            value = child.child_by_field_name("value")
            keywords.append((node_text(child.child_by_field_name("name")), lower(value) if value else OPAQUE))
        elif child.type == "dictionary_splat":
            inner = first_child(child)
            spread = lower(inner) if inner is not None else OPAQUE
            keywords.extend(spread.entries if isinstance(spread, Record) else ())
        elif child.type != "comment":
            args.append(lower(child))
    last = function.child_by_field_name("attribute") or function
    callee = lower(function)
    name = callee.name if isinstance(callee, (Name, Member)) else ""
    new = name[:1].isupper() and not name.isupper()
    return Invoke(callee, tuple(args), tuple(keywords), line_of(last), node.start_byte, new=new)


def _attribute(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    owner = node.child_by_field_name("object")
    return Member(lower(owner), node_text(node.child_by_field_name("attribute"))) if owner is not None else OPAQUE


def _subscript(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    owner, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
    return Item(lower(owner), lower(key)) if owner is not None and key is not None else OPAQUE


def _conditional(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    arms = node.named_children
    return Choice((lower(arms[0]), lower(arms[2]))) if len(arms) == 3 else OPAQUE


def _boolean(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or node_text(node.child_by_field_name("operator")) != "or":
        return OPAQUE
    return Fallback(lower(left), lower(right))


def _dictionary(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    entries: list[tuple[str, Expr]] = []
    for child in node.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            name = lower(key) if key is not None else OPAQUE
            label = name.value if isinstance(name, Text) else ""  # a computed key has no name, its value still counts
            entries.append((label, lower(value) if value is not None else OPAQUE))
    return Record(tuple(entries), line_of(node))


def _listing(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return Listing(tuple(lower(child) for child in node.named_children if child.type != "comment"))


def _inner(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return lower(child) if (child := first_child(node)) is not None else OPAQUE


def _named(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    value = node.child_by_field_name("value")
    return lower(value) if value is not None else OPAQUE


def _lambda(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    body = node.child_by_field_name("body")
    return Closure(node.start_byte, lower(body) if body is not None else None)


def _identifier(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    name = node_text(node)
    return Name("this" if name in ("self", "cls") else name)


def _joined(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return Concat(tuple(lower(child) for child in node.named_children if child.type == "string"))


_LOWER: dict[str, Callable[[Node, Callable[[Node], Expr]], Expr]] = {
    "string": _string,
    "concatenated_string": _joined,
    "integer": lambda node, lower: Text(node_text(node)),
    "true": lambda node, lower: Text("true"),
    "false": lambda node, lower: Text("false"),
    "identifier": _identifier,
    "attribute": _attribute,
    "subscript": _subscript,
    "call": _call,
    "binary_operator": _binary,
    "boolean_operator": _boolean,
    "conditional_expression": _conditional,
    "dictionary": _dictionary,
    "list": _listing,
    "tuple": _listing,
    "set": _listing,
    "expression_list": _listing,
    "parenthesized_expression": _inner,
    "await": _inner,
    "as_pattern": _inner,
    "named_expression": _named,
    "lambda": _lambda,
}

FRONTEND = Python()
"""The one instance."""
