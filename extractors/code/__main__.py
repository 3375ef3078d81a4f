"""Debugging door: `python -m extractors.code FILE...` prints the facts of files as JSON lines."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from extractors.code.extractor import CodeExtractor
from mapgen.model.extraction import FileRole


@dataclass(frozen=True)
class LooseFile:
    """A file outside of an estate, readable like one of it."""

    place: Path
    root: str = "."
    role: FileRole = FileRole.SOURCE

    @property
    def path(self) -> str:
        """POSIX path as given."""
        return self.place.as_posix()

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self.place.stat().st_size

    def data(self) -> bytes:
        """The content."""
        return self.place.read_bytes()

    def text(self) -> str:
        """The content as text."""
        return self.data().decode("utf-8-sig", "replace")

    def sibling(self, path: str) -> bytes | None:
        """Loose files have no siblings."""
        return None

    def siblings(self, pattern: str) -> list[str]:
        """Loose files have no siblings."""
        return []


def main(paths: list[str]) -> int:
    """Print the facts of each file; the exit status is 2 without files."""
    if not paths:
        sys.stderr.write("usage: python -m extractors.code FILE...\n")
        return 2
    extractor, encode = CodeExtractor(), msgspec.json.encode
    for path in paths:
        for fact in extractor.extract(LooseFile(Path(path))):
            sys.stdout.write(encode(fact).decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
