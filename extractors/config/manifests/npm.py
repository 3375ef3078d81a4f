"""npm `package.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, folder, name_of
from extractors.config.common.documents import json_document, line_of, mapping
from extractors.config.common.tree import as_list, as_map, get, text_at
from extractors.config.manifests.facts import Scope, dependency, module
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_SECTIONS: tuple[tuple[str, Scope], ...] = (
    ("dependencies", "runtime"),
    ("optionalDependencies", "runtime"),
    ("peerDependencies", "runtime"),
    ("devDependencies", "dev"),
)
_LOCAL = ("workspace:", "file:", "link:", "portal:")


class NpmPackage(ConfigExtractor):
    """Reads name, workspaces, start script and dependencies."""

    name = "config/npm"
    version = "1"
    description = "npm packages (package.json)"
    files = "package.json"
    example = '"stripe": "^17.4.0"'
    yields = "a build module and its dependencies; workspaces and `workspace:` versions as internal ones"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) == "package.json"

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module and its dependencies."""
        return _facts(source, json_document(source.data(), source.path))


def _facts(source: SourceFile, document: Document) -> Iterator[UnitDeclared | DependencyDeclared]:
    data = mapping(document)
    name = text_at(data, "name")
    workspaces = get(data, "workspaces", "packages") or get(data, "workspaces")
    short = name.rpartition("/")[2]
    yield module(
        source,
        "npm/name",
        short,
        line_of(document, ("name",)),
        deployed=not workspaces and _starts(source, as_map(data.get("scripts"))),
        aliases=(name,),
    )
    for index, pattern in enumerate(as_list(workspaces) if not isinstance(workspaces, dict) else []):
        line = line_of(document, ("workspaces", index))
        yield dependency(source, "npm/workspace", "npm", str(pattern), line, scope="internal")
    for section, scope in _SECTIONS:
        for package, version in as_map(data.get(section)).items():
            wanted = str(version)
            local: Scope = "internal" if wanted.startswith(_LOCAL) else scope
            line = line_of(document, (section, package))
            yield dependency(source, "npm/dependency", "npm", package, line, wanted, local)


def _starts(source: SourceFile, scripts: dict[str, object]) -> bool:
    """A package is deployed when it has a start script or an image is built beside it."""
    directory = folder(source.path)
    return "start" in scripts or bool(source.siblings(f"{directory}/Dockerfile*" if directory else "Dockerfile*"))
