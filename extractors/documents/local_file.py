"""A file on disk as a `SourceFile`, for debugging doors, evaluations and tests."""

from __future__ import annotations

from pathlib import Path

from mapgen.errors import InputError
from mapgen.model.extraction import FileRole


class LocalFile:
    """One file below a root folder; nothing outside the root is read, not even through a symbolic link."""

    def __init__(self, root: Path, path: str) -> None:
        self._folder = root.resolve()
        self._path = path

    @classmethod
    def of(cls, file: Path) -> LocalFile:
        """A file whose folder is the root."""
        return cls(file.parent, file.name)

    @property
    def root(self) -> str:
        """Name of the root folder."""
        return self._folder.name

    @property
    def path(self) -> str:
        """POSIX path below the root."""
        return self._path

    @property
    def role(self) -> FileRole:
        """Always a source."""
        return FileRole.SOURCE

    @property
    def size(self) -> int:
        """Size in bytes."""
        return len(self.data())

    def data(self) -> bytes:
        """The content.

        Raises:
            InputError: there is no such file below the root.
        """
        content = self.sibling(self._path)
        if content is None:
            raise InputError("no such file", where=str(self._folder / self._path))
        return content

    def text(self) -> str:
        """The content as text: UTF-8 without its byte order mark, undecodable bytes replaced."""
        return self.data().decode("utf-8-sig", errors="replace")

    def sibling(self, path: str) -> bytes | None:
        """Content of another file below the root, or None."""
        try:
            file = (self._folder / path).resolve()
            inside = file.is_relative_to(self._folder) and file.is_file()
            return file.read_bytes() if inside else None
        except (OSError, RuntimeError, ValueError):  # unreadable or too long; a loop of links; a null character
            return None

    def siblings(self, pattern: str) -> list[str]:
        """Sorted paths below the root that match a glob."""
        found = (item for item in self._folder.glob(pattern) if item.resolve().is_relative_to(self._folder))
        return sorted(item.relative_to(self._folder).as_posix() for item in found if item.is_file())
