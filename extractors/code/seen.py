"""What a file shows outside of known constructs: imports, constants, configuration reads, URLs, signature headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.code.context import FileContext
from extractors.code.ir import Invoke, Item, Member, Name, Record, Text
from extractors.code.module import Binding, Scope
from extractors.code.rules import CALLED
from extractors.code.values import folder_name, rank, settled
from mapgen.model.facts import (
    AnyFact,
    CallMade,
    ConfigRead,
    ConstantDefined,
    Imported,
    MessageChannel,
    StoreUsed,
    UrlSeen,
)
from mapgen.model.naming import snake
from mapgen.model.value import Ref, Value, text

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_URLS = 200
MAX_CONSTANTS = 300
MAX_RETURNS = 4

_URL = re.compile(
    rb"(?:https?|wss?|grpc|amqps?|mongodb(?:\+srv)?|rediss?|postgres(?:ql)?|lb|jdbc:[a-z0-9]+)://[A-Za-z0-9$%{\[(_.-]"
)
NOT_A_SYSTEM = re.compile(
    r"://(?:[\w.-]*\.)?(?:w3\.org|schema\.org|json-schema\.org|xmlsoap\.org|example\.(?:com|org|net)|springframework\.org"
    r"|apache\.org/licenses|purl\.org|ns\.adobe\.com|java\.sun\.com|xmlns\.jcp\.org|jakarta\.ee/xml|maven\.apache\.org"
    r"|%[sd]|(?:localhost|127\.|0\.0\.0\.0|10\.\d|192\.168\.|169\.254\.|\[)|unpkg\.com/|fonts\.googleapis\.com|fonts\.gstatic\.com)",
    re.IGNORECASE,
)
_LOG_CALL = re.compile(
    r"^(?:log[a-z]{0,12}|debug|info|warn|warning|error|trace|print|println|printf|fatal|exception|critical|write(?:line)?)$",
    re.I,
)
_ONLY_A_LINK = re.compile(
    r"(?:^|_)(?:redirect|callback|return_url|return_to|success_url|cancel_url|homepage|repository|documentation|docs|doc_url"
    r"|docs_url|license|licence|bugs|href|link|links|social|share|terms|privacy|help|namespace|xmlns|schema|user_agent)(?:_|$)"
)
"""Names of values that people or browsers follow, not the program."""

_BORDER = re.compile(r"statement$|_body$|^block$|function|lambda|_declaration$|_definition$")
_HEADER = re.compile(
    rb"[\"']([A-Za-z][A-Za-z0-9-]{0,40}-?(?:[Ss]ignature|[Hh]mac|SIGNATURE|HMAC|[Tt]oken|[Ss]ecret)[A-Za-z0-9-]{0,20})[\"']"
)
_ENV_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.:\-]*$")


def imports(file: FileContext) -> Iterator[Imported]:
    """Third-party modules the catalog knows."""
    ecosystem = file.book.ecosystem
    done: set[str] = set()
    for item in file.module.imports:
        module = item.module or ".".join(item.symbol)
        if item.relative or not module or module in done:
            continue
        done.add(module if not file.module.frontend.always(module) else ".".join(item.symbol))
        match = file.book.catalog.match_import(ecosystem, module)
        if match is None and file.module.frontend.always(module):  # `from google.cloud import storage`
            module = ".".join(item.symbol)
            match = file.book.catalog.match_import(ecosystem, module)
        if match is not None and match.system is not None and not file.own(item):
            yield Imported(
                location=file.location(item.line),
                rule=file.rule_id("import"),
                ecosystem=ecosystem,
                module=module,
            )


def constants(file: FileContext) -> Iterator[ConstantDefined]:
    """Named constants of modules and classes, as other files refer to them."""
    count = 0
    for scope in file.module.scopes:
        if scope.kind == "function":
            for name, value in _given_by(file, scope):
                yield ConstantDefined(
                    location=file.location(scope.line), rule=file.rule_id("constant"), name=name, value=value
                )
            continue
        for group in scope.bindings.values():
            for binding in group:
                if binding.parameter >= 0 or not (
                    binding.constant or _configured(file, binding, scope) or _of_section(file, binding, scope)
                ):
                    continue
                for name, value in _constant(file, binding, scope):
                    count += 1
                    if count > MAX_CONSTANTS:
                        return
                    yield ConstantDefined(
                        location=file.location(binding.line), rule=file.rule_id("constant"), name=name, value=value
                    )


def _given_by(file: FileContext, function: Scope) -> Iterator[tuple[str, Value]]:
    """`export function apiUrl() { return ... }`: a function of the module without parameters, as a constant."""
    prefix = _home_name(file, file.module.scopes[0])
    if (
        prefix is None
        or function.parent is not file.module.scopes[0]
        or function.parameters
        or function.annotations
        or not function.name
    ):
        return
    value = settled(
        [
            file.folder.fold(file.module.lower(node), file.module.scope_at(node.start_byte))
            for node in function.returns[:MAX_RETURNS]
        ]
    )
    if rank(value) >= 2:
        yield f"{prefix}{function.name}", value


def _configured(file: FileContext, binding: Binding, scope: Scope) -> bool:
    """True for a field that configuration fills: other classes reach it through a getter."""
    injected = file.book.extra.injected
    if any(annotation.name in injected for annotation in binding.annotations):
        return True
    if any(base.name.rpartition(".")[2] in file.book.extra.settings for base in scope.bases):
        return True
    return any(injected.get(annotation.name) == "prefix" for annotation in scope.annotations)


def _of_section(file: FileContext, binding: Binding, scope: Scope) -> bool:
    """True for a property of a class of settings, which code gets injected."""
    return binding.node is None and bool(file.folder.section(scope))


def _constant(file: FileContext, binding: Binding, scope: Scope) -> Iterator[tuple[str, Value]]:
    prefix = _home_name(file, scope)
    if prefix is None:
        return
    value = file.folder.bound(binding, scope)
    if rank(value):
        yield f"{prefix}{binding.name}", value
    elif binding.node is not None:
        lowered = file.module.lower(binding.node)
        if isinstance(lowered, Invoke):
            yield from _instance(file, lowered, f"{prefix}{binding.name}")
        if isinstance(lowered, Record):
            yield from _members(file, lowered, f"{prefix}{binding.name}", scope, 0)


def _instance(file: FileContext, made: Invoke, name: str) -> Iterator[tuple[str, Value]]:
    """`settings = Settings()`: the fields of a settings class under the name of its instance."""
    for owner in file.module.classes(made.callee.name if isinstance(made.callee, Name) else ""):
        for group in owner.bindings.values():
            if group[0].parameter < 0 and _configured(file, group[0], owner):
                yield f"{name}.{group[0].name}", file.folder.bound(group[0], owner)


def _members(file: FileContext, record: Record, name: str, scope: Scope, depth: int) -> Iterator[tuple[str, Value]]:
    for key, expr in record.entries[:100]:
        if isinstance(expr, Record) and depth < 3:
            yield from _members(file, expr, f"{name}.{key}", scope, depth + 1)
            continue
        value = file.folder.fold(expr, scope)
        if rank(value):
            yield f"{name}.{key}", value


def _home_name(file: FileContext, scope: Scope) -> str | None:
    if file.module.frontend.class_addressed and scope.kind == "class":
        return f"{scope.name}#"
    if file.module.frontend.package_addressed:
        return f"{'.'.join(file.module.package)}#"
    if file.module.frontend.class_addressed:
        return None
    place = file.module.path.rpartition(".")[0] or file.module.path
    if file.module.frontend.folder_addressed:
        place = folder_name(file.module.path)
    return f"{place}#{scope.name}." if scope.kind == "class" else f"{place}#"


# configuration ----------------------------------------------------------------------------------------------------


def config_reads(file: FileContext) -> Iterator[ConfigRead]:
    """Reads of environment variables and properties that no construct consumed."""
    done: set[tuple[str, str]] = set()
    for line, value in _reads(file):
        for hole in _all_refs(value):
            key = (hole.kind, hole.name)
            if hole.kind not in ("env", "property") or key in done or not _ENV_NAME.match(hole.name):
                continue
            done.add(key)
            if hole.name in file.used_keys:
                continue
            yield ConfigRead(
                location=file.location(line),
                rule=file.rule_id("config"),
                namespace="env" if hole.kind == "env" else "property",
                key=hole.name,
                default=hole.default,
            )


def _reads(file: FileContext) -> Iterator[tuple[int, Value]]:
    folds = file.book.extra.folds
    readers = {
        name.rpartition(".")[2]
        for name, operation in folds.items()
        if operation.partition(" ")[0] in ("env", "env_name", "property") and _may_read(file, name)
    }
    for call in file.module.calls:
        if call.name in readers:
            expr = file.module.lower(call.node)
            yield (expr.line if isinstance(expr, Invoke) else 0), file.folder.fold(expr, file.module.scope_at(call.at))
    for scope in file.module.scopes:
        for group in scope.bindings.values():
            for binding in group:
                if _configured(file, binding, scope):
                    yield binding.line, file.folder.bound(binding, scope)
    yield from _environment_members(file)


def _may_read(file: FileContext, name: str) -> bool:
    """True when the object a reading function belongs to is imported or named in the file."""
    owner = name.rpartition(".")[0]
    short = owner.rpartition(".")[2]
    if not short or short == "*":
        return True
    if short[:1].isupper() or short == "environ":
        return short.encode() in file.module.data
    return any(item.symbol[:1] == (owner.partition(".")[0],) for item in file.module.imports)


def _environment_members(file: FileContext) -> Iterator[tuple[int, Value]]:
    """`process.env.NAME` wherever it stands: found in the bytes, then read in the tree."""
    for holder in file.book.extra.environment:
        everywhere = holder.startswith("global.")
        short = holder.removeprefix("global.") if everywhere else holder.rpartition(".")[2]
        yield from _read_at(file, re.escape(short).encode() + rb"\s*[.\[]")
    if any(key.startswith("[]") and operation == "property" for key, operation in file.book.extra.folds.items()):
        yield from _read_at(file, rb"\b\w{0,40}[cC]onfig\w{0,20}\s{0,4}\[\s{0,4}[\"']")


def _read_at(file: FileContext, pattern: bytes) -> Iterator[tuple[int, Value]]:
    """Reads of members or items of the objects a pattern finds in the bytes."""
    for hit in re.finditer(pattern, file.module.data):
        node: Node | None = file.module.root.descendant_for_byte_range(hit.end() - 2, hit.end() - 1)
        for _ in range(4):
            if node is None:
                break
            expr = file.module.lower(node)
            if isinstance(expr, (Member, Item)):
                value = file.folder.fold(expr, file.module.scope_at(hit.start()))
                if rank(value):
                    if _only_linked(node):
                        break
                    yield file.module.data.count(b"\n", 0, hit.start()) + 1, value
                    break
            node = node.parent


def _only_linked(node: Node) -> bool:
    """True for a value given to a name that browsers follow (`RedirectUris = { config["SpaUrl"] + "/callback" }`)."""
    holder: Node | None = node.parent
    for _ in range(7):
        if holder is None or _BORDER.search(holder.type):
            return False
        name = _label(holder, node)
        if name is not None and _ONLY_A_LINK.search(snake(name.rpartition(".")[2])):
            return True
        holder = holder.parent
    return False


def _all_refs(value: Value) -> Iterator[Ref]:
    for hole in value.refs:
        yield hole
        if hole.default is not None:
            yield from _all_refs(hole.default)


# URLs -------------------------------------------------------------------------------------------------------------


def urls(file: FileContext) -> Iterator[UrlSeen]:
    """URL literals outside known constructs, comments, log messages and markup."""
    data, module = file.module.data, file.module
    spoken = _spoken(file)
    strings, comments = module.frontend.strings, module.frontend.comments
    count = 0
    for hit in _URL.finditer(data):
        if count >= MAX_URLS:
            return
        node = module.root.descendant_for_byte_range(hit.start(), hit.start() + 1)
        string = _string_around(node, strings, comments)
        if string is None:
            continue
        expr = module.lower(string)
        value = expr.value if isinstance(expr, Text) else ""
        scope = module.scope_at(hit.start())
        folded = text(value) if value else file.folder.fold(expr, scope)
        shown = str(folded)
        line = data.count(b"\n", 0, hit.start()) + 1
        if (
            not rank(folded)
            or NOT_A_SYSTEM.search(shown)
            or _is_spoken(shown, spoken)
            or " " in shown.strip()
            or len(shown) > 500
        ):
            continue
        context = _context(string, file)
        if context is None:
            continue
        count += 1
        yield UrlSeen(location=file.location(line), rule=file.rule_id("url"), url=folded, context=context)


def _is_spoken(url: str, spoken: set[str]) -> bool:
    """True for a URL that is (the beginning of) a target some construct reports, or a property's own default."""
    return url.startswith("${") or url in spoken or any(target.startswith(url) for target in spoken)


def _spoken(file: FileContext) -> set[str]:
    """URLs that constructs already report."""
    found: set[str] = set()
    for fact in file.facts:
        value = _target(fact)
        if value is not None:
            found.add(str(value))
            found.update(part for part in value.parts if isinstance(part, str))
            found.update(str(hole.default) for hole in value.refs if hole.default is not None)
    return found


def _target(fact: AnyFact) -> Value | None:
    if isinstance(fact, (CallMade, StoreUsed)):
        return fact.target
    return fact.address if isinstance(fact, MessageChannel) else None


def _string_around(node: Node | None, strings: frozenset[str], comments: frozenset[str]) -> Node | None:
    found = None
    for _ in range(6):
        if node is None or node.type in comments:
            return None
        if node.type in strings:
            found = node
            break
        node = node.parent
    return found


def _context(string: Node, file: FileContext) -> str | None:
    """The name a literal stands at; None when it is only said (a log message, a docstring, a link in markup) or
    given to a known construct, which reports it where it is used."""
    label: str | None = None
    node: Node | None = string.parent
    for step in range(7):
        if node is None or (step and _BORDER.search(node.type)):
            break
        if node.type in file.module.frontend.markup or _of_construct(node, file):
            return None
        if step == 0 and node.type == "expression_statement":
            return None  # a docstring
        name = _label(node, string)
        if name is not None and _ONLY_A_LINK.search(snake(name.rpartition(".")[2])):
            return None
        label = name if label is None else label
        node = node.parent
    return None if _LOG_CALL.match((label or "").rpartition(".")[2]) else label or ""


def _label(node: Node, string: Node) -> str | None:
    """The name, key, target or callee a node gives its value."""
    for name in ("name", "key", "left", "function", "constructor"):
        named = node.child_by_field_name(name)
        if named is not None and named.id != string.id and not _holds(named, string):
            return (named.text or b"").decode("utf-8", "replace")[-60:].strip("\"'")
    return None


def _of_construct(node: Node, file: FileContext) -> bool:
    """True for a call that some rule knows."""
    if (
        "call" not in node.type
        and "creation" not in node.type
        and "invocation" not in node.type
        and "new" not in node.type
    ):
        return False
    expr = file.module.lower(node)
    if not isinstance(expr, Invoke):
        return False
    symbol = file.symbols.of(expr.callee, file.module.scope_at(node.start_byte))
    return bool(symbol) and file.book.match(symbol, CALLED) is not None


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def signature_headers(file: FileContext) -> Iterator[tuple[int, str, str]]:
    """Signature headers of vendors' webhooks named in string literals: (offset, header, "")."""
    if not file.routes:
        return
    for hit in _HEADER.finditer(file.module.data):
        header = hit.group(1).decode()
        if file.book.catalog.match_webhook_header(header) is not None:
            yield hit.start(), header, ""


__all__ = ["config_reads", "constants", "imports", "signature_headers", "urls"]
