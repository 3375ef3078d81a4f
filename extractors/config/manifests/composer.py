"""PHP `composer.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, name_of
from extractors.config.common.documents import json_document, line_of, mapping
from extractors.config.common.tree import as_map, text_at
from extractors.config.manifests.facts import Scope, dependency, module
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_SECTIONS: tuple[tuple[str, Scope], ...] = (("require", "runtime"), ("require-dev", "dev"))
_PLATFORM = ("php", "ext-", "lib-", "composer-")


class ComposerManifest(ConfigExtractor):
    """Reads name, type and requirements; platform requirements (php, ext-*) are no packages."""

    name = "config/composer"
    version = "1"
    description = "Composer packages (composer.json)"
    files = "composer.json"
    example = '"guzzlehttp/guzzle": "^7.9"'
    yields = "a build module and its dependencies"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) == "composer.json"

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module and its dependencies."""
        return _facts(source, json_document(source.data(), source.path))


def _facts(source: SourceFile, document: Document) -> Iterator[UnitDeclared | DependencyDeclared]:
    data = mapping(document)
    name = text_at(data, "name")
    yield module(
        source,
        "composer/name",
        name.rpartition("/")[2],
        line_of(document, ("name",)),
        deployed=text_at(data, "type") == "project",
        aliases=(name,),
    )
    for section, scope in _SECTIONS:
        for package, version in as_map(data.get(section)).items():
            if "/" in package and not package.startswith(_PLATFORM):
                line = line_of(document, (section, package))
                yield dependency(source, "composer/dependency", "packagist", package, line, str(version), scope)
