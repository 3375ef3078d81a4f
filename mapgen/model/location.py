"""Where something was seen."""

from __future__ import annotations

import msgspec


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in the estate.

    root: name of the estate root. path: POSIX path below that root. line, end_line: 1-based, inclusive
    (0 = the file as a whole). pointer: JSON pointer or key path in a structured document, if any.
    """

    root: str
    path: str
    line: int = 0
    end_line: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def directory(self) -> str:
        """POSIX path of the containing folder below the root; "" for the root itself."""
        return self.path.rpartition("/")[0]
