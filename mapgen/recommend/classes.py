"""From kinds of systems (the catalog's) to the classes that matter for connectors."""

from __future__ import annotations

_BY_CLASS = {
    "broker": ("broker", "queue", "stream_processor"),
    "warehouse": ("warehouse", "lakehouse"),
    "database": ("database", "cache", "search", "vector_db", "timeseries_db", "graph_db"),
    "file": ("object_storage", "file_storage", "file_transfer"),
    "client": ("client",),
}
_CLASS_OF_KIND = {kind: found for found, kinds in _BY_CLASS.items() for kind in kinds}


def class_of(kind: str, *, bought: bool) -> str:
    """The class of a system; `bought`: a vendor runs it as a product, the estate does not deploy it."""
    return _CLASS_OF_KIND.get(kind) or ("saas" if bought else "service")
