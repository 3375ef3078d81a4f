"""Rust front end.

What a value is wrapped in (`Arc::new`, `Some`, `?`, `.unwrap()`, `.to_string()`) is looked through. Fields stand in the
struct and methods in its `impl` blocks: fields are bound in both. Arguments of `format!` are parsed once more, since
the grammar leaves macros as tokens. Test modules and test functions are blanked before parsing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from extractors.code.frontend import Frontend, first_child, line_of, node_text, parser_of
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
from extractors.code.languages.rust_names import WRAPPERS, imported, last_segment, names_used, type_of
from extractors.code.module import Annotation, Binding, Import, Module, Scope

if TYPE_CHECKING:
    from tree_sitter import Node

    Lower = Callable[["Node"], Expr]

QUERY = """
[(use_declaration) (extern_crate_declaration)] @import
(scoped_identifier path: (identifier) @import)
(scoped_type_identifier path: (identifier) @import)
[(struct_item) (impl_item) (trait_item)] @class
[(function_item) (closure_expression)] @function
[(const_item) (static_item) (let_declaration) (let_condition) (assignment_expression) (field_declaration)] @binding
(struct_expression) @binding
(attribute_item) @annotation
(call_expression) @call
(return_expression (_) @return)
(function_item body: (block (_) @return .))
"""

MAX_CHAIN = 12
"""Later calls of a chain that are read as settings of an earlier one."""

_TEST = re.compile(
    rb"^([ \t]*)#\[(?:cfg\(test\)|(?:\w+::)?test(?:\([^\]\n]*\))?)\][^\n]*\n(?:[ \t]*#\[[^\n]*\n)*"
    rb"[ \t]*(?:pub[ \t]+)?(?:async[ \t]+)?(?:mod|fn)[ \t]+\w+[^\n;]*\{[ \t]*\n(?:.*?\n)??\1\}",
    re.MULTILINE | re.DOTALL,
)
_NOT_NEWLINE = re.compile(rb"[^\n]")
_HOLE = re.compile(r"\{([A-Za-z_]\w*)(?::[^{}]*)?\}")
_ENV_OPTION = re.compile(r'\benv\s*=\s*"([A-Z][A-Z0-9_]*)"')
_ENV_FLAG = re.compile(r"^#\[(?:arg|clap)\(.*\benv\b\s*[,)]", re.DOTALL)
_DEFAULT_OPTION = re.compile(r'\bdefault_value(?:_t)?\s*=\s*"([^"]*)"')
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "\\r": "\r"}
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head"})
_SAME_VALUE = frozenset(
    """unwrap expect clone to_string to_owned into as_str as_ref as_deref as_deref_mut borrow context with_context
    map_err ok parse trim cloned unwrap_or_default ok_or ok_or_else into_string to_str to_string_lossy
    into_boxed_str as_bytes into_bytes to_vec iter try_into as_mut""".split()
)
"""Methods that give what they are called on."""

_MAKERS = frozenset({"new", "from", "default", "Some", "Ok", "Borrowed", "Owned", "with_value"})


class Rust(Frontend):
    """Rust 2018 and later."""

    language = "rust"
    grammar = ("tree_sitter_rust", "language")
    query = QUERY
    strings = frozenset({"string_literal", "raw_string_literal"})
    comments = frozenset({"line_comment", "block_comment"})
    module_separator = "::"
    signs = (
        rb"\benv::var|\b(?:option_)?env!\(|\benv[ \t]*=[ \t]*\"[A-Z]|#\[(?:arg|clap)\([^\n]{0,200}\benv\b"
        rb"|\"(?:https?|amqps?|rediss?|postgres\w*|mysql|mongodb\S{0,5}|nats)://|\w_client::\w+Client\b"
        rb"|\bconst[ \t]+[A-Z_0-9]+[ \t]*:[ \t]*&(?:'static[ \t]+)?str\b|\b([a-z][a-z0-9_]*)(?=::)"
    )

    def prepare(self, data: bytes, path: str) -> bytes:
        """Blanks test modules and test functions (as rustfmt lays them out: they end at a brace in their column)."""
        if b"test" not in data:
            return data
        return _TEST.sub(lambda hit: _NOT_NEWLINE.sub(b" ", hit.group()), data)

    def read(self, data: bytes, path: str) -> Module:
        """See `Frontend.read`; fields also get what constructors of this file are called with."""
        module = super().read(data, path)
        for function in module.scopes:
            holder = function.parent
            if function.kind != "function" or holder is None or holder.kind != "class":
                continue
            for parameter in function.parameters:
                filled = holder.bindings.get(parameter.name, ())
                if any(item.node is not None and function.start <= item.at < function.end for item in filled):
                    _bind_given(module, function, parameter)
        return module

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        if node.type == "use_declaration":
            argument = node.child_by_field_name("argument")
            if argument is not None:
                for path, local in names_used(argument, ()):
                    yield imported(path, local, line_of(node), module)
            return
        name = node_text(node.child_by_field_name("name") if node.type == "extern_crate_declaration" else node)
        if name in ("crate", "self", "super", "Self") or any(item.local == name for item in module.imports):
            return
        yield imported((name,), name, line_of(node), module)
        if node.type == "extern_crate_declaration":
            yield Import("", (name,), line_of(node), wildcard=True, module=name)

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`; `T::new()` is a call of T."""
        function = _called(node)
        if function is None:
            return ""
        if function.type == "field_expression":
            return node_text(function.child_by_field_name("field"))
        named = function.child_by_field_name("name") if function.type == "scoped_identifier" else function
        name = node_text(named)
        if name in ("new", "default") and function.type == "scoped_identifier":
            return last_segment(function.child_by_field_name("path"))
        return name if name.isidentifier() else ""

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        named = node.child_by_field_name("name")
        name = node_text(named)
        made = Scope(
            "class" if kind == "class" else "function", name, node.start_byte, node.end_byte, line_of(named or node)
        )
        if node.type == "impl_item":
            made.name = type_of(node.child_by_field_name("type")).name.rpartition(".")[2]
            trait = node.child_by_field_name("trait")
            made.bases = [type_of(trait)] if trait is not None else []
        if kind == "class":
            made.abstract = node.type == "trait_item"
            return made
        made.parameters = list(_parameters(node))
        result = node.child_by_field_name("return_type")
        made.result = type_of(result) if result is not None else None
        return made

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        return ((binding, False) for binding in _bound(node))

    def _bind(self, module: Module, nodes: Iterable[Node]) -> None:
        """Names first; then the fields of structs, also in the blocks that implement them."""
        nodes = list(nodes)
        super()._bind(module, nodes)
        holders: dict[str, list[Scope]] = {}
        for scope in module.scopes:
            if scope.kind == "class":
                holders.setdefault(scope.name, []).append(scope)
        for node in nodes:
            for owner, binding in _fields(node, module):
                for holder in holders.get(owner, ()):
                    holder.bind(binding)

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """See `Frontend.annotation`; an attribute stands before what it describes."""
        inner = first_child(node)
        name = last_segment(first_child(inner)) if inner is not None else ""
        owner = node.next_named_sibling
        while owner is not None and (owner.type == "attribute_item" or owner.is_extra):
            owner = owner.next_named_sibling
        return Annotation(name, node, line_of(node)), owner

    def lower_node(self, node: Node, module: Module, lower: Lower) -> Expr:
        """See `Frontend.lower_node`."""
        if node.type == "macro_invocation":
            return self._macro(node, module, lower)
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE

    def _macro(self, node: Node, module: Module, lower: Lower) -> Expr:
        name = last_segment(node.child_by_field_name("macro"))
        tokens = next((child for child in node.named_children if child.type == "token_tree"), None)
        if tokens is None or name not in ("format", "concat", "vec", "json", "env", "option_env"):
            return OPAQUE
        if name == "json":
            return _json(tokens)
        args, keywords = self._tokens(tokens, module)
        if name == "concat":
            return Concat(tuple(args))
        if name == "vec":
            return Listing(tuple(args))
        if name in ("env", "option_env"):
            return Invoke(Name("env_macro"), tuple(args[:1]), (), line_of(node), node.start_byte)
        template = args[0] if args else OPAQUE
        if isinstance(template, Text):
            known = {key for key, _ in keywords}
            keywords += [(hit, Name(hit)) for hit in _HOLE.findall(template.value) if hit not in known]
        callee = Member(template, "format")
        return Invoke(callee, tuple(args[1:]), tuple(keywords), line_of(node), node.start_byte)

    def _tokens(self, tokens: Node, module: Module) -> tuple[list[Expr], list[tuple[str, Expr]]]:
        """The arguments of a macro: its tokens, parsed as the arguments of a call."""
        written = (tokens.text or b"()")[1:-1]
        tree = parser_of(self.grammar).parse(b"fn f(){g(" + written + b")}")
        listing = tree.root_node.descendant_for_byte_range(8, 9 + len(written))
        while listing is not None and listing.type != "arguments":
            listing = listing.parent
        if listing is None:
            return [], []

        def lower(node: Node, depth: int = 0) -> Expr:
            return self.lower_node(node, module, lambda child: lower(child, depth + 1)) if depth < MAX_CHAIN else OPAQUE

        args: list[Expr] = []
        keywords: list[tuple[str, Expr]] = []
        for child in listing.named_children:
            left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
            if child.type == "assignment_expression" and left is not None and right is not None:
                keywords.append((node_text(left), lower(right)))
            elif not child.is_extra:
                args.append(lower(child))
        return args, keywords


# declarations -----------------------------------------------------------------------------------------------------


def _parameters(node: Node) -> Iterator[Binding]:
    listing = node.child_by_field_name("parameters")
    position = 0
    for item in listing.named_children if listing is not None else ():
        if item.type not in ("parameter", "identifier"):
            continue
        pattern = item.child_by_field_name("pattern") or item
        kind = item.child_by_field_name("type")
        if pattern.type == "tuple_struct_pattern":  # State(client): State<Client>
            pattern = pattern.named_children[-1]
        name = node_text(pattern).removeprefix("mut ").strip()
        declared = type_of(kind) if kind is not None else None
        yield Binding(name, None, item.start_byte, line_of(item), declared, parameter=position)
        position += 1


def _pattern_name(node: Node | None) -> str:
    """The name a pattern binds: `x`, `mut x`, `Ok(x)`, `Some(x)`."""
    if node is not None and node.type == "tuple_struct_pattern" and node.named_child_count == 2:
        node = node.named_children[1]
    if node is not None and node.type == "mut_pattern":
        node = first_child(node)
    return node_text(node) if node is not None and node.type == "identifier" else ""


def _bound(node: Node) -> Iterator[Binding]:
    if node.type in ("const_item", "static_item", "let_declaration", "let_condition"):
        named = node.child_by_field_name("name")
        name = node_text(named) if named is not None else _pattern_name(node.child_by_field_name("pattern"))
        kind, value = node.child_by_field_name("type"), node.child_by_field_name("value")
        constant = node.type in ("const_item", "static_item")
        declared = type_of(kind) if kind is not None else None
        if name:
            yield Binding(name, value, node.start_byte, line_of(node), declared, constant=constant)
    elif node.type == "assignment_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and left.type == "identifier":
            yield Binding(node_text(left), right, node.start_byte, line_of(node))


def _fields(node: Node, module: Module) -> Iterator[tuple[str, Binding]]:
    """(struct, binding) of declared fields and of fields given a value."""
    if node.type == "field_declaration":
        holder = node.parent.parent if node.parent is not None else None
        owner = node_text(holder.child_by_field_name("name")) if holder is not None else ""
        name, option = node_text(node.child_by_field_name("name")), _option(node)
        declared = type_of(node.child_by_field_name("type"))
        yield owner, Binding(name, option, node.start_byte, line_of(node), declared, constant=option is not None)
    elif node.type == "struct_expression":
        owner = last_segment(node.child_by_field_name("name"))
        body = node.child_by_field_name("body")
        if owner == "Self":
            holder_scope = module.scope_at(node.start_byte).enclosing("class")
            owner = holder_scope.name if holder_scope is not None else ""
        for item in body.named_children if body is not None else ():
            value = item.child_by_field_name("value") if item.type == "field_initializer" else first_child(item)
            named = item.child_by_field_name("field") or value
            if value is not None and item.type in ("field_initializer", "shorthand_field_initializer"):
                yield owner, Binding(node_text(named), value, value.start_byte, line_of(item))


def _bind_given(module: Module, function: Scope, parameter: Binding) -> None:
    """A field that a constructor fills from its parameter, bound to the argument of each call in this file."""
    position = parameter.parameter
    owner = function.parent.name if function.parent is not None else ""
    for call in module.calls:
        called = _called(call.node)
        if called is None or called.type != "scoped_identifier" or last_segment(called) != function.name:
            continue
        if last_segment(called.child_by_field_name("path")) not in ("Self", owner):
            continue
        listing = call.node.child_by_field_name("arguments")
        given = [child for child in listing.named_children if not child.is_extra] if listing is not None else []
        for holder in module.classes(owner) if position < len(given) else ():
            value = given[position]
            holder.bind(Binding(parameter.name, value, value.start_byte, line_of(value)))


def _option(node: Node) -> Node | None:
    """The attribute that fills a field from the environment: `#[arg(long, env = "CRM_URL")]`."""
    before = node.prev_named_sibling
    while before is not None and (before.type == "attribute_item" or before.is_extra):
        written = node_text(before)
        if _ENV_OPTION.search(written) or _ENV_FLAG.match(written):
            return before
        before = before.prev_named_sibling
    return None


# expressions ------------------------------------------------------------------------------------------------------


def _string(node: Node, lower: Lower) -> Expr:
    parts = [node_text(child) for child in node.named_children]
    return Text("".join(_ESCAPES.get(part, part) for part in parts))


def _attribute(node: Node, lower: Lower) -> Expr:
    """`#[get("/x")]` as a call; an option read from the environment as that read."""
    written = node_text(node)
    named = _ENV_OPTION.search(written)
    if named is not None or _ENV_FLAG.match(written):
        field = node.next_named_sibling
        while field is not None and field.type != "field_declaration":
            field = field.next_named_sibling
        name = named.group(1) if named else node_text(field.child_by_field_name("name") if field else None).upper()
        default = _DEFAULT_OPTION.search(written)
        given = (Text(name), Text(default.group(1))) if default else (Text(name),)
        return Invoke(Name("env_macro"), given, (), line_of(node), node.start_byte)
    inner = first_child(node)
    tokens = inner.child_by_field_name("arguments") if inner is not None else None
    args = [lower(child) for child in tokens.named_children if child.type == "string_literal"] if tokens else []
    path = _path(first_child(inner), lower) if inner is not None else OPAQUE
    return Invoke(path, tuple(args), (), line_of(node), node.start_byte)


def _json(tokens: Node) -> Expr:
    """The keys of `json!({"a": x})`."""
    body = next((child for child in tokens.named_children if child.type == "token_tree"), None)
    entries = []
    for child in body.children if body is not None else ():
        following = child.next_sibling
        if child.type == "string_literal" and following is not None and following.type == ":":
            entries.append((node_text(child).strip('"'), OPAQUE))
    return Record(tuple(entries), line_of(tokens)) if entries else OPAQUE


def _called(node: Node) -> Node | None:
    function = node.child_by_field_name("function")
    if function is not None and function.type == "generic_function":
        function = function.child_by_field_name("function")
    return function


def _call(node: Node, lower: Lower) -> Expr:
    function, listing = _called(node), node.child_by_field_name("arguments")
    if function is None or listing is None:
        return OPAQUE
    args = tuple(lower(child) for child in listing.named_children if not child.is_extra)
    if function.type == "field_expression":
        return _method(node, function, args, lower)
    name = last_segment(function)
    owner = function.child_by_field_name("path") if function.type == "scoped_identifier" else None
    if name in _MAKERS and len(args) == 1 and (owner is None or last_segment(owner) in WRAPPERS | {"String"}):
        made = args[0]
        return made.body if isinstance(made, Closure) and made.body is not None else made
    if owner is not None and name in ("new", "default"):
        return Invoke(_path(owner, lower), args, _chained(node, lower), line_of(node), node.start_byte, new=True)
    return Invoke(lower(function), args, (), line_of(function), node.start_byte)


def _method(node: Node, function: Node, args: tuple[Expr, ...], lower: Lower) -> Expr:
    owner, field = function.child_by_field_name("value"), function.child_by_field_name("field")
    if owner is None or field is None:
        return OPAQUE
    name = node_text(field)
    if name in _SAME_VALUE or (name == "send" and not args):
        return lower(owner)
    if name in ("unwrap_or", "unwrap_or_else", "or", "or_else") and args:
        return Fallback(lower(owner), args[0])
    keywords = _chained(node, lower) if not args or name in _VERBS else ()
    if name == "route" and len(args) == 2:
        method, handlers = _handlers(args[1])
        keywords = (("method", Text(method)),) if method else ()
        args = (*args, *handlers)
    return Invoke(Member(lower(owner), name), args, keywords, line_of(field), node.start_byte)


def _handlers(expr: Expr) -> tuple[str, list[Expr]]:
    """`get(list).post(create)` and `web::get().to(list)`: "GET", and the functions named."""
    found = ""
    handlers: list[Expr] = []
    for _ in range(MAX_CHAIN):
        if not isinstance(expr, Invoke):
            break
        callee = expr.callee
        name = callee.name if isinstance(callee, (Name, Member)) else ""
        found = name.upper() if name in _VERBS else found
        handlers.extend(arg for arg in expr.args if isinstance(arg, Name))
        expr = callee.owner if isinstance(callee, Member) else callee
    return found, handlers


def _chained(node: Node, lower: Lower) -> tuple[tuple[str, Expr], ...]:
    """What later calls of a chain set: `put_object().bucket(b)`, `post(url).json(&body)`."""
    found: list[tuple[str, Expr]] = []
    current = node
    for _ in range(MAX_CHAIN):
        holder = current.parent
        call = holder.parent if holder is not None else None
        if holder is None or call is None or holder.type != "field_expression" or call.type != "call_expression":
            break
        listing = call.child_by_field_name("arguments")
        given = [child for child in listing.named_children if not child.is_extra] if listing is not None else []
        if len(given) == 1 and given[0].type != "closure_expression":
            found.append((node_text(holder.child_by_field_name("field")), lower(given[0])))
        current = call
    return tuple(found)


def _path(node: Node | None, lower: Lower) -> Expr:
    """`a::b::C` as members; `Self` is the current instance."""
    if node is None:
        return OPAQUE
    if node.type == "generic_type":
        return _path(node.child_by_field_name("type"), lower)
    if node.type in ("scoped_identifier", "scoped_type_identifier"):
        owner, name = node.child_by_field_name("path"), node_text(node.child_by_field_name("name"))
        return Member(_path(owner, lower), name) if owner is not None else Name(name)
    name = node_text(node)
    return Name("this" if name in ("self", "Self") else name)


def _field(node: Node, lower: Lower) -> Expr:
    owner = node.child_by_field_name("value")
    return Member(lower(owner), node_text(node.child_by_field_name("field"))) if owner is not None else OPAQUE


def _binary(node: Node, lower: Lower) -> Expr:
    """`a + b + c`, flattened along its left spine."""
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
        if node_text(current.child_by_field_name("operator")) != "+":
            return OPAQUE
        tail = current.child_by_field_name("right")
        if tail is not None:
            parts.append(tail)
        current = current.child_by_field_name("left")
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _match(node: Node, lower: Lower) -> Expr:
    """The arms; where one only unwraps the subject (`Ok(v) => v`), the subject with the other as default."""
    subject, body = node.child_by_field_name("value"), node.child_by_field_name("body")
    arms: list[Expr] = []
    unwraps = False
    for arm in body.named_children if body is not None else ():
        value, pattern = arm.child_by_field_name("value"), arm.child_by_field_name("pattern")
        if value is None or arm.type != "match_arm":
            continue
        bound = _pattern_name(first_child(pattern)) if pattern is not None else ""
        if bound and node_text(value) == bound:
            unwraps = True
        else:
            arms.append(lower(value))
    if unwraps and subject is not None:
        return Fallback(lower(subject), Choice(tuple(arms))) if arms else lower(subject)
    return Choice(tuple(arms))


def _if(node: Node, lower: Lower) -> Expr:
    arms = [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
    return Choice(tuple(lower(arm) for arm in arms if arm is not None))


def _block(node: Node, lower: Lower) -> Expr:
    inner = [child for child in node.named_children if not child.is_extra]
    return lower(inner[-1]) if inner and not inner[-1].type.endswith("statement") else OPAQUE


def _closure(node: Node, lower: Lower) -> Expr:
    body = node.child_by_field_name("body")
    return Closure(node.start_byte, lower(body) if body is not None else None)


def _struct(node: Node, lower: Lower) -> Expr:
    """`Config { url: x }` is a construction with keywords."""
    body = node.child_by_field_name("body")
    keywords = []
    for item in body.named_children if body is not None else ():
        value = item.child_by_field_name("value") if item.type == "field_initializer" else None
        if value is not None:
            keywords.append((node_text(item.child_by_field_name("field")), lower(value)))
    name = _path(node.child_by_field_name("name"), lower)
    return Invoke(name, (), tuple(keywords), line_of(node), node.start_byte, new=True)


def _index(node: Node, lower: Lower) -> Expr:
    parts = node.named_children
    return Item(lower(parts[0]), lower(parts[1])) if len(parts) == 2 else OPAQUE


def _listing(node: Node, lower: Lower) -> Expr:
    return Listing(tuple(lower(child) for child in node.named_children if not child.is_extra))


def _value(node: Node, lower: Lower) -> Expr:
    value = node.child_by_field_name("value")
    return lower(value) if value is not None else OPAQUE


def _inner(node: Node, lower: Lower) -> Expr:
    return lower(child) if (child := first_child(node)) is not None else OPAQUE


_LOWER: dict[str, Callable[[Node, Lower], Expr]] = {
    "string_literal": _string,
    "raw_string_literal": _string,
    "integer_literal": lambda node, lower: Text(node_text(node)),
    "boolean_literal": lambda node, lower: Text(node_text(node)),
    "identifier": _path,
    "type_identifier": _path,
    "self": _path,
    "scoped_identifier": _path,
    "generic_type": _path,
    "field_expression": _field,
    "index_expression": _index,
    "call_expression": _call,
    "attribute_item": _attribute,
    "binary_expression": _binary,
    "match_expression": _match,
    "if_expression": _if,
    "else_clause": _inner,
    "block": _block,
    "closure_expression": _closure,
    "struct_expression": _struct,
    "array_expression": _listing,
    "tuple_expression": _listing,
    "reference_expression": _value,
    "try_expression": _inner,
    "await_expression": _inner,
    "unary_expression": _inner,
    "type_cast_expression": _value,
    "parenthesized_expression": _inner,
}

FRONTEND = Rust()
"""The one instance."""
