"""Go `go.mod`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, folder, name_of
from extractors.config.manifests.facts import dependency, module
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_REQUIRE = re.compile(r"(?:require\s+)?([\w.~/-]+\.[\w.~/-]+)\s+(v[\w.+-]+)\s*(//.*)?")
_REPLACE = re.compile(r"(?:replace\s+)?([\w.~/-]+)(?:\s+v\S+)?\s+=>\s+(\.{1,2}/\S*)")
_VERSION_PART = re.compile(r"v\d+")


class GoModule(ConfigExtractor):
    """Reads the module path and direct requirements; indirect ones are no statement about this module."""

    name = "config/go"
    version = "1"
    description = "Go modules (go.mod)"
    files = "go.mod"
    example = "require github.com/stripe/stripe-go/v81 v81.0.0"
    yields = "a build module and its direct dependencies; local `replace` targets as internal ones"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) == "go.mod"

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module and its direct dependencies."""
        return _facts(source)


def _facts(source: SourceFile) -> Iterator[UnitDeclared | DependencyDeclared]:
    for number, raw in enumerate(source.text().splitlines(), 1):
        line = raw.strip()
        if line.startswith("module "):
            path = line.removeprefix("module ").strip().strip('"')
            yield module(source, "go/module", _short(path), number, deployed=_has_main(source), aliases=(path,))
        elif found := _REPLACE.match(line):
            yield dependency(source, "go/replace", "go", found.group(1), number, found.group(2), "internal")
        elif (found := _REQUIRE.match(line)) and "indirect" not in (found.group(3) or ""):
            yield dependency(source, "go/require", "go", found.group(1), number, found.group(2))


def _short(path: str) -> str:
    parts = path.split("/")
    return parts[-2] if len(parts) > 1 and _VERSION_PART.fullmatch(parts[-1]) else parts[-1]


def _has_main(source: SourceFile) -> bool:
    prefix = f"{folder(source.path)}/" if folder(source.path) else ""
    return bool(source.siblings(f"{prefix}main.go") or source.siblings(f"{prefix}cmd/*/*.go")) or bool(
        source.siblings(f"{prefix}Dockerfile*")
    )
