"""Rails `config/*.yml`: databases, caches, queues by environment (ERB is read, never run)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import line_of, mapping, yaml_documents
from extractors.config.common.flows import store
from extractors.config.common.tree import Path, as_map, text_at
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import StoreUsed, Transport
from mapgen.model.value import Value, join, ref

_FILES = re.compile(r"(?:.*/)?config/(database|cable|mongoid|redis|cache|elasticsearch)\.ya?ml(?:\.example)?")
_ERB = re.compile(rb"<%=?.*?-?%>", re.DOTALL)
_ENV = re.compile(r"""ENV(?:\.fetch\(|\[)\s*["'](\w+)["']\s*\]?(?:\s*(?:,|\)\s*\{|\|\|)\s*["']?([^"'{})]*)["']?)?""")
_MARK = "__erb{}__"
_TECHNOLOGIES: dict[str, tuple[str, Transport]] = {
    "postgresql": ("postgresql", "database"),
    "postgis": ("postgresql", "database"),
    "mysql2": ("mysql", "database"),
    "trilogy": ("mysql", "database"),
    "sqlserver": ("sqlserver", "database"),
    "oracle_enhanced": ("oracle_db", "database"),
    "redis": ("redis", "cache"),
    "mongoid": ("mongodb", "database"),
    "elasticsearch": ("elasticsearch", "search"),
}


class RailsDatabase(ConfigExtractor):
    """Reads adapters with their host or url; `<%= ENV["X"] %>` becomes a hole."""

    name = "config/rails"
    version = "1"
    description = "Rails databases and caches (config/database.yml and its kin)"
    files = "config/database.yml, config/cable.yml, config/mongoid.yml, config/redis.yml"
    example = "production: {adapter: postgresql, host: orders-db}"
    yields = "a store per environment with a host or url"

    def accepts(self, path: str) -> bool:
        """By place and name."""
        return _FILES.fullmatch(path) is not None

    def extract(self, source: SourceFile) -> Iterable[StoreUsed]:
        """One store per addressed environment."""
        raw = source.data()
        expressions: list[str] = []

        def remember(found: re.Match[bytes]) -> bytes:
            expressions.append(found.group().decode("utf-8", errors="replace"))
            kept = _MARK.format(len(expressions) - 1).encode() if found.group().startswith(b"<%=") else b""
            return kept + b"\n" * found.group().count(b"\n")

        for document in yaml_documents(_ERB.sub(remember, raw), source.path):
            yield from _walk(source, document, mapping(document), (), expressions)


def _walk(
    source: SourceFile, document: Document, data: dict[str, Any], path: Path, expressions: list[str]
) -> Iterator[StoreUsed]:
    found = _FILES.fullmatch(source.path)
    kind = found.group(1) if found else ""
    for key, item in data.items():
        if not isinstance(item, dict):
            continue
        here: Path = (*path, key)
        adapter = text_at(item, "adapter") or kind
        known = _TECHNOLOGIES.get(adapter)
        address = next((name for name in ("url", "uri", "host") if text_at(item, name)), "")
        if known and address:
            target = _value(text_at(item, address), expressions)
            place = at(source, line_of(document, (*here, address)))
            yield store(place, f"rails/{kind}", target, transport=known[1], name=known[0])
        yield from _walk(source, document, as_map(item), here, expressions)


def _value(raw: str, expressions: list[str]) -> Value:
    pieces: list[Value | str] = []
    rest = raw
    while "__erb" in rest:
        head, _, tail = rest.partition("__erb")
        number, _, rest = tail.partition("__")
        found = _ENV.search(expressions[int(number)]) if number.isdigit() else None
        hole = ref("env", found.group(1), (found.group(2) or "").strip() or None) if found else ref("unknown", "erb")
        pieces.extend((head, hole))
    return join(*pieces, rest)
