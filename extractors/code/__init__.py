"""Facts from source code: language front ends over tree-sitter, one rule engine, rules as data."""

from __future__ import annotations

from extractors.code.extractor import CodeExtractor
from mapgen.model.extraction import Extractor


def extractors() -> list[Extractor]:
    """The extractors of this package (the entry point of `mapgen.extractors`)."""
    return [CodeExtractor()]
