"""Extractors for the tests of the scanner: worker processes import this module by name."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

from mapgen.errors import DocumentError
from mapgen.model.extraction import Extractor, LogExtractor, SourceFile
from mapgen.model.facts import AnyFact, Imported, TrafficObserved
from mapgen.model.location import Location
from mapgen.scan import Extractors


class Imports(Extractor):
    """Every line `import X` is a fact; other lines make trouble on request."""

    name = "test/imports"
    version = "1"
    description = "for tests"

    def accepts(self, path: str) -> bool:
        return path.endswith(".py")

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        for number, line in enumerate(source.text().splitlines(), 1):
            place = Location(source.root, source.path, number, number)
            word, _, rest = line.partition(" ")
            if word == "import":
                yield Imported(location=place, rule="test", ecosystem="pypi", module=rest)
            elif word == "like":
                found = source.sibling(rest)
                yield Imported(location=place, rule="test", ecosystem="sibling", module=str(found))
            elif word == "beside":
                yield Imported(location=place, rule="test", ecosystem="glob", module=",".join(source.siblings(rest)))
            else:
                _trouble(word, number)


def _trouble(word: str, line: int) -> None:
    if word == "crash":
        os._exit(3)
    if word == "fail":
        raise KeyError("no such thing")
    if word == "invalid":
        raise DocumentError("bracket is missing", line=line)
    if word == "recurse":
        _trouble(word, line)
    if word == "allocate":
        bytearray(1 << 40)
    if word == "hang":
        time.sleep(3600)


class Lines(LogExtractor):
    """Counts the lines of a log."""

    name = "test/lines"
    version = "1"
    description = "for tests"

    def sniff(self, head: bytes, path: str) -> float:
        return 0.9 if head.startswith(b"GET") else 0.0

    def extract_log(self, file_path: str, source: SourceFile) -> Iterable[AnyFact]:
        place = Location(source.root, source.path)
        yield TrafficObserved(location=place, rule="test", source="", target="crm", method=Path(file_path).name)


def load() -> Extractors:
    return Extractors([Imports()], [Lines()], source="sample_extractors:load")


def here() -> Extractors:
    """The same, to be run in the calling process."""
    return Extractors([Imports()], [Lines()])
