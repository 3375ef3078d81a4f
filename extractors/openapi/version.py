"""Which specification format a document declares."""

from __future__ import annotations

from typing import Any

VERSION_KEYS = ("openapi", "swagger")
"""Top-level keys that make a document an OpenAPI one."""

_MAJOR = {"openapi": "3", "swagger": "2"}


def spec_format(data: Any) -> str | None:
    """`openapi-3.1`, `swagger-2.0` and so on; None when the document is no specification of these kinds."""
    if not isinstance(data, dict):
        return None
    for key in VERSION_KEYS:
        written = data.get(key)
        if isinstance(written, str | float | int) and not isinstance(written, bool):
            parts = str(written).strip().split(".")
            if parts[0] == _MAJOR[key]:
                return f"{key}-{parts[0]}.{parts[1] if len(parts) > 1 and parts[1].isdigit() else '0'}"
    return None
