"""What is wrong with a document, at a line: the shape all checks of specifications report in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapgen.model.facts import Noticed
from mapgen.model.location import Location

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong. path: POSIX path of the file below its root. line: 1-based, 0 = the file as a whole.
    pointer: JSON pointer into the document."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity = "warning"
    pointer: str = ""

    def notice(self, root: str, rule: str) -> Noticed:
        """The finding as a fact for the coverage statement."""
        return Noticed(
            location=Location(root=root, path=self.path, line=self.line, pointer=self.pointer),
            rule=rule,
            code=self.code,
            message=self.message,
            severity=self.severity,
        )
