"""nginx: what is passed on to which upstream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.flows import flow, route
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, Transport
from mapgen.model.value import Ref, Value

_TOKEN = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|([{};])|#[^\n]*|((?:[^\s{};\"'#$]|\$\{\w+\}|\$\w*)+)")
_PASS: dict[str, Transport] = {
    "proxy_pass": "http",
    "grpc_pass": "grpc",
    "fastcgi_pass": "http",
    "uwsgi_pass": "http",
    "scgi_pass": "http",
}
_LOG_SERVER = re.compile(r"syslog:server=([^,\s]+)")
_FILES = re.compile(r".*\.conf(?:\.(?:template|tmpl|j2|erb|tpl|dist))?|.*\.nginx|.*\.vhost")


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive with its arguments and line; `inside` are the names of the blocks around it, outermost first."""

    name: str
    arguments: tuple[str, ...]
    line: int
    inside: tuple[str, ...] = field(default=())


def directives(content: str) -> Iterator[Directive]:
    """The directives of a configuration in order; blocks give a directive of their own."""
    words: list[str] = []
    blocks: list[str] = []
    start, line, position = 1, 1, 0
    for found in _TOKEN.finditer(content):
        line += content.count("\n", position, found.start())
        position = found.start()
        double, single, mark, bare = found.groups()
        if mark is None:
            word = next((given for given in (double, single, bare) if given is not None), None)
            if word is None:
                continue  # a comment
            if not words:
                start = line
            words.append(word)
            continue
        if words:
            yield Directive(words[0], tuple(words[1:]), start, tuple(blocks))
        if mark == "{":
            blocks.append(" ".join(words[:2]))
        elif mark == "}" and blocks:
            blocks.pop()
        words = []


class Nginx(ConfigExtractor):
    """Reads `*_pass` directives, `upstream` groups, `set` variables and remote logs."""

    name = "config/nginx"
    version = "1"
    description = "nginx configuration"
    files = "*.conf, *.conf.template, *.nginx"
    example = "proxy_pass http://crm:8080/;"
    yields = "a route from the unit that runs nginx to the upstream; `upstream` groups and envsubst variables filled"

    def accepts(self, path: str) -> bool:
        """By suffix; the content decides."""
        return _FILES.fullmatch(name_of(path)) is not None

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of a file that passes requests on."""
        raw = source.data()
        if (
            b"_pass " not in raw
            and b"syslog:server=" not in raw
            and b"_pass\t" not in raw
            and b"otel_exporter" not in raw
        ):
            return ()
        return _facts(source, list(directives(source.text())))


def _facts(source: SourceFile, found: list[Directive]) -> Iterator[AnyFact]:
    owner = unit_of(source, "nginx")
    variables = {item.arguments[0].lstrip("$"): shell(item.arguments[1]) for item in found if _is_set(item)}
    upstreams = _upstreams(found)
    declared = False
    for item in found:
        for target in _targets(item, upstreams, variables):
            if not declared:
                yield from product_unit(source, "nginx", item.line)
                declared = True
            yield route(at(source, item.line), f"nginx/{item.name}", owner, target, _PASS[item.name])
        yield from _telemetry(source, item, owner)


def _is_set(item: Directive) -> bool:
    return item.name == "set" and len(item.arguments) == 2


def _upstreams(found: list[Directive]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for item in found:
        if item.name == "server" and item.arguments and item.inside and item.inside[-1].startswith("upstream "):
            groups.setdefault(item.inside[-1].partition(" ")[2], []).append(item.arguments[0])
    return groups


def _targets(item: Directive, upstreams: dict[str, list[str]], variables: dict[str, Value]) -> list[Value]:
    if item.name not in _PASS or not item.arguments:
        return []
    raw = item.arguments[0]
    scheme, separator, rest = raw.rpartition("://")
    host = rest.partition("/")[0]
    if host in upstreams:
        made = [f"{scheme}{separator}{server}" for server in upstreams[host]]
        return [shell(server) for server in made if not server.startswith("unix:")]
    if raw.startswith(("unix:", "http://unix:")) or host == "$upstream":
        return []
    value = _with_variables(shell(raw, variables))
    return [value] if _has_host(value) else []


def _with_variables(value: Value) -> Value:
    """nginx variables are lower case and known only through `set`; upper-case ones come from the environment."""
    parts: list[str | Ref] = []
    for part in value.parts:
        if isinstance(part, Ref) and part.default is not None and not part.name.isupper():
            parts.extend(part.default.parts)
        elif isinstance(part, Ref) and not part.name.isupper():
            parts.append(Ref("unknown", part.name))
        else:
            parts.append(part)
    return Value(tuple(parts))


def _has_host(value: Value) -> bool:
    """False when the host itself is decided at run time (`http://$host$request_uri`)."""
    if not value.parts:
        return False
    first = value.parts[0]
    if isinstance(first, Ref):
        return first.kind == "env"
    if not first.rstrip("/").endswith(":") and "://" in first:
        return True
    second = value.parts[1] if len(value.parts) > 1 else None
    return (isinstance(second, Ref) and second.kind == "env") or (second is None and "://" not in first)


def _telemetry(source: SourceFile, item: Directive, owner: Value | None) -> Iterator[AnyFact]:
    if item.name in ("access_log", "error_log"):
        for server in _LOG_SERVER.findall(" ".join(item.arguments)):
            place = at(source, item.line)
            yield flow(place, "nginx/syslog", owner, shell(server), "log_shipping", transport="telemetry")
    elif item.name == "endpoint" and item.inside and item.inside[-1].startswith("otel_exporter") and item.arguments:
        place = at(source, item.line)
        yield flow(place, "nginx/otel_exporter", owner, shell(item.arguments[0]), "tracing", transport="telemetry")
