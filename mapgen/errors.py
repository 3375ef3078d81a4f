"""Every error mapgen raises on purpose. Each carries what happened, where, and what to do about it."""

from __future__ import annotations


class MapgenError(Exception):
    """Base of all deliberate errors; the command line prints it without a traceback.

    Args:
        message: what went wrong, in one sentence.
        where: file, line, field or option concerned (printed in front of the message).
        hint: what the user can do next.
    """

    exit_code: int = 1

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{advice}"


class InputError(MapgenError):
    """A path, file or option the user gave cannot be used."""

    exit_code = 2


class DocumentError(InputError):
    """A structured document (YAML, JSON, properties...) cannot be read; `line` and `column` are 1-based."""

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.line = line
        self.column = column
        place = where or ""
        if line is not None:
            place = f"{place}:{line}" + (f":{column}" if column is not None else "")
        super().__init__(message, where=place or None, hint=hint)


class BudgetExceeded(DocumentError):
    """A document is larger, deeper or slower than its parser's budget allows."""


class MapFileError(DocumentError):
    """An integration map or its lock file is not valid."""


class CatalogError(InputError):
    """A catalog file (bundled or the user's own) is not valid."""


class ExportError(MapgenError):
    """An export could not be produced or written."""


class OutputError(MapgenError):
    """A result could not be written (disk full, read-only folder, closed pipe)."""

    exit_code = 3
