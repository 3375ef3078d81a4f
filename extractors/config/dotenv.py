"""`.env` files: variables of the unit that owns the folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extractors.config.common.base import ConfigExtractor, at, below, folder, name_of
from extractors.config.common.lines import dotenv
from extractors.config.common.placeholders import shell
from extractors.config.common.secrets import without_secret
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import ConfigSet
from mapgen.model.value import Value, text

_NAME = re.compile(r"(?:[\w-]+)?\.env(?:\.[\w.-]+)?|env\.(?:example|sample|template|dist)", re.IGNORECASE)
_TEMPLATE_WORDS = frozenset({"example", "sample", "template", "dist", "defaults", "test", "tests", "testing", "ci"})


def env_values(source: SourceFile, directory: str) -> dict[str, Value]:
    """The variables of the `.env` file of a folder, interpolated among themselves; empty when there is none."""
    path = below(directory, ".env")
    raw = source.sibling(path) if path else None
    if raw is None:
        return {}
    values: dict[str, Value] = {}
    for entry in dotenv(raw.decode("utf-8-sig", errors="replace")):
        values[entry.key] = _value(entry.value, entry.literal, values)
    return values


def _value(raw: str, literal: bool, known: Mapping[str, Value]) -> Value:
    return text(raw) if literal else shell(raw, known)


class DotEnv(ConfigExtractor):
    """Reads `.env`, `.env.production`, `api.env`; templates and examples give weak values."""

    name = "config/dotenv"
    version = "1"
    description = "Environment files (.env)"
    files = ".env, .env.<name>, <name>.env"
    example = "CRM_URL=https://api.hubapi.com"
    yields = "an environment variable of the unit that owns the folder (weak in .env.example)"

    def accepts(self, path: str) -> bool:
        """By name: `.env`, `.env.*`, `*.env`."""
        return _NAME.fullmatch(name_of(path)) is not None

    def extract(self, source: SourceFile) -> Iterable[ConfigSet]:
        """One `ConfigSet` per assignment."""
        return self._facts(source)

    def _facts(self, source: SourceFile) -> Iterator[ConfigSet]:
        suffixes = set(name_of(source.path).lower().split(".")[1:])
        weak = bool(suffixes & _TEMPLATE_WORDS)
        profile = next((word for word in reversed(name_of(source.path).split(".")[1:]) if word != "env"), "")
        known: dict[str, Value] = dict(env_values(source, folder(source.path))) if weak is False else {}
        for entry in dotenv(source.text()):
            value = _value(entry.value, entry.literal, known)
            known[entry.key] = value
            yield ConfigSet(
                location=at(source, entry.line),
                rule="dotenv/variable",
                key=entry.key,
                value=without_secret(entry.key, value),
                namespace="env",
                profile=profile,
                strength="weak" if weak else "normal",
            )
