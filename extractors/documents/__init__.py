"""Structured documents: YAML and JSON of untrusted origin as plain data with exact line numbers.

    >>> from extractors.documents import load_yaml
    >>> [document] = load_yaml(b"server:\\n  port: 8080\\n", "application.yml")
    >>> document.data, document.line(["server", "port"])
    ({'server': {'port': 8080}}, 2)

Every loader keeps to a budget of bytes, nodes and depth (`Limits`) and raises `BudgetExceeded` above it;
broken syntax raises `DocumentError` with line and column.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.documents.document import Document, Duplicate, DuplicateKeys
from extractors.documents.json_loader import load_json, load_jsonc
from extractors.documents.limits import DEFAULT_LIMITS, Limits
from extractors.documents.pointer import escape, parse, pointer, unescape
from extractors.documents.yaml_loader import load_yaml
from mapgen.errors import DocumentError

__all__ = [
    "DEFAULT_LIMITS",
    "Document",
    "Duplicate",
    "DuplicateKeys",
    "Limits",
    "escape",
    "load_document",
    "load_json",
    "load_jsonc",
    "load_yaml",
    "parse",
    "pointer",
    "unescape",
]


def load_document(
    raw: bytes, where: str, limits: Limits = DEFAULT_LIMITS, *, duplicates: DuplicateKeys = "last"
) -> Document:
    """The document of a file that is YAML or JSON: the suffix of `where` decides, else the first character.

    Of a YAML stream with several documents the first one is given; an empty file gives a document whose data is None.
    """
    load_first: Callable[[], Document] = lambda: _first_yaml(raw, where, limits, duplicates)  # noqa: E731
    if where.lower().endswith((".yaml", ".yml")):
        return load_first()
    if where.lower().endswith(".json"):
        return load_json(raw, where, limits, duplicates=duplicates)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return load_first()
    try:
        return load_json(raw, where, limits, duplicates=duplicates)
    except DocumentError:  # YAML flow style also starts with a bracket
        return load_first()


def _first_yaml(raw: bytes, where: str, limits: Limits, duplicates: DuplicateKeys) -> Document:
    documents = load_yaml(raw, where, limits, duplicates=duplicates)
    return documents[0] if documents else Document(data=None, where=where, format="yaml", raw=raw)
