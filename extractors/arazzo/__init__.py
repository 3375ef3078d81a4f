"""Arazzo: workflows over several described APIs, and the data they carry from one to another."""

from __future__ import annotations

from extractors.arazzo.extractor import ArazzoExtractor
from mapgen.model.extraction import Extractor

__all__ = ["ArazzoExtractor", "extractors"]


def extractors() -> list[Extractor]:
    """The members of this package, for the extension door."""
    return [ArazzoExtractor()]
