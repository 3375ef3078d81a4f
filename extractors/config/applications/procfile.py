"""Procfiles: the processes of a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.config.common.addresses import addresses_in
from extractors.config.common.base import ConfigExtractor, at, folder, name_of, property_set
from extractors.config.common.placeholders import shell
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, UnitDeclared

_PROCESS = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(\S.*)")


class Procfile(ConfigExtractor):
    """Reads process types; a folder with a Procfile is deployed."""

    name = "config/procfile"
    version = "1"
    description = "Procfiles"
    files = "Procfile, Procfile.<name>"
    example = "web: gunicorn shop.wsgi"
    yields = "a unit for the folder; addresses in the commands"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) == "Procfile" or name_of(path).startswith("Procfile.")

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One unit, named after its folder, and the addresses of its commands."""
        lines = [(n, found) for n, raw in enumerate(source.text().splitlines(), 1) if (found := _PROCESS.match(raw))]
        if not lines:
            return
        yield UnitDeclared(
            location=at(source, lines[0][0]),
            rule="procfile/process",
            name=name_of(folder(source.path)) or source.root,
            unit_kind="process",
            directory=folder(source.path),
        )
        for number, found in lines:
            for _, option, address in addresses_in(found.group(2).split()):
                yield property_set(at(source, number), "procfile/command", option, shell(address))
