"""AsyncAPI 1, 2 and 3: what the described application publishes and subscribes to."""

from __future__ import annotations

from extractors.asyncapi.extractor import AsyncApiExtractor
from mapgen.model.extraction import Extractor

__all__ = ["AsyncApiExtractor", "extractors"]


def extractors() -> list[Extractor]:
    """The members of this package, for the extension door."""
    return [AsyncApiExtractor()]
