"""Rules as data: the catalog's constructs of a language plus this package's own rows, indexed for matching.

`rules/<language>.yaml` holds, beside further constructs in the catalog's own format: what calls fold to (`folds`),
what they return (`returns`), types that behave like others (`same_as`), objects that hold environment variables
(`environment`) and annotations that inject configured values (`injected`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase, translate
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from extractors.code.ir import Invoke
from extractors.code.matching import Symbol as Symbol
from extractors.code.matching import module_lengths, name_fits, names_fit, same_module
from extractors.code.matching import root_of as root_of
from mapgen.catalog import Catalog, Construct, load_catalog
from mapgen.errors import CatalogError

CALLED = frozenset({"call", "constructor", "class", "struct_literal", "property"})
ANNOTATED = frozenset({"annotation", "decorator", "attribute"})
INHERITED = frozenset({"base_class", "interface", "mixin"})
BUILDERS = frozenset({"base_url", "path_prefix", "host", "dsn", "jdbc", "account", "project", "-"})
"""Target kinds of constructs that configure a client rather than use it."""


ECOSYSTEMS = {
    "java": "maven",
    "kotlin": "maven",
    "python": "pypi",
    "javascript": "npm",
    "go": "go",
    "csharp": "nuget",
    "ruby": "gem",
    "php": "packagist",
    "rust": "crates",
}
"""Package registry of each language."""

STORE_KINDS = frozenset(
    {
        "database",
        "cache",
        "warehouse",
        "search",
        "object_storage",
        "graph_db",
        "timeseries_db",
        "vector_db",
        "lakehouse",
    }
)
"""Kinds of systems that keep data: their libraries are described by constructs."""


class Rule(msgspec.Struct, frozen=True):
    """A construct, split for matching. module: segments of the import; names: segments of the construct."""

    construct: Construct
    module: Symbol
    names: Symbol

    @property
    def role(self) -> str:
        """The catalog role."""
        return self.construct.role


class Extra(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `rules/<language>.yaml`."""

    language: str = ""
    extends: str = ""
    packages: tuple[dict[str, Any], ...] = ()
    folds: dict[str, str] = {}
    returns: dict[str, str] = {}
    same_as: dict[str, str] = {}
    environment: tuple[str, ...] = ()
    injected: dict[str, str] = {}
    receivers: dict[str, str] = {}
    settings: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    types: dict[str, str] = {}
    addresses: str = ""
    sections: str = ""


class RuleBook:
    """Everything the engine knows about one language."""

    def __init__(self, language: str, separator: str, catalog: Catalog, extra: Extra) -> None:
        self.language = language
        self.ecosystem = ECOSYSTEMS.get(language, "")
        self.catalog = catalog
        self.extra = extra
        self.roots: set[str] = set()
        self._project: dict[str, bool] = {}
        self._named: dict[str, str | None] = {}
        self.roles = {
            name: role.id
            for role in catalog.roles.values()
            for name in role.annotations.get("java" if language == "kotlin" else language, ())
        }
        self._separator = separator
        self._by_name: dict[str, list[Rule]] = {}
        self._wild: list[Rule] = []
        self._same = {self.split(key): self.split(value) for key, value in extra.same_as.items()}
        own = tuple(_constructs(extra))
        restated = {(row.package_id, row.construct) for row in own}
        rows = (*own, *(row for row in catalog.constructs(language) if (row.package_id, row.construct) not in restated))
        self._file_routes = [
            (row, _route_pattern(row))
            for row in rows
            if row.form == "file_route" and ("*" in row.construct or ":" in row.construct)
        ]
        for construct in rows:
            if construct.form not in ("file_route", "setting"):
                self._add(construct)
        self._index_names()
        self._cloud = frozenset(row.package_id for row in rows if row.role == "cloud_client")
        self._described = frozenset(
            rule.construct.package_id
            for group in self._by_name.values()
            for rule in group
            if rule.role not in ("saas_client", "webhook_receiver", "analytics_event", "cloud_client")
        )

    def split(self, name: str) -> Symbol:
        """Segments of a name in a rule: module segments by the language's separator, members by dots."""
        if self._separator:
            return tuple(name.replace("::", self._separator).split(self._separator))
        module, _, rest = name.partition("#")
        return (module, *rest.split(".")) if rest else (module,)

    def names_called(self, imported: frozenset[str]) -> frozenset[str]:
        """Last names of the constructs a file with these import roots can call: any other call cannot match."""
        roots = imported | {root_of(same) for used, same in self._same.items() if root_of(used) in imported}
        found: set[str] = set(self._everywhere)
        for root in roots:
            found.update(self._names_by_root.get(root, ()))
        found.update(used[-1] for used in self._same if root_of(used) in roots or root_of(used[:1]) in roots)
        return frozenset(found)

    def names_for(self, roots: set[str]) -> frozenset[str]:
        """First and last names of the constructs of some import roots, and of types that behave like them."""
        wanted = roots | {root_of(same) for used, same in self._same.items() if root_of(used) in roots}
        names = {name for root in wanted for name in self._last_names.get(root, ())}
        return frozenset(names | {used[-1] for used in self._same if root_of(used) in roots})

    @cached_property
    def only_called(self) -> frozenset[str]:
        """Last names that no rule knows as anything but a call."""
        same = {used[-1] for used in self._same}
        return frozenset(
            name
            for name, group in self._by_name.items()
            if name not in same and all(rule.construct.form == "call" and rule.names for rule in group)
        )

    @property
    def client_names(self) -> frozenset[str]:
        """Last names of calls on clients: a project's own file may hold the client."""
        return self._client_names

    def is_cloud(self, package: str) -> bool:
        """True for packages that hold the clients of many services (`boto3`)."""
        return package in self._cloud

    def described(self, package: str) -> bool:
        """True when constructs say what each use of a package means, so that other calls of it say nothing."""
        return package in self._described

    def project_module(self, module: str) -> bool:
        """True for a module that is none of a known package: a relative path or a path alias of the project."""
        known = self._project.get(module)
        if known is None:
            known = self._project[module] = self._is_project(module)
        return known

    def _is_project(self, module: str) -> bool:
        if module.startswith((".", "~/", "@/", "#", "$lib/")):
            return True
        return module.count("/") >= 1 and self.catalog.match_import(self.ecosystem, module) is None

    def named_package(self, name: str) -> str | None:
        """The vendor package a project's shared client is surely named after (`stripe` from `@/lib/stripe`)."""
        if name not in self._named:
            self._named[name] = self._package_named(name)
        return self._named[name]

    def _package_named(self, name: str) -> str | None:
        match = self.catalog.match_import(self.ecosystem, name)
        if match is None or match.system is None or match.system.generic or match.system.kind in STORE_KINDS:
            return None
        return name if match.package == f"{self.ecosystem}:{name}" else None

    def file_route(self, path: str) -> tuple[Construct, str, tuple[str, ...]] | None:
        """The convention that makes a file a route: construct, folder that holds routes, names of handlers."""
        for construct, fits in self._file_routes:
            if fits("/" + path):
                pattern, _, names = construct.construct.partition(":")
                folder = pattern.partition("/*")[0] if "/" in pattern else "routes"
                return construct, folder, tuple(name for name in names.split(",") if name)
        return None

    @property
    def dotted(self) -> bool:
        """True when module names are split into segments."""
        return bool(self._separator)

    def wild_names(self, symbols: Iterable[Symbol]) -> tuple[str, ...]:
        """Patterns of the last names of generated clients that a file with these imports may call."""
        parts = {part for symbol in symbols for part in symbol}
        return tuple(
            rule.names[-1]
            for rule in self._wild
            if rule.names and (any(fnmatchcase(part, rule.module[0]) for part in parts) or rule.module[0] in parts)
        )

    def match_call(self, symbol: Symbol, call: Invoke, imported: frozenset[str]) -> Rule | None:
        """Like `match`, for a call in a file with these imports. Generated clients (`new CrmClient(address)`) belong to
        the library the file imports beside them."""
        found = self.match(symbol, CALLED)
        if found is not None or not call.new:
            return found
        for rule in self._wild:
            if len(rule.names) == 1 and rule.module[0] in imported and name_fits(rule.names[0], symbol[-1]):
                return rule
        return None

    def module_of(self, local: str, modules: Iterable[Symbol]) -> Symbol | None:
        """Which of several wildcard-imported modules a name comes from, as far as rules tell."""
        known = self._modules_by_name.get(local, set())
        modules = list(modules)
        exact = next((module for module in modules if module in known), None)
        if exact is not None:
            return exact
        return next((module for module in modules if any(same_module(rule, module) for rule in known)), None)

    def canonical(self, symbol: Symbol) -> Symbol:
        """The symbol with a type replaced by the one it behaves like."""
        if not self._same:
            return symbol
        for length in range(len(symbol), 0, -1):
            same = self._same.get(symbol[:length])
            if same is not None:
                return same + symbol[length:]
        return symbol

    def match(self, symbol: Symbol, forms: frozenset[str]) -> Rule | None:
        """The rule a used symbol satisfies, the most specific one first."""
        if not symbol:
            return None
        found = self._match(self.canonical(symbol), forms)
        if found is None and not self._separator and len(symbol) > 1 and symbol[1][:1].isupper():
            return self._match(self.canonical((symbol[0], *symbol[2:])), forms)  # a default export under its local name
        return found

    def _match(self, symbol: Symbol, forms: frozenset[str]) -> Rule | None:
        best: tuple[int, Rule] | None = None
        for rule in (*self._by_name.get(symbol[-1], ()), *self._wild):
            if rule.construct.form not in forms:
                continue
            score = self._score(rule, symbol)
            if score and (best is None or score > best[0]):
                best = score, rule
        return best[1] if best else None

    def match_receiver(self, name: str, imported: frozenset[str]) -> Rule | None:
        """The rule of a method called on any function of the project (`sync.delay()`), where the library is in use."""
        for rule in self._by_name.get(name, ()):
            if rule.construct.target_arg == "receiver" and rule.role == "task_enqueue":
                return rule
        return None

    def all_matches(self, symbol: Symbol, forms: frozenset[str]) -> list[Rule]:
        """Every rule a symbol satisfies."""
        symbol = self.canonical(symbol)
        return (
            [
                rule
                for rule in (*self._by_name.get(symbol[-1], ()), *self._wild)
                if rule.construct.form in forms and self._score(rule, symbol)
            ]
            if symbol
            else []
        )

    def _score(self, rule: Rule, symbol: Symbol) -> int:
        """How well a rule fits (0 = not)."""
        for length in module_lengths(rule.module, symbol):
            if not names_fit(rule.names, symbol[length:]):
                continue
            if self._used_up(rule, symbol, length):
                continue
            stated = symbol[: len(rule.module)] == rule.module
            return 20 * len(rule.names) + 2 * length + stated
        return 0

    def _used_up(self, rule: Rule, symbol: Symbol, length: int) -> bool:
        """True when an earlier part of a chain already is a use: `session.get(url).json().get("x")`."""
        for end in range(length + 1, len(symbol)):
            for inner in self._by_name.get(symbol[end - 1], ()):
                if inner.construct.target_kind in BUILDERS or inner.construct.form != "call":
                    continue
                if inner.construct.role == "type" or not _same_family(inner, rule):
                    continue
                if inner.role == rule.role == "http_server_route":
                    continue  # routers chain: `router.route(a, x).route(b, y)`
                if names_fit(inner.names, symbol[length:end]):
                    return True
        return False

    def _add(self, construct: Construct) -> None:
        names = tuple(part for part in construct.construct.replace("::", ".").split(".") if part)
        modules: list[Symbol] = [self.split(module) for module in construct.imports if module != "*"]
        for module in modules:
            self.roots.add(root_of(module))
            rule = Rule(construct, module, names)
            self._file(rule)
            if not self._separator and len(names) >= 1 and names[0] in _default_names(module[0]):
                self._file(Rule(construct, module, names[1:]))

    def _index_names(self) -> None:
        self._names_by_root: dict[str, set[str]] = {}
        self._last_names: dict[str, set[str]] = {}
        for rule in (rule for group in (*self._by_name.values(), self._wild) for rule in group):
            self._last_names.setdefault(root_of(rule.module), set()).add((rule.names or ("",))[-1])
        self._modules_by_name: dict[str, set[Symbol]] = {}
        self._everywhere: set[str] = set()
        clients: set[str] = set()
        for name, group in self._by_name.items():
            for rule in group:
                for end in rule.names[:1] + rule.names[-1:]:
                    self._modules_by_name.setdefault(end, set()).add(rule.module)
                if rule.construct.form not in CALLED:
                    continue
                if "*" in rule.module[0] or rule.module[0] == "global" or rule.construct.target_arg == "receiver":
                    self._everywhere.add(name)
                self._names_by_root.setdefault(root_of(rule.module), set()).add(name)
                if rule.role in ("http_client", "publish", "graphql_client", "webhook_receiver"):
                    clients.add(name)
        self._client_names = frozenset(clients)

    def _file(self, rule: Rule) -> None:
        last = rule.names[-1] if rule.names else rule.module[-1]
        if "*" in last:
            self._wild.append(rule)
        else:
            self._by_name.setdefault(last, []).append(rule)
            if not rule.names:
                return


def _route_pattern(construct: Construct) -> Callable[[str], object]:
    pattern = construct.construct.partition(":")[0]
    glob = "*/" + pattern.replace("**/", "*") + ("*" if pattern.endswith("/*") else "")
    return re.compile(translate(glob)).match


def _same_family(one: Rule, other: Rule) -> bool:
    return one.construct.package == other.construct.package or one.module == other.module


def _default_names(module: str) -> frozenset[str]:
    """Names a default export goes by in constructs: that of the package, or `default`."""
    base = module.rpartition("/")[2]
    camel = "".join(part.capitalize() for part in base.replace(".", "-").split("-"))
    return frozenset({"default", base, camel, camel[:1].lower() + camel[1:]})


def route_path(path: str, folder: str) -> str:
    """`src/app/(shop)/api/orders/[id]/route.ts` in `app` -> `/api/orders/{id}`."""
    head, found, rest = ("/" + path).rpartition(f"/{folder}/")
    if folder.endswith("/api") or folder == "pages/api":
        rest = "api/" + rest
    segments = [part for part in (rest if found else head).split("/") if part and not part.startswith("(")]
    last = segments.pop() if segments else ""
    stem = last.partition(".")[0]
    if stem not in ("route", "index", "+server", ""):
        segments.append(stem)
    return "/" + "/".join(_parameter(part) for part in segments)


def _parameter(segment: str) -> str:
    if segment.startswith("[") and segment.endswith("]"):
        return "{" + segment.strip("[]").removeprefix("...") + "}"
    return segment


def _constructs(extra: Extra) -> Iterable[Construct]:
    for package in extra.packages:
        for row in package["constructs"]:
            merged: Mapping[str, Any] = {
                "language": extra.language,
                "ecosystem": package["ecosystem"],
                "package": package["package"],
                "imports": package["imports"],
                **row,
            }
            yield msgspec.convert(merged, Construct)


def read_extra(language: str) -> Extra:
    """The bundled `rules/<language>.yaml`; empty when there is none. Raises CatalogError when it is not valid."""
    place = files(__package__).joinpath("rules", f"{language}.yaml")
    if not place.is_file():
        return Extra()
    try:
        own = msgspec.convert(yaml.load(place.read_bytes(), Loader=yaml.CSafeLoader), Extra)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise CatalogError(str(error), where=f"extractors/code/rules/{language}.yaml") from error
    return _extended(own, read_extra(own.extends)) if own.extends else own


def _extended(own: Extra, other: Extra) -> Extra:
    """A language's rules with those of the language it shares libraries with; its own come first."""
    return msgspec.structs.replace(
        other,
        language=own.language,
        extends=own.extends,
        packages=own.packages + other.packages,
        folds=other.folds | own.folds,
        returns=other.returns | own.returns,
        same_as=other.same_as | own.same_as,
        environment=own.environment + other.environment,
        injected=other.injected | own.injected,
        receivers=other.receivers | own.receivers,
        settings=own.settings + other.settings,
        types=other.types | own.types,
    )


@cache
def bundled_catalog() -> Catalog:
    """The catalog, read once per process."""
    return load_catalog()


@cache
def rulebook(language: str, separator: str) -> RuleBook:
    """The rules of a language, read once per process."""
    return RuleBook(language, separator, bundled_catalog(), read_extra(language))


def constructs_of(language: str) -> tuple[Construct, ...]:
    """All constructs of a language: the catalog's and those of `rules/<language>.yaml`."""
    return (*bundled_catalog().constructs(language), *_constructs(read_extra(language)))
