"""JavaScript and TypeScript front end, with JSX, TSX and the `<script>` blocks of Vue and Svelte files."""

from __future__ import annotations

import re
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

_SHARED = """
(import_statement) @import
((call_expression function: (identifier) @_callee) @import (#eq? @_callee "require"))
(call_expression function: (import)) @import
[(class_declaration) (class)] @class
[(function_declaration) (function_expression) (arrow_function) (method_definition)] @function
(generator_function_declaration) @function
[(variable_declarator) (assignment_expression) (export_statement value: (_))] @binding
(decorator) @annotation
[(call_expression) (new_expression)] @call
(return_statement (_) @return)
"""

JS_QUERY = _SHARED + "(field_definition) @binding\n"

TS_QUERY = (
    _SHARED
    + """
(abstract_class_declaration) @class
(public_field_definition) @binding
(required_parameter (accessibility_modifier)) @binding
(enum_assignment) @binding
"""
)

_SCRIPT = re.compile(rb"<script\b[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_NOT_NEWLINE = re.compile(rb"[^\n]")
_PLAIN = frozenset({"string", "number", "boolean", "any", "unknown", "void", "never", "object"})
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\'": "'", '\\"': '"', "\\`": "`", "\\\\": "\\", "\\/": "/", "\\$": "$"}


class JavaScript(Frontend):
    """JavaScript (ES2023) and TypeScript 5."""

    language = "javascript"
    grammar = ("tree_sitter_javascript", "language")
    query = JS_QUERY
    strings = frozenset({"string", "template_string"})
    comments = frozenset({"comment", "html_comment"})
    markup = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_attribute", "jsx_opening_element"})
    module_separator = ""
    signs = (
        rb"\bfrom\s*[\"']([^\"'\n]{1,200})[\"']|\brequire\s*\(\s*[\"']([^\"'\n]{1,200})[\"']"
        rb"|\bimport\s*\(\s*[\"']([^\"'\n]{1,200})[\"']|^\s*import\s*[\"']([^\"'\n]{1,200})[\"']"
        rb"|\.(?:get|post|put|patch|delete|request)\s*(?:<[^>\n]{0,80}>)?\(\s*[\"'`]/|\bfetch(?:[A-Z]\w{1,30})?\s*\(|\b[a-z]{1,20}Fetch\s*\(|process\.env|import\.meta\.env"
        rb"|[\"'`](?:https?|wss?|amqps?|rediss?|postgres\w{0,3}|mongodb\S{0,4}):/|\benv\(\s*[\"']|new\s+WebSocket"
        rb"|\bprisma\.[a-z]\w{1,40}\.(?:find|create|up|delete)|^export\s+const\s+[A-Z][A-Z0-9_]+\s*=\s*[\"'`]"
    )

    def grammar_for(self, path: str) -> tuple[str, str]:
        """See `Frontend.grammar_for`."""
        if path.endswith((".ts", ".mts", ".cts", ".vue", ".svelte")):
            return ("tree_sitter_typescript", "language_typescript")
        return ("tree_sitter_typescript", "language_tsx") if path.endswith(".tsx") else self.grammar

    def query_for(self, path: str) -> str:
        """See `Frontend.query_for`."""
        return JS_QUERY if self.grammar_for(path) == self.grammar else TS_QUERY

    def prepare(self, data: bytes, path: str) -> bytes:
        """See `Frontend.prepare`."""
        if not path.endswith((".vue", ".svelte")):
            return data
        kept: list[bytes] = []
        position = 0
        for block in _SCRIPT.finditer(data):
            kept.append(_NOT_NEWLINE.sub(b" ", data[position : block.start(1)]))
            kept.append(block.group(1))
            position = block.end(1)
        kept.append(_NOT_NEWLINE.sub(b" ", data[position:]))
        return b"".join(kept)

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        if node.type == "import_statement":
            yield from _es_imports(node)
            return
        listing = node.child_by_field_name("arguments")
        source = first_child(listing) if listing is not None else None
        if source is None or source.type != "string":
            return
        name = _plain_text(source)
        holder = node.parent
        while holder is not None and holder.type in ("await_expression", "parenthesized_expression", "call_expression"):
            holder = holder.parent  # `require("x")(options)` is an instance of x
        pattern = (
            holder.child_by_field_name("name") if holder is not None and holder.type == "variable_declarator" else None
        )
        yield from _required(node, name, pattern)

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`."""
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        if function is None:
            return ""
        if function.type == "member_expression":
            return node_text(function.child_by_field_name("property"))
        return node_text(function) if function.type == "identifier" else ""

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        name = _function_name(node)
        scope = Scope("class" if kind == "class" else "function", name, node.start_byte, node.end_byte, line_of(node))
        if kind == "class":
            scope.bases = [_type(child) for child in _heritage(node)]
            return scope
        scope.parameters = list(_parameters(node))
        scope.constructor = name == "constructor"
        result = node.child_by_field_name("return_type")
        scope.result = _type(result) if result is not None else None
        body = node.child_by_field_name("body")
        if body is not None and body.type != "statement_block":
            scope.returns.append(body)
        return scope

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        if node.type == "assignment_expression":
            yield from _assigned(node)
            return
        if node.type == "export_statement":
            yield Binding("export default", node.child_by_field_name("value"), node.start_byte, line_of(node)), False
            return
        if node.type == "required_parameter":
            named, declared = node.child_by_field_name("pattern"), node.child_by_field_name("type")
            kind = _type(declared) if declared is not None else None
            value = node.child_by_field_name("value")
            yield Binding(node_text(named), value, node.start_byte, line_of(node), kind), True
            return
        named = node.child_by_field_name("name") or node.child_by_field_name("property")
        value = node.child_by_field_name("value")
        if named is None or (value is not None and _is_require(value)):
            return
        declared = node.child_by_field_name("type")
        kind = _type(declared) if declared is not None else None
        if named.type == "object_pattern":
            yield from _destructured(named, value)
            return
        field = node.type in ("public_field_definition", "field_definition")
        constant = not field and _exported(node)
        yield Binding(node_text(named), value, node.start_byte, line_of(node), kind, constant=constant), field

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """See `Frontend.annotation`."""
        inner = first_child(node)
        called = (
            inner.child_by_field_name("function") if inner is not None and inner.type == "call_expression" else inner
        )
        name = node_text(called).rpartition(".")[2]
        return Annotation(name, inner if inner is not None else node, line_of(node)), _decorated(node)

    def lower_node(self, node: Node, module: Module, lower: Callable[[Node], Expr]) -> Expr:
        """See `Frontend.lower_node`."""
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE


def _plain_text(node: Node) -> str:
    return "".join(node_text(child) for child in node.named_children if child.type == "string_fragment")


def _es_imports(node: Node) -> Iterable[Import]:
    source = node.child_by_field_name("source")
    if source is None:
        return
    module = _plain_text(source)
    relative, line = module.startswith("."), line_of(node)
    clause = next((child for child in node.named_children if child.type == "import_clause"), None)
    if clause is None:
        yield Import("", (module,), line, relative, module=module)
        return
    for child in clause.named_children:
        if child.type == "identifier":
            yield Import(node_text(child), (module,), line, relative, module=module)
        elif child.type == "namespace_import":
            yield Import(node_text(first_child(child)), (module,), line, relative, module=module)
        elif child.type == "named_imports":
            for item in child.named_children:
                name = node_text(item.child_by_field_name("name"))
                local = node_text(item.child_by_field_name("alias")) or name
                symbol = (module,) if name == "default" else (module, name)
                yield Import(local, symbol, line, relative, module=module)


def _required(node: Node, module: str, pattern: Node | None) -> Iterable[Import]:
    relative, line = module.startswith("."), line_of(node)
    if pattern is not None and pattern.type == "identifier":
        yield Import(node_text(pattern), (module,), line, relative, module=module)
    elif pattern is not None and pattern.type == "object_pattern":
        for member, local in _pattern(pattern):
            symbol = (module,) if member == "default" else (module, member)
            yield Import(local, symbol, line, relative, module=module)
    else:
        yield Import("", (module,), line, relative, module=module)


def _pattern(node: Node) -> Iterable[tuple[str, str]]:
    """(member, local name) of `{ a, b: c, d = 1 }`."""
    for item in node.named_children:
        if item.type == "shorthand_property_identifier_pattern":
            yield node_text(item), node_text(item)
        elif item.type == "pair_pattern":
            value = item.child_by_field_name("value")
            if value is not None and value.type == "identifier":
                yield node_text(item.child_by_field_name("key")), node_text(value)
        elif item.type == "object_assignment_pattern":
            name = node_text(item.child_by_field_name("left"))
            yield name, name


def _destructured(pattern: Node, value: Node | None) -> Iterable[tuple[Binding, bool]]:
    for member, local in _pattern(pattern):
        yield Binding(local, value, pattern.start_byte, line_of(pattern), member=member), False
    for item in pattern.named_children:
        default = item.child_by_field_name("right") if item.type == "object_assignment_pattern" else None
        if default is not None:
            name = node_text(item.child_by_field_name("left"))
            yield Binding(name, default, pattern.start_byte, line_of(pattern)), False


def _assigned(node: Node) -> Iterable[tuple[Binding, bool]]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    if left.type == "identifier":
        yield Binding(node_text(left), right, node.start_byte, line_of(node)), False
    elif left.type == "member_expression" and node_text(left.child_by_field_name("object")) == "this":
        yield Binding(node_text(left.child_by_field_name("property")), right, node.start_byte, line_of(node)), True
    elif left.type == "member_expression" and node_text(left) == "module.exports":
        yield Binding("module.exports", right, node.start_byte, line_of(node)), False


def _is_require(node: Node) -> bool:
    while node.type in ("await_expression", "parenthesized_expression"):
        inner = first_child(node)
        if inner is None:
            return False
        node = inner
    if node.type != "call_expression":
        return False
    function = node.child_by_field_name("function")
    if function is not None and function.type == "call_expression":
        return _is_require(function)
    return function is not None and (function.type == "import" or node_text(function) == "require")


def _exported(node: Node) -> bool:
    """A module-level `const`: exported, or in capitals."""
    declaration = node.parent
    holder = declaration.parent if declaration is not None else None
    if holder is None:
        return False
    if holder.type == "export_statement":
        return True
    return holder.type == "program" and node_text(node.child_by_field_name("name")).isupper()


def _function_name(node: Node) -> str:
    named = node.child_by_field_name("name")
    if named is not None:
        return node_text(named)
    holder = node.parent
    while holder is not None and holder.type in ("call_expression", "arguments", "parenthesized_expression"):
        holder = holder.parent  # `const f = cache(async () => ...)`
    if holder is None:
        return ""
    label = (
        holder.child_by_field_name("name") or holder.child_by_field_name("key") or holder.child_by_field_name("left")
    )
    return node_text(label).rpartition(".")[2] if label is not None and holder.type in _NAMING else ""


_NAMING = frozenset(
    {"variable_declarator", "pair", "assignment_expression", "public_field_definition", "field_definition"}
)


def _heritage(node: Node) -> Iterable[Node]:
    for child in node.named_children:
        if child.type == "class_heritage":
            for clause in child.named_children:
                if clause.type in ("extends_clause", "implements_clause"):
                    yield from clause.named_children
                else:
                    yield clause


def _type(node: Node) -> TypeRef:
    if node.type in ("type_annotation", "parenthesized_type", "readonly_type"):
        inner = first_child(node)
        return _type(inner) if inner is not None else TypeRef("")
    if node.type in ("type_identifier", "identifier", "nested_type_identifier", "member_expression"):
        name = node_text(node)
        return TypeRef("" if name in _PLAIN else name)
    if node.type == "generic_type":
        listing = next((child for child in node.named_children if child.type == "type_arguments"), None)
        args = tuple(_type(child).name for child in listing.named_children) if listing is not None else ()
        return TypeRef(node_text(first_child(node)), args)
    if node.type == "union_type":
        return next((kind for child in node.named_children if (kind := _type(child)).name), TypeRef(""))
    return TypeRef("")


def _parameters(node: Node) -> Iterable[Binding]:
    single = node.child_by_field_name("parameter")
    if single is not None:
        yield Binding(node_text(single), None, single.start_byte, line_of(single), parameter=0)
        return
    listing = node.child_by_field_name("parameters")
    for position, item in enumerate(listing.named_children if listing is not None else ()):
        named: Node | None = item
        default = declared = None
        if item.type in ("required_parameter", "optional_parameter"):
            named = item.child_by_field_name("pattern")
            default, declared = item.child_by_field_name("value"), item.child_by_field_name("type")
        elif item.type == "assignment_pattern":
            named, default = item.child_by_field_name("left"), item.child_by_field_name("right")
        if named is None:
            continue
        kind = _type(declared) if declared is not None else None
        if named.type == "identifier":
            yield Binding(node_text(named), default, item.start_byte, line_of(item), kind, parameter=position)
        elif named.type == "object_pattern":
            for member, local in _pattern(named):
                yield Binding(local, None, item.start_byte, line_of(item), parameter=position, member=member)


def _decorated(node: Node) -> Node | None:
    holder = node.parent
    if holder is None:
        return None
    if holder.type == "export_statement":
        return holder.child_by_field_name("declaration")
    if holder.type == "class_body":
        following = node.next_named_sibling
        while following is not None and following.type in ("decorator", "comment"):
            following = following.next_named_sibling
        return following
    return holder


def _string(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return Text("".join(_piece(child) for child in node.named_children))


def _piece(node: Node) -> str:
    text = node_text(node)
    return _ESCAPES.get(text, text) if node.type == "escape_sequence" else text


def _template(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    parts: list[Expr] = []
    for child in node.named_children:
        if child.type == "template_substitution":
            inner = first_child(child)
            parts.append(lower(inner) if inner is not None else OPAQUE)
        else:
            parts.append(Text(_piece(child)))
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Text) else Concat(tuple(parts))


def _binary(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    """`a + b + c` flattened along its left spine; `a || b`, `a ?? b`."""
    operator = node_text(node.child_by_field_name("operator"))
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return OPAQUE
    if operator in ("||", "??"):
        return Fallback(lower(left), lower(right))
    if operator != "+":
        return OPAQUE
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
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
    new = node.type == "new_expression"
    function = node.child_by_field_name("constructor" if new else "function")
    listing = node.child_by_field_name("arguments")
    if function is None:
        return OPAQUE
    children = listing.named_children if listing is not None and listing.type == "arguments" else []
    args = tuple(lower(child) for child in children if child.type != "comment")
    last = function.child_by_field_name("property") or function
    types = node.child_by_field_name("type_arguments")
    type_args = tuple(_type(child).name for child in types.named_children) if types is not None else ()
    return Invoke(lower(function), args, (), line_of(last), node.start_byte, new, type_args)


def _member(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    owner = node.child_by_field_name("object")
    return Member(lower(owner), node_text(node.child_by_field_name("property"))) if owner is not None else OPAQUE


def _subscript(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    owner, key = node.child_by_field_name("object"), node.child_by_field_name("index")
    return Item(lower(owner), lower(key)) if owner is not None and key is not None else OPAQUE


def _ternary(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    arms = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
    return Choice(tuple(lower(arm) for arm in arms if arm is not None))


def _object(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    entries: list[tuple[str, Expr]] = []
    for child in node.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is None or value is None:
                continue
            name = _plain_text(key) if key.type == "string" else node_text(key)
            entries.append((name, lower(value)))
        elif child.type == "shorthand_property_identifier":
            entries.append((node_text(child), Name(node_text(child))))
        elif child.type == "spread_element":
            inner = first_child(child)
            spread = lower(inner) if inner is not None else OPAQUE
            entries.extend(spread.entries if isinstance(spread, Record) else ())
        elif child.type == "method_definition":
            entries.append((node_text(child.child_by_field_name("name")), Closure(child.start_byte)))
    return Record(tuple(entries), line_of(node))


def _array(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return Listing(tuple(lower(child) for child in node.named_children if child.type != "comment"))


def _inner(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return lower(child) if (child := first_child(node)) is not None else OPAQUE


def _function(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    body = node.child_by_field_name("body")
    simple = body is not None and body.type != "statement_block"
    return Closure(node.start_byte, lower(body) if simple and body is not None else None)


_LOWER: dict[str, Callable[[Node, Callable[[Node], Expr]], Expr]] = {
    "string": _string,
    "template_string": _template,
    "number": lambda node, lower: Text(node_text(node)),
    "true": lambda node, lower: Text("true"),
    "false": lambda node, lower: Text("false"),
    "identifier": lambda node, lower: Name(node_text(node)),
    "property_identifier": lambda node, lower: Name(node_text(node)),
    "type_identifier": lambda node, lower: Name(node_text(node)),
    "this": lambda node, lower: Name("this"),
    "import": lambda node, lower: Name("import"),
    "meta_property": lambda node, lower: Member(Name("import"), "meta"),
    "member_expression": _member,
    "subscript_expression": _subscript,
    "call_expression": _call,
    "new_expression": _call,
    "binary_expression": _binary,
    "ternary_expression": _ternary,
    "object": _object,
    "array": _array,
    "arrow_function": _function,
    "function_expression": _function,
    "parenthesized_expression": _inner,
    "await_expression": _inner,
    "as_expression": _inner,
    "satisfies_expression": _inner,
    "non_null_expression": _inner,
    "type_assertion": _inner,
}

FRONTEND = JavaScript()
"""The one instance."""
