"""OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0: operations, webhooks, callbacks, fields and connector signals.

`python -m extractors.openapi FILE` prints the facts of a file.
"""

from __future__ import annotations

from extractors.openapi.extractor import OpenApiExtractor, Validation
from mapgen.model.extraction import Extractor

__all__ = ["OpenApiExtractor", "Validation", "extractors"]


def extractors() -> list[Extractor]:
    """The members of this package, for the extension door."""
    return [OpenApiExtractor()]
