"""Language front ends, one module each. A module defines `FRONTEND`, its only instance.

To add a language, add its module's name and extensions to `LANGUAGES`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.code.frontend import Frontend

LANGUAGES: dict[str, tuple[str, ...]] = {
    "csharp": (".cs",),
    "go": (".go",),
    "java": (".java",),
    "javascript": (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte"),
    "php": (".php",),
    "kotlin": (".kt", ".kts"),
    "python": (".py",),
    "ruby": (".rb", ".rake", ".ru"),
    "rust": (".rs",),
}
"""Modules of this package that hold a front end, and the file extensions each reads."""

EXTENSIONS: frozenset[str] = frozenset(extension for group in LANGUAGES.values() for extension in group)
"""All extensions that are read."""


@cache
def _frontend(extension: str) -> Frontend | None:
    for name, extensions in LANGUAGES.items():
        if extension in extensions:
            frontend: Frontend = import_module(f"{__name__}.{name}").FRONTEND
            return frontend
    return None


def frontend_for(path: str) -> Frontend | None:
    """The front end of a file, by its extension; imported on first use."""
    return _frontend("." + path.rpartition(".")[2].lower())


def extensions_of(language: str) -> tuple[str, ...]:
    """The file extensions of a language."""
    return LANGUAGES[language]
