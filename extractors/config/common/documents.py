"""Structured documents as config extractors want them: cached, lenient about templates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from extractors.config.common.tree import Path
from extractors.documents import Document, load_json, load_yaml
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile

_TEMPLATE = re.compile(rb"\{\{|\{%|<%")
_TEMPLATE_LINE = re.compile(rb"^[ \t]*(?:\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|<%[^=\n][^\n]*%>)[ \t]*$", re.MULTILINE)
_EXPRESSION = re.compile(rb"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|<%[^\n]*?%>")


@lru_cache(maxsize=64)
def yaml_documents(raw: bytes, where: str) -> tuple[Document, ...]:
    """All documents of a YAML stream; several extractors read the same file, so the last ones are kept."""
    return tuple(load_yaml(raw, where))


def documents_of(source: SourceFile) -> tuple[Document, ...]:
    """All documents of a YAML file; template expressions (Jinja, Go, ERB) are blanked where they break the YAML.

    Raises `DocumentError` for a file that is broken without them.
    """
    raw = source.data()
    try:
        return yaml_documents(raw, source.path)
    except DocumentError:
        if not _TEMPLATE.search(raw):
            raise
        return yaml_documents(without_templates(raw), source.path)


def without_templates(raw: bytes) -> bytes:
    """The text with template lines emptied and template expressions replaced by a word, line by line."""
    return _EXPRESSION.sub(b"x", _TEMPLATE_LINE.sub(b"", raw))


@lru_cache(maxsize=16)
def json_document(raw: bytes, where: str) -> Document:
    """One JSON document, kept like `yaml_documents`."""
    return load_json(raw, where)


def line_of(document: Document, path: Path) -> int:
    """The 1-based line of `path`, or of its nearest existing parent."""
    return document.line(path)


def mapping(document: Document) -> dict[str, Any]:
    """The document's top-level mapping; empty for lists and scalars."""
    return document.data if isinstance(document.data, dict) else {}
