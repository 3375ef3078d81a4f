"""Applies the rules of a language to one file: neutral module in, facts out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import msgspec

from extractors.code import addresses, sdk, seen, settings_files
from extractors.code.context import FileContext, Use
from extractors.code.conventions import identity_providers, request_helpers
from extractors.code.declared import beans, client_method, client_of, stream_functions
from extractors.code.fold import Folder
from extractors.code.frameworks import airflow_connections, aws_services, django_settings
from extractors.code.ir import Invoke, Member, Name
from extractors.code.links import Links
from extractors.code.module import Annotation, Binding, Import, Module, Scope
from extractors.code.roles import handle
from extractors.code.rules import ANNOTATED, CALLED, INHERITED, RuleBook, root_of, route_path
from extractors.code.shapes import Shapes
from extractors.code.symbols import LOCAL, Symbols
from mapgen.model.facts import AnyFact, CallMade, MessageChannel, RoleTaken, RouteServed, StoreUsed
from mapgen.model.value import Value, text

MAX_CALLERS = 20
"""Callers of a wrapper function that are followed."""


def facts_of(module: Module, book: RuleBook, root: str, links: Links | None = None) -> list[AnyFact]:
    """All facts of one file, in source order. `links` reads files next door; without it imports stay names."""
    symbols = Symbols(module, book)
    file = FileContext(root, module, book, symbols, Folder(module, symbols, book))
    file.shapes = Shapes(module, links.declaring if links is not None else None)
    file.folder.shapes = file.shapes.of
    if links is not None:
        symbols.neighbours, file.linked_base, file.linked_own = links.symbol, links.base, links.own
    file.facts.extend(seen.imports(file))
    for scope in module.scopes:
        _annotated_scope(file, scope)
        _inherited(file, scope)
    file.facts.extend(_file_routes(file))
    file.facts.extend(stream_functions(file))
    for use in _calls(file):
        file.facts.extend(_through_wrappers(file, use))
    file.facts.extend(identity_providers(file))
    if module.language == "python":
        for framework in (django_settings, airflow_connections, aws_services):
            file.facts.extend(framework(file))
    if not module.frontend.class_addressed:
        known = ("requests", "post") if book.dotted else ("global", "fetch")
        file.facts.extend(request_helpers(file, book.match(known, CALLED)))
    file.facts = _without_echoes(file.facts)
    file.facts.extend(sdk.calls(file))
    file.facts.extend(addresses.held(file))
    file.facts.extend(settings_files.settings(file))
    _receivers(file)
    file.facts.extend(seen.constants(file))
    file.facts.extend(beans(file))
    file.facts.extend(seen.config_reads(file))
    file.facts.extend(seen.urls(file))
    return sorted(dict.fromkeys(file.facts), key=lambda fact: (fact.location.line, fact.rule))


_ADDRESS_ONLY = ("/URI.create", "/URL", "/net.URL")


def _without_echoes(facts: list[AnyFact]) -> list[AnyFact]:
    """Drop addresses that were only made to be given to a client, which reports them."""
    said = {str(fact.target) for fact in facts if isinstance(fact, CallMade) and not fact.rule.endswith(_ADDRESS_ONLY)}
    return [
        fact
        for fact in facts
        if not (isinstance(fact, CallMade) and fact.rule.endswith(_ADDRESS_ONLY) and str(fact.target) in said)
    ]


# annotations and base classes -------------------------------------------------------------------------------------


def _annotated_scope(file: FileContext, scope: Scope) -> None:
    for annotation in scope.annotations:
        _annotation(file, annotation, scope, scope)
    for group in scope.bindings.values():
        for binding in group:
            for annotation in binding.annotations:
                _annotation(file, annotation, scope, binding)


def _annotation(file: FileContext, annotation: Annotation, scope: Scope, owner: Scope | Binding) -> None:
    role = file.book.roles.get(annotation.name)
    if role is not None:
        location = file.location(annotation.line)
        file.facts.append(RoleTaken(location=location, rule=file.rule_id(annotation.name), role=role))
    lowered = file.module.lower(annotation.node)
    call = lowered if isinstance(lowered, Invoke) else Invoke(lowered, (), (), annotation.line, 0)
    symbol = file.symbols.of(call.callee, scope.parent or scope)
    rule = file.book.match(symbol, ANNOTATED)
    if rule is None or rule.role in file.book.catalog.roles:
        return
    held = owner if isinstance(owner, Scope) else Scope("function", owner.name, owner.at, owner.at, owner.line, scope)
    use = Use(rule, msgspec.structs.replace(call, line=annotation.line), scope.parent or scope, symbol, file, held)
    client = client_of(file, held)
    if client is not None and (client[0] is not rule or held.kind == "function"):
        file.facts.extend(client_method(file, use, client))
    else:
        file.facts.extend(handle(use))


def _inherited(file: FileContext, scope: Scope) -> None:
    for base in scope.bases:
        if not base.name:
            continue
        symbol = file.symbols.type(base, scope.parent or scope)
        rule = file.book.match(symbol, INHERITED)
        if rule is None:
            continue
        args = tuple(Name(arg) for arg in base.args)
        call = Invoke(Name(base.name), args, (), scope.line, scope.start, type_args=base.args)
        use = Use(rule, call, scope, symbol, file, scope)
        for fact in handle(use):
            if isinstance(fact, StoreUsed) and base.args:
                fact = msgspec.structs.replace(fact, objects=(base.args[0],))
            file.facts.append(fact)


def _file_routes(file: FileContext) -> Iterator[AnyFact]:
    """Routes by convention: the path of the file is the route, its exported functions the methods."""
    found = file.book.file_route(file.module.path)
    if found is None:
        return
    construct, folder, names = found
    path = text(route_path(file.module.path, folder))
    scopes = [
        scope for scope in file.module.scopes if scope.parent is file.module.scopes[0] and scope.kind == "function"
    ]
    handlers = [scope for scope in scopes if not names or scope.name in names]
    for scope in handlers if names else handlers[:1]:
        method = scope.name if scope.name.isupper() else ""
        fact = RouteServed(
            location=file.location(scope.line),
            rule=file.rule_id(construct.package),
            transport="http",
            method=method,
            path=path,
        )
        file.routes.append((fact, scope.start, scope.end))
        yield fact


# calls ------------------------------------------------------------------------------------------------------------


def _calls(file: FileContext) -> Iterator[Use]:
    imported = frozenset(item.symbol[0] for item in file.module.imports if item.symbol)
    named = [file.book.extra.receivers.get(item.symbol[-1]) for item in file.module.imports if item.symbol]
    usual = frozenset(
        root_of(file.book.split(receiver)[: 3 if file.book.dotted else 1]) for receiver in named if receiver is not None
    )
    names = file.book.names_called(import_roots(file) | usual | _implied_roots(file))
    names |= {item.local for item in file.module.imports if item.symbol and item.symbol[-1] in names}
    wild = file.book.wild_names(item.symbol for item in file.module.imports)
    neighbours = {item.local.encode() for item in file.module.imports if item.relative or _aliased(file, item)}
    for call in file.module.calls:
        known = call.name in names or any(fnmatchcase(call.name, pattern) for pattern in wild)
        if not known and not (call.name in file.book.client_names and _root_name(file, call.at) in neighbours):
            continue
        expr = file.module.lower(call.node)
        if not isinstance(expr, Invoke):
            continue
        file.folder.at = call.at
        scope = file.module.scope_at(call.at)
        symbol = file.symbols.of(expr.callee, scope)
        if not symbol or symbol[0] == LOCAL or symbol[0].startswith("."):
            rule = file.book.match_receiver(call.name, imported)
            if rule is not None and isinstance(expr.callee, Member) and len(symbol) > 1:
                yield Use(rule, expr, scope, symbol, file)
            if rule is not None or not symbol or not expr.new:
                continue
        rule = file.book.match_call(symbol, expr, imported)
        if rule is not None:
            yield Use(rule, expr, scope, symbol, file)
    file.folder.at = -1


def import_roots(file: FileContext) -> frozenset[str]:
    """What the file imports, as rules are looked up by: every beginning of up to three segments."""
    return frozenset(
        root_of(named[:length])
        for item in file.module.imports
        for named in {item.symbol, file.module.frontend.split(item.module)}  # `import a.b` binds `a`
        for length in range(1, min(3, len(named)) + 1)
    )


def _implied_roots(file: FileContext) -> frozenset[str]:
    """Modules of types that are visible without an import (implicit usings of C#), where the file names such a type."""
    if not (file.book.dotted and file.module.frontend.class_addressed):
        return frozenset()
    data, split = file.module.data, file.book.split
    named = [split(symbol) for name, symbol in file.book.extra.receivers.items() if name.encode() in data]
    return frozenset(root_of(symbol[:length]) for symbol in named for length in range(1, min(3, len(symbol)) + 1))


def _aliased(file: FileContext, item: Import) -> bool:
    return not file.book.dotted and file.book.project_module(item.module)


_IDENTIFIER = re.compile(rb"[A-Za-z_$][\w$]*")


def _root_name(file: FileContext, at: int) -> bytes:
    """The first identifier of an expression."""
    found = _IDENTIFIER.match(file.module.data, at)
    return found.group() if found else b""


def _through_wrappers(file: FileContext, use: Use) -> list[AnyFact]:
    """Facts of a call; when its target is a parameter of the surrounding function, facts of that function's callers."""
    made = list(handle(use))
    function = use.scope.enclosing("function")
    if function is None or not any(_open_parameter(fact, function) for fact in made):
        return made
    calls = [
        call
        for call in file.module.calls
        if call.name == (_owner_name(function) if function.constructor else function.name)
        and not _inside(call.at, function)
    ]
    found: list[AnyFact] = []
    before = file.folder.given
    for call in calls[:MAX_CALLERS]:
        expr = file.module.lower(call.node)
        scope = file.module.scope_at(call.at)
        if not isinstance(expr, Invoke) or not _calls_function(file, expr, scope, function):
            continue
        file.folder.at = call.at
        file.folder.given = {**before, **file.folder.arguments(expr, function, scope)}
        file.folder.at = use.call.at
        moved = Use(use.rule, msgspec.structs.replace(use.call, line=expr.line), use.scope, use.symbol, file)
        found.extend(handle(moved))
        file.folder.given = before
    return found or made


def _owner_name(function: Scope) -> str:
    return function.parent.name if function.parent is not None else ""


def _inside(at: int, scope: Scope) -> bool:
    return scope.start <= at < scope.end


def _calls_function(file: FileContext, expr: Invoke, scope: Scope, function: Scope) -> bool:
    callee = expr.callee
    if isinstance(callee, Name):
        return True
    if isinstance(callee, Member) and callee.owner == Name("this"):
        return True
    return file.symbols.of(callee, scope)[:1] == (LOCAL,)


def _open_parameter(fact: AnyFact, function: Scope) -> bool:
    """True when a fact's target still depends on a parameter of the function."""
    if isinstance(fact, CallMade):
        value = fact.target
    elif isinstance(fact, MessageChannel):
        value = fact.channel
    else:
        return False
    names = {parameter.name for parameter in function.parameters}
    return any(hole.kind == "param" and hole.name in names for hole in value.refs)


# webhook receivers ------------------------------------------------------------------------------------------------


def _receivers(file: FileContext) -> None:
    """Attach signature checks to the route whose handler holds them."""
    for at, header, package in [*file.receivers, *seen.signature_headers(file)]:
        holder = min(
            ((end - start, fact) for fact, start, end in file.routes if start <= at < end),
            key=lambda pair: pair[0],
            default=None,
        )
        if holder is None:
            if package:
                line = file.module.data.count(b"\n", 0, at) + 1
                file.facts.append(
                    RouteServed(
                        location=file.location(line),
                        rule=file.rule_id("webhook"),
                        transport="http",
                        method="POST",
                        path=Value(),
                        webhook_header=header,
                        webhook_package=package,
                    )
                )
            continue
        _mark(file, holder[1], header, package)


def _mark(file: FileContext, route: RouteServed, header: str, package: str) -> None:
    marked = msgspec.structs.replace(
        route, webhook_header=header or route.webhook_header, webhook_package=package or route.webhook_package
    )
    file.facts = [marked if fact is route else fact for fact in file.facts]
    file.routes = [(marked if fact is route else fact, start, end) for fact, start, end in file.routes]


__all__ = ["facts_of"]
