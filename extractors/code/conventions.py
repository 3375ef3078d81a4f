"""Flows that the shape of code tells without a library: webhooks sent to stored addresses, identity providers,
transports of a mailer, helpers around `fetch`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from extractors.code.arguments import http_method, payload
from extractors.code.context import FileContext, Use
from extractors.code.ir import Concat, Expr, Invoke, Item, Member, Name, Record, Text, last_name
from extractors.code.module import Binding, Import, Scope
from extractors.code.rules import Rule
from extractors.code.values import is_absolute, rank
from mapgen.model.facts import CallMade, FlowDeclared
from mapgen.model.naming import comparable
from mapgen.model.value import Ref, Value, ref, text

if TYPE_CHECKING:
    from tree_sitter import Node

SUBSCRIBERS = "webhook subscribers"
"""Name of the other side of webhooks whose addresses are data of the application."""

IDENTITY = "OIDC provider"
"""Name of an identity provider that only configuration knows."""

# webhooks sent ----------------------------------------------------------------------------------------------------

_HOOK_FIELD = re.compile(r"^(?:web)?hook_?(?:url|uri|endpoint|target)s?$", re.IGNORECASE)
_URL_FIELD = re.compile(
    r"^(?:(?:target|dest(?:ination)?|callback|endpoint|payload|delivery|notify|request)_?)?(?:url|uri|endpoint)$", re.I
)
_HOOK_HOLDER = re.compile(r"^(?:[a-z]*_?)?(?:web_?hooks?|subscri(?:ber|ption)s?|hooks?)$", re.IGNORECASE)
_SETTINGS = re.compile(
    r"^(?:this|self|settings?|config\w*|conf|propert(?:y|ies)|env|options?|opts|props|process|constants?)$",
    re.IGNORECASE,
)
_HOOK_SENDER = re.compile(
    r"^_?(?:execute|send|dispatch|deliver|trigger|post|call|fire|process|retry|attempt)_?(?:the_?|one_?)?web_?hooks?"
    r"_?(?:call|event|request|payload|delivery|attempt)?s?(?:_?(?:using|via|over|with)_?\w+)?$",
    re.IGNORECASE,
)


def webhook_dispatch(use: Use, target: Expr) -> Iterator[FlowDeclared]:
    """A post to an address that a record holds (`webhook.url`): the application calls whoever subscribed."""
    if isinstance(target, Concat) and target.parts:
        target = next((part for part in target.parts if part != Text("")), target)
    owner, name = _stored_at(target, use.scope, use.file)
    held = bool(owner) and not _SETTINGS.match(owner)
    stored = held and (_HOOK_FIELD.match(name) or (_URL_FIELD.match(name) and _HOOK_HOLDER.match(owner)))
    if stored or _looped(use, target) or _sends_webhooks(use.scope, name) or _signs_webhooks(use, name):
        yield FlowDeclared(
            location=use.file.location(use.line),
            rule=use.file.rule_id("webhook dispatch"),
            source=None,
            target=text(SUBSCRIBERS),
            relation="webhook",
            transport="http",
            fields=payload(use.call, use.file.folder, use.scope),
        )


def _looped(use: Use, target: Expr) -> bool:
    """True for a loop's variable that is named after a webhook's address."""
    if not isinstance(target, Name) or not _HOOK_FIELD.match(target.name):
        return False
    found = use.file.symbols.find(target.name, use.scope)
    return found is not None and all(item.node is None and item.parameter < 0 for item in found[0])


def _stored_at(expr: Expr, scope: Scope, file: FileContext, hops: int = 0) -> tuple[str, str]:
    """Holder and field an address is read from: ("webhook", "url"); ("", name) for a plain name."""
    if isinstance(expr, Member):
        kind = file.symbols.of(expr.owner, scope)[-1:] if isinstance(expr.owner, Name) else ()
        return kind[0] if kind and _HOOK_HOLDER.match(kind[0]) else last_name(expr.owner), expr.name
    if isinstance(expr, Item) and isinstance(expr.key, Text):
        return last_name(expr.owner), expr.key.value
    if isinstance(expr, Invoke) and hops < 4:
        if (
            last_name(expr) == "get"
            and expr.args
            and isinstance(expr.args[0], Text)
            and isinstance(expr.callee, Member)
        ):
            return last_name(expr.callee.owner), expr.args[0].value
        getter = re.match(r"get([A-Z]\w*)$", last_name(expr))
        if getter and isinstance(expr.callee, Member) and not expr.args:
            return last_name(expr.callee.owner), getter.group(1)
        return (
            _stored_at(expr.args[0], scope, file, hops + 1)
            if len(expr.args) == 1 or (expr.new and expr.args)
            else ("", "")
        )
    if not isinstance(expr, Name) or hops > 4:
        return "", ""
    found = file.symbols.find(expr.name, scope)
    for binding in found[0] if found is not None else ():
        held = _held(binding, file, hops)
        if held[0]:
            return held
    return "", expr.name


def _held(binding: Binding, file: FileContext, hops: int) -> tuple[str, str]:
    if binding.node is None:
        return "", ""
    value = file.module.value(binding)
    return _stored_at(value, file.symbols.home(binding), file, hops + 1) if value is not None else ("", "")


def _sends_webhooks(scope: Scope, name: str) -> bool:
    """True in a function that sends a webhook to the address it is given."""
    function = scope.enclosing("function")
    while function is not None:
        if _HOOK_SENDER.match(function.name):
            return bool(_URL_FIELD.match(name) or _HOOK_FIELD.match(name))
        function = function.parent.enclosing("function") if function.parent is not None else None
    return False


def _signs_webhooks(use: Use, name: str) -> bool:
    """True in a function that signs a payload, as webhooks are, for the address it is given."""
    function = use.scope.enclosing("function")
    if function is None or all(parameter.name != name for parameter in function.parameters):
        return False
    written = use.file.module.data[function.start : function.end].lower()
    return b"hmac" in written and b"hook" in written and bool(_URL_FIELD.match(name) or _HOOK_FIELD.match(name))


# identity providers -----------------------------------------------------------------------------------------------

_CLIENT_ID = re.compile(rb"\bclient_?[iI][dD]\b")
_DISCOVERY: tuple[str, ...] = (
    "wellknownurl",
    "wellknown",
    "issuer",
    "issuerurl",
    "issuerbaseurl",
    "authority",
    "discoveryurl",
)
_DISCOVERY += ("discoveryendpoint", "servermetadataurl", "openidconfigurationurl", "oidcissuer")
_ENDPOINTS: tuple[str, ...] = (
    "accesstokenurl",
    "tokenurl",
    "tokenendpoint",
    "tokenuri",
    "token",
    "userinfourl",
    "userinfoendpoint",
)
_ENDPOINTS += ("userinfo", "authorizationurl", "authorizationendpoint", "authorizeurl", "authurl", "authuri")
_CLIMB = 6


def identity_providers(file: FileContext) -> Iterator[CallMade]:
    """Records that configure a login: a client id beside the address of a provider; provider classes of login
    libraries, by the vendor they are named after."""
    done = {fact.location.line for fact in file.facts if isinstance(fact, CallMade)}
    for hit in _CLIENT_ID.finditer(file.module.data):
        found = _record_around(file, file.module.root.descendant_for_byte_range(hit.start(), hit.end()))
        if found is None or found[1] in done:
            continue
        done.add(found[1])
        target = _provider(file, found[0], file.module.scope_at(hit.start()))
        if target is not None:
            yield _login(file, found[1], target, "url" if is_absolute(target) else "name")
    yield from _provider_classes(file)


def _login(file: FileContext, line: int, target: Value, kind: str) -> CallMade:
    return CallMade(
        location=file.location(line),
        rule=file.rule_id("identity provider"),
        transport="http",
        target=target,
        target_kind="name" if kind == "name" else "url",
        object_name="user",
        action="authorize",
        access="read",
    )


def _record_around(file: FileContext, node: Node | None) -> tuple[tuple[tuple[str, Expr], ...], int] | None:
    """The entries of the record or keyword call a name stands in, with its line."""
    comments = file.module.frontend.comments
    for _ in range(_CLIMB):
        if node is None or node.type in comments:
            return None
        expr = file.module.lower(node)
        entries = expr.entries if isinstance(expr, Record) else expr.keywords if isinstance(expr, Invoke) else ()
        if any(comparable(key) == "clientid" for key, _ in entries):
            return entries, node.start_point[0] + 1
        node = node.parent
    return None


def _provider(file: FileContext, entries: tuple[tuple[str, Expr], ...], scope: Scope) -> Value | None:
    keyed = {comparable(key): value for key, value in entries}
    for names in (_DISCOVERY, _ENDPOINTS):
        for name in names:
            expr = keyed.get(name)
            if isinstance(expr, Record):
                expr = next((value for key, value in expr.entries if key == "url"), None)
            value = file.value(expr, scope) if expr is not None else None
            if value is None or not rank(value):
                continue
            if is_absolute(value):
                return value
            hole = value.parts[0]
            if isinstance(hole, Ref) and hole.kind in ("env", "property"):
                named = text(IDENTITY) if names is _DISCOVERY and len(value.parts) == 1 else None
                return Value((*ref(hole.kind, hole.name, hole.default or named).parts, *value.parts[1:]))
    return None


def _provider_classes(file: FileContext) -> Iterator[CallMade]:
    """`GitHub({...})` of `next-auth/providers/github`: the library knows the addresses, the name tells the vendor."""
    named = {item.local: vendor for item in file.module.imports if (vendor := _vendor_of(file, item)) is not None}
    for call in file.module.calls if named else ():
        if call.name in named:
            line = call.node.start_point[0] + 1
            yield _login(file, line, text(named.pop(call.name)), "name")


def _vendor_of(file: FileContext, item: Import) -> str | None:
    """The catalog name of the vendor a provider is named after."""
    for pattern in file.book.extra.identity:
        if not fnmatchcase(item.module, pattern):
            continue
        last = re.split(r"[/.]", item.module)[-1].removeprefix("passport-")
        for name in (item.symbol[-1], item.local, last, re.split(r"[-_]", last)[0]):
            plain = re.sub(r"(?:OAuth2?|Provider|Strategy|Bearer|Auth)+$", "", name)
            match = file.book.catalog.match_name(plain) if plain else None
            if match is not None:
                return match.system.name
    return None


# mail and fetch ---------------------------------------------------------------------------------------------------


def named_transport(use: Use) -> Value | None:
    """`createTransport(ResendTransport.make(...))`: a transport is named after the vendor it delivers to."""
    chain: Expr = use.call.args[0] if use.call.args else Name("")
    names: list[str] = []
    while isinstance(chain, (Invoke, Member)):
        if isinstance(chain, Member):
            names.append(chain.name)
        chain = chain.callee if isinstance(chain, Invoke) else chain.owner
    names.append(chain.name if isinstance(chain, Name) else "")
    for name in names:
        if not name[:1].isupper():
            continue
        vendor = re.sub(r"(?:Nodemailer|Mail(?:er)?)?Transport(?:er)?$", "", name)
        match = use.file.book.catalog.match_name(vendor) if vendor and vendor != name else None
        if match is not None:
            return text(match.system.name)
    return None


_HELPER = re.compile(
    r"^(?:fetch[A-Z]\w*|[a-z]\w*Fetch"
    r"|(?:send|make|do|perform|execute|http|api)_?(?:http_?|api_?)?(?:request|call|get|post|put|patch|delete|fetch)(?:_json)?)$",
    re.IGNORECASE,
)
_MAX_ARGS = 3


def request_helpers(file: FileContext, rule: Rule | None) -> Iterator[CallMade | FlowDeclared]:
    """`fetchWithRetry(url, init)`, `Http.send_request("POST", url)`: the project's own helper around a client, kept in
    another file; it is told by its name and by the address it is given."""
    for call in file.module.calls if rule is not None else ():
        if not _HELPER.match(call.name):
            continue
        expr, scope = file.module.lower(call.node), file.module.scope_at(call.at)
        if rule is None or not isinstance(expr, Invoke) or not _of_project(file, expr):
            continue
        file.folder.at = call.at
        yield from _helped(file, Use(rule, expr, scope, ("global", call.name), file))
    file.folder.at = -1


def _helped(file: FileContext, use: Use) -> Iterator[CallMade | FlowDeclared]:
    given = [*(value for key, value in use.call.keywords if comparable(key) in ("url", "targeturl", "endpoint"))]
    for expr in (*given, *use.call.args[:_MAX_ARGS]):
        target = file.value(expr, use.scope)
        if not rank(target):
            sent = list(webhook_dispatch(use, expr))
            yield from sent
            if sent:
                return
        elif is_absolute(target) or (isinstance(target.parts[0], Ref) and len(target.parts) > 1):
            method = http_method(use.rule, use.call)
            yield CallMade(
                location=use.file.location(use.line),
                rule=file.rule_id("request helper"),
                transport="http",
                target=target,
                method=method,
                access="read" if method == "GET" else "write" if method else "unknown",
                fields=payload(use.call, file.folder, use.scope),
            )
            return


def _of_project(file: FileContext, call: Invoke) -> bool:
    """True for a function, or a static method of a class, that the file imports from its own project."""
    callee = call.callee
    root = callee.owner if isinstance(callee, Member) else callee
    imported = file.module.imported(root.name) if isinstance(root, Name) else None
    if imported is None:
        return False
    return (
        imported.relative or file.own(imported) or (not file.book.dotted and file.book.project_module(imported.module))
    )


__all__ = ["identity_providers", "named_transport", "request_helpers", "webhook_dispatch"]
