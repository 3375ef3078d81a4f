"""`$ref` inside a document and to files below the same root; never remote, never outside.

    references = References(source, document)
    value, place = references.resolve({"$ref": "schemas/contact.yaml#/Contact"}, Place(source.path, ("paths",)))

Every reference that is refused becomes a finding with the line where it is written; its value is then None.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import msgspec

from extractors.documents import load_document
from extractors.documents.document import Document
from extractors.documents.finding import Finding
from extractors.documents.limits import DEFAULT_LIMITS, Limits
from extractors.documents.pointer import follow, parse, pointer
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile

Path = tuple[str | int, ...]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:|//|\\\\")
_FOREIGN = re.compile(rb"""\$ref['"]?\s*+:\s*+[^#'"\s]|\$ref['"]?\s*+:\s*+['"][^#]""")
_MAX_HOPS = 50
_MAX_FILES = 500
_MAX_BYTES = 64 * 1024 * 1024
_MAX_FINDINGS = 100


class _Refused(Exception):
    """A reference that is not followed: the code and the rest of the sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a value stands: POSIX path of the file below the root, and the path inside its document."""

    file: str
    path: Path = ()

    def at(self, *steps: str | int) -> Place:
        """The place of a part of the value."""
        return Place(self.file, (*self.path, *steps))


class References:
    """Resolves the references of one specification, which may be split over files.

    files: the documents read so far, by path; the budget covers all of them.
    """

    def __init__(self, source: SourceFile, document: Document, limits: Limits = DEFAULT_LIMITS) -> None:
        self._source = source
        self._limits = limits
        self._left = _MAX_BYTES
        self.files: dict[str, Document | None] = {source.path: document}
        self._known: dict[tuple[str, str], tuple[Any, Place] | None] = {}
        self._findings: dict[tuple[str, str], Finding] = {}

    def resolve(self, value: Any, place: Place) -> tuple[Any, Place]:
        """The value, or what its `$ref` leads to in the end, with its place; (None, place) when refused."""
        if not isinstance(value, dict) or "$ref" not in value:
            return value, place
        seen: set[tuple[str, Path]] = set()
        start = place
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            ref = value["$ref"]
            if (place.file, place.path) in seen or len(seen) > _MAX_HOPS:
                self._record(ref, start, _Refused("ref.cycle", "leads back to itself"))
                return None, start
            seen.add((place.file, place.path))
            target = self._target(ref, place)
            if target is None:
                return None, start
            value, place = target
        return value, place

    def line(self, place: Place) -> int:
        """1-based line of a place."""
        document = self.files.get(place.file)
        return document.line(place.path) if document else 0

    def findings(self) -> list[Finding]:
        """The references refused so far, in the order of files and lines."""
        return sorted(self._findings.values())

    def check_foreign(self) -> None:
        """Look at every reference of the files read so far that leaves its file, also those no walk has met."""
        for file, document in list(self.files.items()):
            if document is not None and _FOREIGN.search(document.raw):
                for path, ref in _foreign_references(document.data):
                    self._target(ref, Place(file, path))

    def _target(self, ref: str, place: Place) -> tuple[Any, Place] | None:
        key = (place.file, ref)
        if key not in self._known:
            try:
                self._known[key] = self._look_up(ref, place)
            except _Refused as refused:
                self._known[key] = None
                self._record(ref, place, refused)
        return self._known[key]

    def _look_up(self, ref: str, place: Place) -> tuple[Any, Place]:
        file_part, _, fragment = ref.partition("#")
        file = self._file(file_part, place) if file_part else place.file
        document = self.files[file]
        if document is None:
            raise _Refused("ref.unreadable", "names a file that could not be read")
        try:
            path = parse(fragment, fragment=True)
            return follow(document.data, path), Place(file, path)
        except (KeyError, ValueError) as error:
            raise _Refused("ref.dangling", "leads nowhere") from error

    def _file(self, file_part: str, place: Place) -> str:
        """Path of the file a reference names, read and parsed."""
        if _SCHEME.match(file_part):
            raise _Refused("ref.remote", "is remote and not fetched")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place.file), unquote(file_part)))
        if path.startswith(("/", "../")) or path == ".." or "\\" in path or not path.isprintable() or len(path) > 1000:
            raise _Refused("ref.outside", "leaves the root and is not read")
        if path not in self.files:
            self.files[path] = self._read(path)
        return path

    def _read(self, path: str) -> Document | None:
        if len(self.files) >= _MAX_FILES or self._left <= 0:
            raise _Refused("ref.budget", "is over the budget of referenced files")
        raw = self._source.sibling(path)
        if raw is None:
            raise _Refused("ref.missing", f"names no file below the root: {path}")
        self._left -= len(raw)
        try:
            return load_document(raw, path, self._limits)
        except DocumentError as error:
            self.files[path] = None
            raise _Refused("ref.unreadable", f"names a file that cannot be read: {error}") from error

    def _record(self, ref: str, place: Place, refused: _Refused) -> None:
        key = (place.file, ref)
        if key in self._findings or len(self._findings) >= _MAX_FINDINGS:
            return
        where = place.at("$ref")
        self._findings[key] = Finding(
            path=place.file,
            line=self.line(where),
            code=refused.code,
            message=f"reference {ref[:200]!r} {refused.message[:300]}",
            pointer=pointer(where.path),
        )


def _foreign_references(data: Any) -> Iterator[tuple[Path, str]]:
    """Every `$ref` that does not start with `#`, with the path of its mapping; shared parts are visited once."""
    stack: list[tuple[Path, Any]] = [((), data)] if isinstance(data, dict | list) else []
    seen: set[int] = set()
    while stack:
        path, node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, dict):
            ref = node.get("$ref")
            if isinstance(ref, str) and not ref.startswith("#"):
                yield path, ref
            stack.extend(((*path, key), item) for key, item in node.items() if isinstance(item, dict | list))
        else:
            stack.extend(((*path, at), item) for at, item in enumerate(node) if isinstance(item, dict | list))
