"""Go front end.

Methods stand outside their type in Go, so fields are bound to the class scope of the type wherever the file gives them
a value: `s.addr = x`, `server{addr: x}` and helpers that write through a pointer (`mustMapEnv(&s.addr, "X_ADDR")`,
whose `*target = value` counts as what the helper gives back).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from extractors.code.frontend import Frontend, first_child, line_of, node_text
from extractors.code.ir import OPAQUE, Closure, Concat, Expr, Invoke, Item, Listing, Member, Name, Record, Text, dotted
from extractors.code.module import Binding, Import, Module, Scope, TypeRef

if TYPE_CHECKING:
    from tree_sitter import Node

    Lower = Callable[["Node"], Expr]

QUERY = """
(import_spec) @import
(type_spec type: [(struct_type) (interface_type)]) @class
[(function_declaration) (method_declaration) (func_literal)] @function
[(const_spec) (var_spec) (short_var_declaration) (assignment_statement) (range_clause) (field_declaration)] @binding
(composite_literal type: (type_identifier)) @binding
(expression_statement (call_expression arguments: (argument_list (unary_expression operator: "&"))) @binding)
(composite_literal type: [(qualified_type) (type_identifier)]) @call
(call_expression) @call
(return_statement (expression_list . (_) @return))
(assignment_statement
  left: (expression_list . (unary_expression operator: "*"))
  right: (expression_list . (_) @return))
"""

_VERSION = re.compile(r"/v\d+(?=/|$)|\.v\d+$")
_GENERATED = re.compile(r"(?:pb|proto|grpc)\d?$")
_PLAIN = frozenset(
    "string bool byte rune error any int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 float32 float64".split()
)
_TAGS = re.compile(r'\b(?:env|envconfig|split_words):"([A-Z][A-Z0-9_]*)(?:,[^"]*)?"')
_TAG_DEFAULT = re.compile(r'\b(?:envDefault|default):"([^"]*)"')
_NO_TEXT = frozenset({"int_literal", "float_literal", "true", "false", "nil", "func_literal", "iota"})
_FILLS_STRUCT = re.compile(r"(?:Process|Parse|Unmarshal\w{0,10}|Decode|Scan|Load|ReadConfig|ReadEnv|Bind\w{0,10})$")
ENV_TAG = "env_tag"
"""Name of the call a struct tag such as `env:"CRM_URL"` lowers to."""


class Go(Frontend):
    """Go 1."""

    language = "go"
    grammar = ("tree_sitter_go", "language")
    query = QUERY
    strings = frozenset({"interpreted_string_literal", "raw_string_literal"})
    module_separator = ""
    signs = (
        rb'^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.~-]+(?:/[\w.~-]+)*)"[ \t]*(?://.*)?$'
        rb'|os\.(?:Getenv|LookupEnv)|\bNew\w{1,80}Client\(|\benv(?:config)?:"[A-Z]'
        rb'|^[ \t]*(?:const|var)?[ \t]*\w+[ \t]*=[ \t]*["`]|["`](?:https?|amqps?|rediss?|postgres\w*|mongodb\S{0,5}|nats)://'
    )
    folder_addressed = True

    def split(self, name: str) -> tuple[str, ...]:
        """See `Frontend.split`."""
        return (_VERSION.sub("", name),)

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        written = node_text(node.child_by_field_name("path")).strip('"`')
        named = node.child_by_field_name("name")
        alias = node_text(named)
        place = _VERSION.sub("", written)
        if _GENERATED.search(alias) and not _GENERATED.search(place):
            place = f"{place}/{alias}"  # generated code says so by its alias only: pb "example.com/api/v1"
        wildcard = alias == "."
        yield Import(alias or _package_name(place), (place,), line_of(node), wildcard=wildcard, module=written)

    def always(self, module: str) -> bool:
        """See `Frontend.always`: each service of AWS is a module of its own."""
        return "aws-sdk-go-v2/service/" in module

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`."""
        called = node.child_by_field_name("function") or node.child_by_field_name("type")
        if called is None:
            return ""
        last = called.child_by_field_name("field") or called.child_by_field_name("name") or called
        return node_text(last) if last.type.endswith("identifier") else ""

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        named = node.child_by_field_name("name")
        made = Scope(
            "class" if kind == "class" else "function",
            node_text(named),
            node.start_byte,
            node.end_byte,
            line_of(named or node),
        )
        if kind == "class":
            declared = node.child_by_field_name("type")
            made.abstract = declared is not None and declared.type == "interface_type"
            return made
        made.parameters = list(_parameters(node.child_by_field_name("parameters")))
        for receiver in _parameters(node.child_by_field_name("receiver")):
            receiver.parameter = -1
            made.bind(receiver)
            made.bases = [receiver.type] if receiver.type is not None else []
        result = node.child_by_field_name("result")
        if result is not None:
            first = result.named_child(0) if result.type == "parameter_list" else None
            made.result = _type(first.child_by_field_name("type") if first is not None else result)
        return made

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        rule = _BINDINGS.get(node.type)
        return ((binding, False) for binding in rule(node)) if rule is not None else ()

    def _bind(self, module: Module, nodes: Iterable[Node]) -> None:
        """Names first; then fields, whose type the names tell."""
        nodes = list(nodes)
        super()._bind(module, nodes)
        for node in nodes:
            for owner, binding in _field_values(node, module):
                for holder in module.classes(owner):
                    holder.bind(binding)

    def lower_node(self, node: Node, module: Module, lower: Lower) -> Expr:
        """See `Frontend.lower_node`."""
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE


def _package_name(path: str) -> str:
    """What a package is called when its import gives no name: `github.com/redis/go-redis` -> "redis"."""
    last = path.rpartition("/")[2]
    last = last.removesuffix(".golang").removesuffix(".go").rpartition(".")[2]
    return last.removeprefix("go-").removesuffix("-go").replace("-", "_")


def _type(node: Node | None) -> TypeRef:
    """A type without pointers; slices and channels give their elements, plain types the empty name."""
    for _ in range(6):
        if node is None or node.type not in (
            "pointer_type",
            "slice_type",
            "array_type",
            "channel_type",
            "parenthesized_type",
        ):
            break
        node = node.child_by_field_name("element") or node.child_by_field_name("value") or first_child(node)
    if node is None:
        return TypeRef("")
    if node.type == "generic_type":
        listing = node.child_by_field_name("type_arguments")
        args = listing.named_children if listing is not None else []
        return TypeRef(
            _type(node.child_by_field_name("type")).name, tuple(_type(first_child(arg) or arg).name for arg in args)
        )
    name = node_text(node) if node.type in ("type_identifier", "qualified_type") else ""
    return TypeRef("" if name in _PLAIN else name)


def _parameters(listing: Node | None) -> Iterator[Binding]:
    position = 0
    for item in listing.named_children if listing is not None else ():
        declared = _type(item.child_by_field_name("type"))
        names = item.children_by_field_name("name")
        for at in names or [item]:
            yield Binding(
                node_text(at) if names else "", None, at.start_byte, line_of(at), declared, parameter=position
            )
            position += 1


# bindings ---------------------------------------------------------------------------------------------------------


def _top_level(node: Node) -> bool:
    holder: Node | None = node.parent
    while holder is not None and holder.type in ("var_declaration", "const_declaration", "var_spec_list"):
        holder = holder.parent
    return holder is not None and holder.type == "source_file"


def _spec(node: Node) -> Iterator[Binding]:
    """`var a, b = x, y` and `const C = "x"`."""
    declared = node.child_by_field_name("type")
    constant = _top_level(node)
    names = node.children_by_field_name("name")
    for name, value in _paired(names, node.child_by_field_name("value")):
        kind = _type(declared) if declared is not None else None
        told = constant and value is not None and value.type not in _NO_TEXT
        yield Binding(node_text(name), value, name.start_byte, line_of(name), kind, constant=told)


def _paired(names: list[Node], values: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """Left and right sides; the first name takes what a call with several results gives."""
    given = (
        values.named_children if values is not None and values.type == "expression_list" else [values] if values else []
    )
    for position, name in enumerate(names):
        yield name, given[position] if position < len(given) else None


def _assignment(node: Node) -> Iterator[Binding]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or (
        node.child_by_field_name("operator") is not None and node_text(node.child_by_field_name("operator")) != "="
    ):
        return
    for name, value in _paired(left.named_children, right):
        if name.type == "identifier" and (value is not None or node.type != "assignment_statement"):
            yield Binding(node_text(name), value, name.start_byte, line_of(name))


def _range(node: Node) -> Iterator[Binding]:
    left = node.child_by_field_name("left")
    for name in left.named_children if left is not None else ():
        yield Binding(node_text(name), None, name.start_byte, line_of(name))


def _field(node: Node) -> Iterator[Binding]:
    """A field of a struct; its tag may name the variable that fills it."""
    declared = _type(node.child_by_field_name("type"))
    tag = node.child_by_field_name("tag")
    tag = tag if tag is not None and _TAGS.search(node_text(tag)) else None
    for name in node.children_by_field_name("name"):
        yield Binding(node_text(name), tag, name.start_byte, line_of(name), declared, constant=tag is not None)


def _pointed(node: Node) -> Iterator[tuple[Node, Node]]:
    """(what a pointer argument points at, call) of `fill(&x, "X")`."""
    listing = node.child_by_field_name("arguments")
    given = listing.named_children if listing is not None else []
    if len(given) < 2:
        return
    for item in given:
        operand = item.child_by_field_name("operand") if item.type == "unary_expression" else None
        if operand is not None and operand.type in ("identifier", "selector_expression"):
            yield operand, node


def _by_pointer(node: Node) -> Iterator[Binding]:
    if _FILLS_STRUCT.search(node_text(node.child_by_field_name("function"))):
        return  # its fields say what they are filled with
    for target, call in _pointed(node):
        if target.type == "identifier":
            yield Binding(node_text(target), call, node.start_byte, line_of(node))


_BINDINGS: dict[str, Callable[[Node], Iterator[Binding]]] = {
    "const_spec": _spec,
    "var_spec": _spec,
    "short_var_declaration": _assignment,
    "assignment_statement": _assignment,
    "range_clause": _range,
    "field_declaration": _field,
    "call_expression": _by_pointer,
}


def _field_values(node: Node, module: Module) -> Iterator[tuple[str, Binding]]:
    """(type, binding) for each field a statement gives a value."""
    if node.type == "composite_literal":
        owner = node_text(node.child_by_field_name("type"))
        body = node.child_by_field_name("body")
        for key, value in _keyed(body) if module.classes(owner) else ():
            yield owner, _field_binding(node_text(key), value)
        return
    for target, value in _selected(node):
        owner = _type_of(target.child_by_field_name("operand"), module)
        if owner:
            yield owner, _field_binding(node_text(target.child_by_field_name("field")), value)


def _field_binding(name: str, value: Node) -> Binding:
    return Binding(name, value, value.start_byte, line_of(value), constant=value.type not in _NO_TEXT)


def _selected(node: Node) -> Iterator[tuple[Node, Node]]:
    """(selector, value) pairs of `a.b = x` and `fill(&a.b, x)`."""
    if node.type == "call_expression":
        yield from ((target, call) for target, call in _pointed(node) if target.type == "selector_expression")
        return
    left = node.child_by_field_name("left") if node.type == "assignment_statement" else None
    for target, value in _paired(left.named_children, node.child_by_field_name("right")) if left is not None else ():
        if target.type == "selector_expression" and value is not None:
            yield target, value


def _type_of(node: Node | None, module: Module) -> str:
    """The type of this file that a variable has, read off its declaration."""
    if node is None or node.type != "identifier":
        return ""
    name = node_text(node)
    scope: Scope | None = module.scope_at(node.start_byte)
    while scope is not None:
        for binding in scope.bindings.get(name, ()):
            made = (
                binding.type.name
                if binding.type is not None and binding.type.name
                else _made_type(binding.node, module)
            )
            if made:
                return made
        scope = scope.parent
    return ""


def _made_type(node: Node | None, module: Module) -> str:
    """The type that `&T{...}`, `new(T)` or a constructor function of this file gives."""
    if node is not None and node.type == "unary_expression":
        node = node.child_by_field_name("operand")
    if node is None:
        return ""
    if node.type == "composite_literal":
        return _type(node.child_by_field_name("type")).name
    called = node_text(node.child_by_field_name("function")) if node.type == "call_expression" else ""
    if called == "new":
        listing = node.child_by_field_name("arguments")
        return node_text(first_child(listing)) if listing is not None else ""
    return (
        next((item.result.name for item in module.functions(called) if item.result is not None), "") if called else ""
    )


# expressions ------------------------------------------------------------------------------------------------------


def _keyed(body: Node | None) -> Iterator[tuple[Node, Node]]:
    """(key, value) of `{key: value}`."""
    for child in body.named_children if body is not None else ():
        if child.type == "keyed_element":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            inner = first_child(key) if key is not None else None
            given = first_child(value) if value is not None else None
            if inner is not None and given is not None:
                yield inner, given


def _string(node: Node, lower: Lower) -> Expr:
    if node.type == "raw_string_literal" and node.parent is not None and node.parent.type == "field_declaration":
        return _tag(node)
    written = node_text(node)
    if node.type == "raw_string_literal" or "\\" not in written:
        return Text(written[1:-1])
    plain = written[1:-1].replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"')
    return Text(plain.replace("\\\\", "\\"))


def _tag(node: Node) -> Expr:
    written = node_text(node)
    named, default = _TAGS.search(written), _TAG_DEFAULT.search(written)
    if named is None:
        return OPAQUE
    given = (Text(named.group(1)), Text(default.group(1))) if default else (Text(named.group(1)),)
    return Invoke(Name(ENV_TAG), given, (), line_of(node), node.start_byte)


def _binary(node: Node, lower: Lower) -> Expr:
    """`a + b + c`, flattened along its left spine."""
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
        if node_text(current.child_by_field_name("operator")) != "+":
            return OPAQUE
        right = current.child_by_field_name("right")
        if right is not None:
            parts.append(right)
        current = current.child_by_field_name("left")
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _call(node: Node, lower: Lower) -> Expr:
    function, listing = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or listing is None or function.type == "func_literal":
        return OPAQUE
    given = [child for child in listing.named_children if child.type != "comment"]
    name = node_text(function) if function.type == "identifier" else ""
    if name == "string" and len(given) == 1:
        return lower(given[0])
    if name == "new" and len(given) == 1:
        return Invoke(dotted(node_text(given[0])), (), (), line_of(node), node.start_byte, new=True)
    last = function.child_by_field_name("field") or function
    return Invoke(lower(function), tuple(lower(child) for child in given), (), line_of(last), node.start_byte)


def _conversion(node: Node, lower: Lower) -> Expr:
    """`[]byte(x)` is x; `Make[T](x)` reads like a conversion and is a call."""
    kind, operand = node.child_by_field_name("type"), node.child_by_field_name("operand")
    value = lower(operand) if operand is not None else OPAQUE
    if kind is None or kind.type != "generic_type":
        return value
    made = _type(kind)
    return Invoke(dotted(made.name), (value,), (), line_of(node), node.start_byte, type_args=made.args)


def _composite(node: Node, lower: Lower) -> Expr:
    """`T{A: x}` is a construction with keywords, `map[K]V{...}` a record, `[]T{...}` a listing."""
    kind, body = node.child_by_field_name("type"), node.child_by_field_name("body")
    if kind is None or body is None:
        return OPAQUE
    if kind.type not in ("type_identifier", "qualified_type", "generic_type"):
        return lower(body)
    values = lower(body)
    keywords = values.entries if isinstance(values, Record) else ()
    args = values.items if isinstance(values, Listing) else ()
    return Invoke(dotted(_type(kind).name or "any"), args, keywords, line_of(node), node.start_byte, new=True)


def _literal_value(node: Node, lower: Lower) -> Expr:
    entries = []
    for key, value in _keyed(node):
        name = lower(key)
        written = name.value if isinstance(name, Text) else name.name if isinstance(name, Name) else ""
        if written:
            entries.append((written, lower(value)))
    if entries:
        return Record(tuple(entries), line_of(node))
    return Listing(tuple(lower(child) for child in node.named_children if child.type == "literal_element"))


def _selector(node: Node, lower: Lower) -> Expr:
    operand = node.child_by_field_name("operand")
    return Member(lower(operand), node_text(node.child_by_field_name("field"))) if operand is not None else OPAQUE


def _index(node: Node, lower: Lower) -> Expr:
    operand, index = node.child_by_field_name("operand"), node.child_by_field_name("index")
    return Item(lower(operand), lower(index)) if operand is not None and index is not None else OPAQUE


def _unary(node: Node, lower: Lower) -> Expr:
    operand = node.child_by_field_name("operand")
    pointer = node_text(node.child_by_field_name("operator")) in ("&", "*")
    return lower(operand) if pointer and operand is not None else OPAQUE


def _operand(node: Node, lower: Lower) -> Expr:
    operand = node.child_by_field_name("operand")
    return lower(operand) if operand is not None else OPAQUE


def _inner(node: Node, lower: Lower) -> Expr:
    return lower(child) if (child := first_child(node)) is not None else OPAQUE


_LOWER: dict[str, Callable[[Node, Lower], Expr]] = {
    "interpreted_string_literal": _string,
    "raw_string_literal": _string,
    "int_literal": lambda node, lower: Text(node_text(node)),
    "true": lambda node, lower: Text("true"),
    "false": lambda node, lower: Text("false"),
    "identifier": lambda node, lower: Name(node_text(node)),
    "type_identifier": lambda node, lower: Name(node_text(node)),
    "package_identifier": lambda node, lower: Name(node_text(node)),
    "qualified_type": lambda node, lower: dotted(node_text(node)),
    "selector_expression": _selector,
    "index_expression": _index,
    "binary_expression": _binary,
    "call_expression": _call,
    "type_conversion_expression": _conversion,
    "type_instantiation_expression": _inner,
    "composite_literal": _composite,
    "literal_value": _literal_value,
    "literal_element": _inner,
    "unary_expression": _unary,
    "type_assertion_expression": _operand,
    "parenthesized_expression": _inner,
    "expression_list": _inner,
    "func_literal": lambda node, lower: Closure(node.start_byte),
}

FRONTEND = Go()
"""The one instance."""
