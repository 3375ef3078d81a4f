"""Check results for people and programs: text for terminals, JSON for tools, Markdown for pull requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mapgen.compare.findings import CheckResult
from mapgen.compare.render.document import render_json
from mapgen.compare.render.markdown import render_markdown
from mapgen.compare.render.text import render_text

RENDERERS: Final[dict[str, Callable[[CheckResult], str]]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
}
"""Renderer by the name that `mapgen check --format` takes."""
