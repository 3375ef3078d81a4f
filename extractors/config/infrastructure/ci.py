"""CI pipelines: variables set for jobs (weak: a job's environment is not the application's)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.documents import documents_of, line_of
from extractors.config.common.secrets import without_secret
from extractors.config.common.tree import Path, as_map, get, scalar
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import ConfigSet
from mapgen.model.value import UNKNOWN, text

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class CiVariables(ConfigExtractor):
    """Reads `env` of GitHub Actions and `variables` of GitLab CI."""

    name = "config/ci"
    version = "1"
    description = "GitHub Actions and GitLab CI variables"
    files = ".github/workflows/*.yml, .gitlab-ci.yml"
    example = "env: {SNOWFLAKE_ACCOUNT: acme}"
    yields = "a weak environment variable per entry (secrets by name only)"

    def accepts(self, path: str) -> bool:
        """By place and name."""
        is_workflow = ".github/workflows/" in f"/{path}" and path.endswith((".yml", ".yaml"))
        return is_workflow or name_of(path) in (".gitlab-ci.yml", ".gitlab-ci.yaml")

    def extract(self, source: SourceFile) -> Iterable[ConfigSet]:
        """One fact per variable."""
        key = "variables" if name_of(source.path).startswith(".gitlab") else "env"
        for document in documents_of(source):
            yield from _walk(source, document, document.data, (), key)


def _walk(source: SourceFile, document: Document, data: Any, path: Path, wanted: str) -> Iterator[ConfigSet]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in steps:
        if step == wanted:
            yield from _variables(source, document, as_map(item), (*path, step))
        elif isinstance(item, dict | list):
            yield from _walk(source, document, item, (*path, step), wanted)


def _variables(source: SourceFile, document: Document, data: dict[str, Any], path: Path) -> Iterator[ConfigSet]:
    for key, raw in data.items():
        written = scalar(raw if not isinstance(raw, dict) else get(raw, "value"))
        if written is None or not _NAME.fullmatch(key):
            continue
        computed = "${{" in written or written.startswith("$")
        yield ConfigSet(
            location=at(source, line_of(document, (*path, key))),
            rule="ci/variable",
            key=key,
            value=UNKNOWN if computed else without_secret(key, text(written)),
            namespace="env",
            strength="weak",
        )
