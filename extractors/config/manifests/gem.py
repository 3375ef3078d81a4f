"""Ruby `Gemfile`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, folder, name_of
from extractors.config.manifests.facts import Scope, dependency, module
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_GEM = re.compile(r"""\s*gem\s*\(?\s*["']([\w.-]+)["'](?:\s*,\s*["']([^"']*)["'])?(.*)""")
_GROUP = re.compile(r"\s*group\s*\(?\s*(.*?)\)?\s+do\b")
_BLOCK_START = re.compile(r"\bdo\b\s*(?:\|[^|]*\|)?\s*$|^\s*if\b|^\s*unless\b")


class GemManifest(ConfigExtractor):
    """Reads gems with their group."""

    name = "config/gem"
    version = "1"
    description = "Bundler manifests (Gemfile)"
    files = "Gemfile, gems.rb"
    example = "gem 'stripe', '~> 13.0'"
    yields = "a build module and its dependencies; `path:` gems as internal ones"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) in ("Gemfile", "gems.rb")

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module and its dependencies."""
        return _facts(source)


def _facts(source: SourceFile) -> Iterator[UnitDeclared | DependencyDeclared]:
    prefix = f"{folder(source.path)}/" if folder(source.path) else ""
    starts = bool(source.siblings(f"{prefix}config.ru") or source.siblings(f"{prefix}Procfile*"))
    yield module(source, "gem/manifest", "", 1, deployed=starts)
    blocks: list[bool] = []
    for number, line in enumerate(source.text().splitlines(), 1):
        if found := _GEM.match(line):
            yield _gem(source, found, number, any(blocks))
        elif found := _GROUP.match(line):
            blocks.append(":production" not in found.group(1) and _is_dev(found.group(1)))
        elif _BLOCK_START.search(line):
            blocks.append(False)
        elif line.strip() == "end" and blocks:
            blocks.pop()


def _is_dev(groups: str) -> bool:
    return ":test" in groups or ":development" in groups


def _gem(source: SourceFile, found: re.Match[str], number: int, in_dev: bool) -> DependencyDeclared:
    name, version, rest = found.groups()
    scope: Scope = "dev" if in_dev or ("group" in rest and _is_dev(rest)) else "runtime"
    if "path:" in rest or ":path" in rest:
        scope = "internal"
    return dependency(source, "gem/dependency", "gem", name, number, version or "", scope)
