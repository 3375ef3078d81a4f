"""Rust `Cargo.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, folder, name_of
from extractors.config.common.toml_lines import TomlLines, load_toml
from extractors.config.common.tree import as_list, as_map, get, text_at
from extractors.config.manifests.facts import Scope, dependency, module
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_SECTIONS: tuple[tuple[str, Scope], ...] = (
    ("dependencies", "runtime"),
    ("build-dependencies", "dev"),
    ("dev-dependencies", "dev"),
)


class CargoManifest(ConfigExtractor):
    """Reads package, workspace members and dependencies."""

    name = "config/cargo"
    version = "1"
    description = "Cargo packages and workspaces (Cargo.toml)"
    files = "Cargo.toml"
    example = 'reqwest = "0.12"'
    yields = "a build module and its dependencies; `path` dependencies and members as internal ones"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) == "Cargo.toml"

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module (none for a virtual workspace) and its dependencies."""
        return _facts(source)


def _facts(source: SourceFile) -> Iterator[UnitDeclared | DependencyDeclared]:
    data, lines = load_toml(source), TomlLines(source.text())
    name = text_at(data, "package", "name")
    if name:
        yield module(source, "cargo/package", name, lines.key("package", "name"), deployed=_has_binary(source, data))
    for member in as_list(get(data, "workspace", "members")):
        line = lines.item(str(member), lines.key("workspace", "members"))
        yield dependency(source, "cargo/member", "crates", str(member), line, scope="internal")
    for section, scope in _SECTIONS:
        for package, wanted in as_map(data.get(section)).items():
            real = text_at(wanted, "package") or package
            version = wanted if isinstance(wanted, str) else text_at(wanted, "version")
            found: Scope = "internal" if text_at(wanted, "path") else scope
            yield dependency(source, "cargo/dependency", "crates", real, lines.key(section, package), version, found)


def _has_binary(source: SourceFile, data: dict[str, object]) -> bool:
    prefix = f"{folder(source.path)}/" if folder(source.path) else ""
    return "bin" in data or bool(source.siblings(f"{prefix}src/main.rs") or source.siblings(f"{prefix}src/bin/*.rs"))
