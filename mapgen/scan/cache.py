"""Results of earlier runs: one SQLite file per root in the user's cache folder, never inside the root.

A file's result is used again when its stat (time, size, inode) or else its content is unchanged, the same
extractors and catalog are in use, and every sibling it looked at is unchanged. A cache that is missing,
locked or broken only costs time.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from mapgen.catalog import cache as catalog_cache
from mapgen.scan.discovery import FoundFile
from mapgen.scan.source import RootFiles, digest, digest_names
from mapgen.scan.work import Result

FORMAT = "1"
"""Raise when the stored shape changes."""

MAX_BYTES = 1_000_000_000
"""All roots together; the longest unused go first."""

MAX_AGE_SECONDS = 60 * 24 * 3600
"""Roots not scanned for this long are forgotten."""

_TABLE = "CREATE TABLE IF NOT EXISTS results (path TEXT PRIMARY KEY, stat TEXT NOT NULL, result BLOB NOT NULL)"
_decoder = msgspec.msgpack.Decoder(Result)
_encoder = msgspec.msgpack.Encoder()


def cache_folder() -> Path | None:
    """Where results live: beside the compiled catalog, in the user's cache folder."""
    folder = catalog_cache.folder()
    return folder.parent / "scan" if folder is not None else None


class RootCache:
    """The cached results of one root. Use `open_cache`; `keep` and `close` end a run."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._decoded: dict[str, Result | None] = {}
        self._known: dict[str, tuple[str, bytes]] = {
            path: (stat, result) for path, stat, result in database.execute("SELECT path, stat, result FROM results")
        }

    def fresh(self, found: Iterable[FoundFile], files: RootFiles) -> dict[str, Result]:
        """Usable results by path."""
        current = {file.path: file for file in found}
        check = _Check(self._digests(current), files)
        usable: dict[str, Result] = {}
        for path, file in current.items():
            result = self._result(path)
            if result is not None and self._unchanged(file, result, files) and check.siblings(result):
                usable[path] = result
        return usable

    def _result(self, path: str) -> Result | None:
        if path not in self._decoded:
            self._decoded[path] = self._decode(path)
        return self._decoded[path]

    def _decode(self, path: str) -> Result | None:
        row = self._known.get(path)
        if row is None:
            return None
        try:
            return _decoder.decode(row[1])
        except msgspec.MsgspecError:  # damaged: the file is read again
            return None

    def _unchanged(self, file: FoundFile, result: Result, files: RootFiles) -> bool:
        if self._known[file.path][0] == _stat(file):
            return True
        return bool(result.content) and digest(files.read(file.path)) == result.content

    def _digests(self, current: dict[str, FoundFile]) -> Callable[[str], str | None]:
        """Content digests of files that have not been touched since they were read."""

        def known(path: str) -> str | None:
            row, file = self._known.get(path), current.get(path)
            if row is None or file is None or row[0] != _stat(file):
                return None
            result = self._result(path)
            return (result.content or None) if result else None

        return known

    def keep(self, files: Iterable[FoundFile], made: dict[str, Result]) -> None:
        """Store new results and touched stats, and forget files that are gone."""
        current = {file.path: file for file in files}
        gone = [(path,) for path in self._known if path not in current]
        rows = [
            (path, _stat(current[path]), _encoder.encode(result))
            for path, result in made.items()
            if path in current and (path not in self._known or not self._same(path, current[path], result))
        ]
        with suppress(sqlite3.Error), self._database:
            self._database.executemany("DELETE FROM results WHERE path = ?", gone)
            self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)

    def _same(self, path: str, file: FoundFile, result: Result) -> bool:
        stat, stored = self._known[path]
        return stat == _stat(file) and stored == _encoder.encode(result)

    def close(self) -> None:
        """Give the database back."""
        self._database.close()


class _Check:
    """Whether siblings that results looked at are unchanged; each is looked at once per run."""

    def __init__(self, known: Callable[[str], str | None], files: RootFiles) -> None:
        self._known, self._files = known, files
        self._seen: dict[str, str] = {}

    def siblings(self, result: Result) -> bool:
        return all(self._current(name) == seen for name, seen in result.looked_at.items())

    def _current(self, name: str) -> str:
        if name not in self._seen:
            kind, _, what = name.partition(":")
            if kind == "glob":
                self._seen[name] = digest_names(self._files.glob(what))
            else:
                self._seen[name] = self._known(what) or digest(self._files.read(what))
        return self._seen[name]


def _stat(file: FoundFile) -> str:
    return f"{file.mtime_ns}:{file.size}:{file.inode}:{file.role.value}"


def open_cache(root: Path, key: str) -> RootCache | None:
    """The cache of a root for one set of extractors, catalog and options (`key`), or None when there cannot be one."""
    folder = cache_folder()
    if folder is None or folder.resolve().is_relative_to(root):
        return None
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:32]
    path = folder / f"{name}.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _prune(folder, keep=path)
    except OSError:  # no place to cache
        return None
    try:
        return RootCache(_connect(path, f"{FORMAT}:{key}"))
    except sqlite3.DatabaseError:
        return _anew(path, f"{FORMAT}:{key}")


def _anew(path: Path, key: str) -> RootCache | None:
    """A damaged database is deleted; one that is merely locked is left to its owner."""
    try:
        path.unlink(missing_ok=True)
        return RootCache(_connect(path, key))
    except (OSError, sqlite3.Error):
        return None


def _connect(path: Path, key: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=2.0)
    try:
        database.execute("PRAGMA synchronous = OFF")
        database.execute(_TABLE)
        database.execute("CREATE TABLE IF NOT EXISTS about (key TEXT)")
        row = database.execute("SELECT key FROM about").fetchone()
        if row is None or row[0] != key:
            database.execute("DELETE FROM results")
            database.execute("DELETE FROM about")
            database.execute("INSERT INTO about VALUES (?)", (key,))
        database.commit()
    except sqlite3.Error:
        database.close()
        raise
    os.utime(path)
    return database


def _prune(folder: Path, keep: Path) -> None:
    """Forget roots that were not scanned for long, and the oldest when all take too much room."""
    room = MAX_BYTES
    for path in sorted(folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime, reverse=True):
        status = path.stat()
        room -= status.st_size
        if path != keep and (room < 0 or time.time() - status.st_mtime > MAX_AGE_SECONDS):
            path.unlink(missing_ok=True)
