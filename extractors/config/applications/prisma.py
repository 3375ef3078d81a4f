"""Prisma schemas: the data source of a schema."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.flows import store
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import StoreUsed
from mapgen.model.value import ref, text

_DATASOURCE = re.compile(r"^datasource\s+\w+\s*\{([^}]*)\}", re.MULTILINE)
_SETTING = re.compile(r"^\s*(provider|url)\s*=\s*(?:env\(\s*\"([^\"]+)\"\s*\)|\"([^\"]+)\")", re.MULTILINE)
_MODEL = re.compile(r"^model\s+(\w+)\s*\{", re.MULTILINE)


class Prisma(ConfigExtractor):
    """Reads `datasource` blocks and the models behind them."""

    name = "config/prisma"
    version = "1"
    description = "Prisma schemas"
    files = "*.prisma"
    example = 'datasource db { provider = "postgresql" url = env("DATABASE_URL") }'
    yields = "a store with its models as objects"

    def accepts(self, path: str) -> bool:
        """By suffix."""
        return path.endswith(".prisma")

    def extract(self, source: SourceFile) -> Iterable[StoreUsed]:
        """One store per data source."""
        content = source.text()
        for found in _DATASOURCE.finditer(content):
            settings = {m.group(1): (m, m.start()) for m in _SETTING.finditer(content, found.start(1), found.end(1))}
            provider = settings["provider"][0].group(3) if "provider" in settings else ""
            if not provider or provider == "sqlite":
                continue
            match, start = settings.get("url", settings["provider"])
            target = ref("env", match.group(2)) if match.group(2) else text(match.group(3) if "url" in settings else "")
            line = content.count("\n", 0, start) + 1
            made = store(at(source, line), "prisma/datasource", target, name=provider)
            yield StoreUsed(
                location=made.location,
                rule=made.rule,
                transport="database",
                target=made.target,
                store=provider,
                access="both",
                objects=tuple(_MODEL.findall(content)),
            )
