"""Skaffold: which folder builds which image."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.config.common.base import ConfigExtractor, at, below, folder, name_of
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.tree import as_list, get, text_at
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import UnitDeclared
from mapgen.model.value import text


class Skaffold(ConfigExtractor):
    """Reads `build.artifacts`."""

    name = "config/skaffold"
    version = "1"
    description = "Skaffold builds"
    files = "skaffold*.yaml"
    example = "artifacts: [{image: orders, context: src/orders}]"
    yields = "a container image with the folder it is built from"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path).startswith("skaffold") and path.endswith((".yaml", ".yml"))

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared]:
        """One unit per artifact."""
        for document in documents_of(source):
            for index, item in enumerate(as_list(get(mapping(document), "build", "artifacts"))):
                image = text_at(item, "image")
                directory = below(folder(source.path), text_at(item, "context") or ".")
                if image:
                    yield UnitDeclared(
                        location=at(source, line_of(document, ("build", "artifacts", index, "image"))),
                        rule="skaffold/artifact",
                        name=image.rpartition("/")[2].partition(":")[0],
                        unit_kind="container_image",
                        directory=directory,
                        image=text(image),
                    )
