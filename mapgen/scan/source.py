"""Files as extractors see them: confined to their root, within size budgets, with their look-asides recorded."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from mapgen.errors import BudgetExceeded
from mapgen.model.extraction import FileRole
from mapgen.scan.languages import language_of

KEPT_BYTES, KEPT_FILE_BYTES = 4_000_000, 100_000
"""How much of a root's files is kept in memory by `RootFiles.look`, and of one file at most."""

_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Budgets:
    """Largest files read, in bytes: code, and everything else (specifications, manifests, exports)."""

    code: int = 2_000_000
    data: int = 20_000_000

    def of(self, path: str) -> int:
        """The budget of a path."""
        return self.code if language_of(path) else self.data


def digest(content: bytes | None) -> str:
    """What the cache remembers of a content; "" for a file that is not there."""
    return "" if content is None else hashlib.blake2b(content, digest_size=16).hexdigest()


def digest_names(names: Sequence[str]) -> str:
    """What the cache remembers of a list of paths."""
    return digest("\0".join(names).encode("utf-8", "surrogateescape"))


@dataclass
class RootFiles:
    """A root as its files see it: folder, discovered paths (sorted) and budgets. Shared by the files of a root."""

    name: str
    folder: Path
    paths: Sequence[str] = ()
    budgets: Budgets = field(default_factory=Budgets)
    _globs: dict[str, list[str]] = field(default_factory=dict)
    _recent: dict[str, tuple[bytes | None, str]] = field(default_factory=dict)
    _kept_bytes: int = 0

    def look(self, path: str) -> tuple[bytes | None, str]:
        """What `read` gives and its digest. Small files are kept for a while: neighbours look at the same ones."""
        found = self._recent.pop(path, None)
        if found is None:
            content = self.read(path)
            found = content, digest(content)
            self._kept_bytes += _weight(path, content)
        if _weight(path, found[0]) <= KEPT_FILE_BYTES:
            self._recent[path] = found
        else:
            self._kept_bytes -= _weight(path, found[0])
        while self._kept_bytes > KEPT_BYTES:
            oldest = next(iter(self._recent))
            self._kept_bytes -= _weight(oldest, self._recent.pop(oldest)[0])
        return found

    def read(self, path: str) -> bytes | None:
        """Content of a file below the root, or None when it is not there, not regular, outside, or over budget."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\0" in path:
            return None
        full = self.folder / pure
        try:
            if str(pure) not in self._discovered:  # discovery follows no links; everything else is checked here
                if not os.path.lexists(full):
                    return None
                full = full.resolve(strict=True)
                if not full.is_relative_to(self.folder):
                    return None
            return read_regular(full, self.budgets.of(path))
        except (OSError, RuntimeError, BudgetExceeded):  # absent, unreadable, a loop of links, too large
            return None

    @cached_property
    def _discovered(self) -> frozenset[str]:
        return frozenset(self.paths)

    def glob(self, pattern: str) -> list[str]:
        """Discovered paths that match a pattern, sorted; `*` stays within a folder, `**` crosses folders."""
        if pattern not in self._globs:
            self._globs[pattern] = sorted(self._matching(pattern))
        return list(self._globs[pattern])

    def _matching(self, pattern: str) -> Iterator[str]:
        """Folders first, then names in them: a tree has few folders, and most patterns name theirs."""
        folder, slash, name = pattern.rpartition("/")
        if name == "**" or (slash and not folder):
            yield from (path for path in self.paths if matches(path.split("/"), pattern.split("/")))
            return
        fits = re.compile(fnmatch.translate(name)).match
        for found in self._folders_like(folder):
            start = f"{found}/" if found else ""
            yield from (start + inside for inside in self._names_by_folder[found] if fits(inside))

    def _folders_like(self, pattern: str) -> list[str]:
        if not _WILD.search(pattern):
            return [pattern] if pattern in self._names_by_folder else []
        wanted = pattern.split("/")
        return [path for path in self._names_by_folder if matches(path.split("/") if path else [], wanted)]

    @cached_property
    def _names_by_folder(self) -> dict[str, list[str]]:
        """Names of files by folder; "" is the root."""
        found: dict[str, list[str]] = {}
        for path in self.paths:
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, []).append(name)
        return found


def _weight(path: str, content: bytes | None) -> int:
    return len(path) + len(content or b"") + 100


def read_regular(full: Path, limit: int) -> bytes:
    """The bytes of a regular file that is not a link. Raises BudgetExceeded above `limit` bytes, OSError."""
    handle = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file")
        if status.st_size > limit:
            raise BudgetExceeded(f"larger than {limit:,} bytes")
        content = stream.read(status.st_size + 1)  # not the limit: room for what is asked is made first
        if len(content) > status.st_size:  # it grows
            content += stream.read(limit + 1 - len(content))
    if len(content) > limit:
        raise BudgetExceeded(f"larger than {limit:,} bytes")
    return content


def matches(path: list[str], pattern: list[str]) -> bool:
    """Segment-wise glob match in time path x pattern: one row of a table per pattern segment."""
    reached = {0}
    for segment in pattern:
        if not reached:
            return False
        if segment == "**":
            reached = set(range(min(reached), len(path) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(path) and fnmatch.fnmatchcase(path[at], segment)}
    return len(path) in reached


@dataclass
class DiskFile:
    """One file for extractors (the `SourceFile` protocol). `looked_at` records siblings and their digests."""

    files: RootFiles
    path: str
    role: FileRole
    size: int
    content: bytes | None = None
    looked_at: dict[str, str] = field(default_factory=dict)
    _text: str | None = None

    @property
    def root(self) -> str:
        """Name of the estate root."""
        return self.files.name

    def data(self) -> bytes:
        """The content. Raises BudgetExceeded when the file is over the size budget, OSError."""
        if self.content is None:
            self.content = read_regular(self.files.folder / self.path, self.files.budgets.of(self.path))
        return self.content

    def text(self) -> str:
        """The content as text: UTF-8 (BOM removed), undecodable bytes replaced."""
        if self._text is None:
            self._text = self.data().decode("utf-8-sig", "replace")
        return self._text

    def sibling(self, path: str) -> bytes | None:
        """Content of another file of the root, or None; recorded as a dependency."""
        content, self.looked_at[f"file:{path}"] = self.files.look(path)
        return content

    def siblings(self, pattern: str) -> list[str]:
        """Sorted paths below the root that match a glob; recorded as a dependency."""
        key = f"glob:{pattern}"
        found = self.files.glob(pattern)
        if key not in self.looked_at:
            self.looked_at[key] = digest_names(found)
        return found
