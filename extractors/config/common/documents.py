"""Structured documents as config extractors want them: cached, lenient about templates."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from extractors.config.common.tree import Path
from extractors.documents import Document, load_json, load_yaml
from mapgen.model.extraction import SourceFile


@lru_cache(maxsize=64)
def yaml_documents(raw: bytes, where: str) -> tuple[Document, ...]:
    """All documents of a YAML stream; several extractors read the same file, so the last ones are kept."""
    return tuple(load_yaml(raw, where))


@lru_cache(maxsize=16)
def json_document(raw: bytes, where: str) -> Document:
    """One JSON document, kept like `yaml_documents`."""
    return load_json(raw, where)


def first_document(source: SourceFile) -> Document | None:
    """The first document of a YAML file, or None when the file is empty."""
    documents = yaml_documents(source.data(), source.path)
    return documents[0] if documents else None


def line_of(document: Document, path: Path) -> int:
    """The 1-based line of `path`, or of its nearest existing parent."""
    return document.line(path)


def mapping(document: Document) -> dict[str, Any]:
    """The document's top-level mapping; empty for lists and scalars."""
    return document.data if isinstance(document.data, dict) else {}
