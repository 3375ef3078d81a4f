"""Declared clients and mounted routes: what annotations on a class and on its methods say together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from extractors.code.arguments import http_method, targets
from extractors.code.context import FileContext, Use
from extractors.code.ir import Expr, Invoke, Member, Name, Text, keyword
from extractors.code.module import Scope
from extractors.code.placeholders import placeholders
from extractors.code.rules import ANNOTATED, Rule, Symbol
from extractors.code.values import is_absolute, slashed
from mapgen.model.facts import AnyFact, CallMade, ConstantDefined, MessageChannel
from mapgen.model.value import UNKNOWN, Value, ref, text

TargetKind = Literal["url", "host", "service", "sdk", "name"]


def declared_client(use: Use) -> Iterator[AnyFact]:
    """An annotation that makes an interface a client: the annotation, then each of its methods."""
    if use.owner is None:
        return
    if use.owner.kind != "class":
        yield from _method_of_built_client(use)
        return
    target, kind = client_address(use)
    yield CallMade(
        location=use.file.location(use.line),
        rule=use.rule_id,
        transport="http",
        target=target,
        target_kind=kind,
        package=use.package,
        path=client_path(use),
    )


def _method_of_built_client(use: Use) -> Iterator[AnyFact]:
    """A mapped method of an interface whose client is built elsewhere, which names the address `<Interface>#baseUrl`;
    or a client injected with its address (`@Client("https://...") HttpClient http`)."""
    owner, kind = use.owner, use.rule.construct.target_kind
    if owner is None or owner.parent is None:
        return
    if kind == "path" and owner.parent.kind == "class":
        yield from _mapped(use, use.rule_id, built_address(owner.parent.name), "url", use.package)
    elif kind != "path" and owner.start == owner.end:
        target, target_kind = client_address(use)
        yield CallMade(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport="http",
            target=target,
            target_kind=target_kind,
            package=use.package,
        )


def built_address(interface: str) -> Value:
    """The address of a client that is built from an interface in another place."""
    return ref("const", f"{interface}#baseUrl")


def addresses_built(use: Use, target: Value) -> Iterator[ConstantDefined]:
    """`retrofit.create(Api.class)` gives `Api` its address, a registration that of the clients of a name."""
    for arg in use.call.args[:1]:
        if (
            isinstance(arg, Name)
            and arg.name[:1].isupper()
            and use.file.module.frontend.class_addressed
            and target.known
        ):
            yield ConstantDefined(
                location=use.file.location(use.line), rule=use.rule_id, name=f"{arg.name}#baseUrl", value=target
            )
        elif isinstance(arg, Text) and target.known and use.rule.construct.target_arg == "BaseAddress":
            # AddHttpClient("crm", ...): a factory makes it by this name
            yield ConstantDefined(
                location=use.file.location(use.line), rule=use.rule_id, name=f"HttpClient#{arg.value}", value=target
            )


def beans(file: FileContext) -> Iterator[ConstantDefined]:
    """Clients that a factory method of the container builds with an address: `<Type>#<bean>`, as users name them."""
    for scope in file.module.scopes if file.module.frontend.class_addressed else ():
        if not any(annotation.name in _FACTORIES for annotation in scope.annotations):
            continue
        for node in scope.returns:
            made, home = file.module.lower(node), file.module.scope_at(node.start_byte)
            kind = scope.result.name if scope.result is not None else _client_type(file.symbols.of(made, home))
            base = file.base(made, home) or _helper_address(file, made, home)
            if kind and base is not None and base.known:
                yield ConstantDefined(
                    location=file.location(scope.line),
                    rule=file.rule_id("bean"),
                    name=f"{kind}#{scope.name}",
                    value=base,
                )


def _client_type(symbol: Symbol) -> str:
    """The class a builder chain of a known library makes: `WebClient` of `...WebClient.Builder.build`."""
    return next((part for part in symbol if part[:1].isupper() and part != "Builder"), "")


_ADDRESS_NAME = re.compile(r"(?:^|[._-])(?:\w*(?:ur[li]|endpoint|host|address))$", re.IGNORECASE)


def _helper_address(file: FileContext, expr: Expr, scope: Scope) -> Value | None:
    """The address among the arguments of a helper that completes a builder of a client:
    `builder.authorised(manager, "crm", crmUrl)`."""
    if "Builder" not in file.symbols.of(expr, scope):
        return None
    while isinstance(expr, Invoke):
        for arg in expr.args:
            value = file.folder.fold(arg, scope)
            holes = value.refs
            configured = len(value.parts) == 1 and any(_ADDRESS_NAME.search(hole.name) for hole in holes)
            if is_absolute(value) or (configured and holes[0].kind in ("property", "env")):
                return value
        expr = expr.callee.owner if isinstance(expr.callee, Member) else expr.callee
    return None


_STREAMS = {"Consumer": ("in",), "Function": ("in", "out"), "Supplier": ("out",)}
_STREAMED = frozenset({"Flux", "Message", "KStream"})


def stream_functions(file: FileContext) -> Iterator[MessageChannel]:
    """Functions that Spring Cloud Stream binds to channels: beans of a functional type, named `<bean>-in-0`.

    A supplier alone may be any bean: it has to give messages, or to stand beside a binding's API.
    """
    bound = any(item.symbol[:4] == ("org", "springframework", "cloud", "stream") for item in file.module.imports)
    functional = {item.local for item in file.module.imports if item.symbol[:3] == ("java", "util", "function")}
    for scope in file.module.scopes if functional & _STREAMS.keys() else ():
        kind = scope.result
        if kind is None or kind.name not in functional or all(item.name != "Bean" for item in scope.annotations):
            continue
        if kind.name == "Supplier" and not (bound or _STREAMED & set(kind.args)):
            continue
        for side in _STREAMS.get(kind.name, ()):
            yield MessageChannel(
                location=file.location(scope.line),
                rule=file.rule_id("stream function"),
                direction="consume" if side == "in" else "publish",
                channel=bound_channel(f"{scope.name}-{side}-0"),
                package="maven:org.springframework.cloud:spring-cloud-stream",
            )


def bound_channel(binding: str) -> Value:
    """The channel of a Spring Cloud Stream binding: what configuration says, else the name of the binding."""
    return ref("property", f"spring.cloud.stream.bindings.{binding}.destination", text(binding))


_FACTORIES = frozenset({"Bean", "Produces", "Provides", "Factory", "Singleton"})


def client_path(use: Use) -> Value | None:
    """The path all methods of a declared client share."""
    return _annotation_value(use, "path")


def client_address(use: Use) -> tuple[Value, TargetKind]:
    """Where a declared client goes: its URL, else the service it names."""
    folder, scope = use.file.folder, use.scope
    url = _annotation_value(use, "url") or _annotation_value(use, "baseUri")
    if url is not None and (url.literal is None or url.literal):
        use.file.used_keys.update(hole.name for hole in url.refs)
        return url, "url"
    key = keyword(use.call, "configKey")
    if key is not None:
        name = folder.fold(key, scope).literal or ""
        return ref("property", f"quarkus.rest-client.{name}.url", ref("property", f"{name}/mp-rest/url")), "url"
    for argument in ("name", "value", "serviceId"):
        named = _annotation_value(use, argument)
        if named is not None:
            return named, "url" if is_absolute(named) else "service"
    if use.call.args:
        named = placeheld(folder.fold(use.call.args[0], scope))
        return named, "url" if is_absolute(named) or str(named).startswith(("/", "{property")) else "service"
    return UNKNOWN, "service"


def _annotation_value(use: Use, name: str) -> Value | None:
    found = keyword(use.call, name)
    return placeheld(use.file.folder.fold(found, use.scope)) if found is not None else None


def placeheld(value: Value) -> Value:
    """A value with its `${...}` placeholders read."""
    literal = value.literal
    return placeholders(literal) if literal is not None and "${" in literal else value


def client_of(file: FileContext, scope: Scope) -> tuple[Rule, Use] | None:
    """The declared client (Feign, HTTP interface) a method belongs to."""
    holder = scope if scope.kind == "class" else (scope.parent.enclosing("class") if scope.parent else None)
    if holder is None:
        return None
    for annotation in holder.annotations:
        call = file.module.lower(annotation.node)
        if not isinstance(call, Invoke):
            continue
        symbol = file.symbols.of(call.callee, holder)
        rule = file.book.match(symbol, ANNOTATED)
        if rule is not None and rule.role == "http_client":
            return rule, Use(rule, call, holder, symbol, file, holder)
    return None


def client_method(file: FileContext, use: Use, client: tuple[Rule, Use]) -> Iterator[AnyFact]:
    """A mapped method of a declared client is one of its calls."""
    if use.owner is None or use.owner.kind != "function" or use.rule.construct.target_kind not in ("path", "url"):
        return
    target, kind = client_address(client[1])
    prefixes = [prefix for prefix in (client_path(client[1]), class_prefix(use)) if prefix is not None]
    yield from _mapped(use, file.rule_id(client[0].construct.construct), target, kind, client[1].package, prefixes)


def _mapped(
    use: Use, rule: str, target: Value, kind: TargetKind, package: str, prefixes: Iterable[Value] = ()
) -> Iterator[CallMade]:
    """The calls of one mapped method; of two annotations that share it, the one without a path speaks for both."""
    file, owner = use.file, use.owner
    found = list(targets(use.rule, use.call, file.folder, use.scope))
    other = partner(use)
    if owner is None or (other is not None and found):
        return
    if other is not None:
        found = list(targets(*other, file.folder, use.scope))
    method, paths = http_method(use.rule, use.call), [file.value(item, use.scope) for item in found] or [Value()]
    if use.rule.names[-1:] == ("RequestLine",):  # `GET /orders/{id}`
        lines = [str(path).partition(" ") for path in paths]
        method, paths = lines[0][0], [text(line[2]) for line in lines]
    for path in paths:
        yield CallMade(
            location=file.location(use.line),
            rule=rule,
            transport="http",
            target=target,
            target_kind=kind,
            package=package,
            method=method,
            path=slashed(*prefixes, path),
            object_name=_result(owner),
            action=owner.name,
            access="read" if method == "GET" else "write" if method else "unknown",
            fields=use.taken(),
        )


_WRAPPERS = frozenset(
    {"Call", "Mono", "Flux", "List", "Response", "ResponseEntity", "Single", "Uni", "CompletableFuture"}
)


def _result(owner: Scope) -> str:
    """The class a mapped method gives back."""
    kind = owner.result
    if kind is None:
        return ""
    name = kind.args[0] if kind.name in _WRAPPERS and kind.args else kind.name
    return name if name[:1].isupper() and name not in _WRAPPERS else ""


def partner(use: Use) -> tuple[Rule, Invoke] | None:
    """The other of two annotations that make one route: `@GET` without a path and `@Path("/x")`."""
    mine = bool(list(targets(use.rule, use.call, use.file.folder, use.scope)))
    for annotation in use.owner.annotations if use.owner is not None else ():
        call = use.file.module.lower(annotation.node)
        call = call if isinstance(call, Invoke) else Invoke(call)
        rule = use.file.book.match(use.file.symbols.of(call.callee, use.scope), _DECLARED)
        if rule is None or rule.role != "http_server_route" or rule.names == use.rule.names:
            continue
        if bool(list(targets(rule, call, use.file.folder, use.scope))) != mine and (
            http_method(rule, call) or not mine
        ):
            return rule, call
    return None


def class_prefix(use: Use) -> Value | None:
    """The path the class of a handler is mounted at."""
    holder = use.owner.parent.enclosing("class") if use.owner is not None and use.owner.parent is not None else None
    if holder is None:
        return None
    for annotation in holder.annotations:
        call = use.file.module.lower(annotation.node)
        call = call if isinstance(call, Invoke) else Invoke(call)
        rule = use.file.book.match(use.file.symbols.of(call.callee, holder), _DECLARED)
        if rule is not None and rule.role == "http_server_route":
            for target in targets(rule, call, use.file.folder, holder):
                return use.file.value(target, holder)
    return None


_DECLARED = frozenset({"annotation", "decorator", "attribute"})
