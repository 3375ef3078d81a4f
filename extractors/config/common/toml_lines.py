"""TOML with line numbers: the standard parser for values, one scan of the text for places."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile

_TABLE = re.compile(r"\s*\[{1,2}\s*([^\]\n]{1,300}?)\s*\]{1,2}")
_KEY = re.compile(r"""\s*["']?([\w.@/-]+)["']?\s*=""")
_AT = re.compile(r"at line (\d+), column (\d+)")


def load_toml(source: SourceFile) -> dict[str, Any]:
    """The document. Raises `DocumentError` with the line."""
    try:
        return tomllib.loads(source.text())
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        line, column = (int(found.group(1)), int(found.group(2))) if found else (None, None)
        raise DocumentError(f"not valid TOML: {error}", where=source.path, line=line, column=column) from error


class TomlLines:
    """Where tables and keys of a TOML text stand."""

    def __init__(self, content: str) -> None:
        self._lines = content.splitlines()
        self._places: dict[tuple[str, str], int] = {}
        table = ""
        for number, line in enumerate(self._lines, 1):
            if found := _TABLE.match(line):
                table = found.group(1).replace('"', "").replace("'", "").replace(" ", "")
                self._places.setdefault((table, ""), number)
            elif found := _KEY.match(line):
                self._places.setdefault((table, found.group(1)), number)

    def key(self, table: str, key: str) -> int:
        """The line of `key` in `table` (dotted), of the table itself, or 1."""
        places = self._places
        return places.get((table, key)) or places.get((f"{table}.{key}", "")) or places.get((table, "")) or 1

    def item(self, text: str, start: int = 1) -> int:
        """The first line from `start` on that quotes `text` (array items); `start` when none does."""
        for number in range(start, len(self._lines) + 1):
            line = self._lines[number - 1]
            if f'"{text}' in line or f"'{text}" in line:
                return number
        return start
