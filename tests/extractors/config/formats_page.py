"""Prints the table of `docs/formats.md` from the extractors' own descriptions."""

from __future__ import annotations

from extractors.config.common.base import ConfigExtractor
from extractors.config.registry import config_extractors


def row(extractor: ConfigExtractor) -> str:
    """One row of the table."""
    example = extractor.example.replace("|", "\\|")
    files = extractor.files.replace("|", "\\|")
    return f"| {extractor.description} | {files} | `` {example} `` | {extractor.yields} |"


if __name__ == "__main__":
    for found in config_extractors():
        print(row(found))
