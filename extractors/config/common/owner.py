"""Whose configuration a file is: the compose service it is mounted into, or the unit that owns its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from extractors.config.common.base import at, below, folder
from extractors.config.common.tree import as_list, scalar, text_at
from extractors.config.compose_services import services_of
from mapgen.errors import DocumentError
from mapgen.model.extraction import FileRole, SourceFile
from mapgen.model.facts import UnitDeclared
from mapgen.model.value import Value, text

_BUILDS = (
    "Dockerfile*",
    "pom.xml",
    "build.gradle*",
    "package.json",
    "pyproject.toml",
    "requirements.txt",
    "go.mod",
    "*.csproj",
    "Gemfile",
    "composer.json",
    "Cargo.toml",
)


class Neighbour:
    """Another file of the same root, seen through the file that is being extracted."""

    def __init__(self, source: SourceFile, path: str, raw: bytes) -> None:
        self._source = source
        self._path = path
        self._raw = raw

    @property
    def root(self) -> str:
        """The same root."""
        return self._source.root

    @property
    def path(self) -> str:
        """Its own path."""
        return self._path

    @property
    def role(self) -> FileRole:
        """Configuration is source."""
        return FileRole.SOURCE

    @property
    def size(self) -> int:
        """Size in bytes."""
        return len(self._raw)

    def data(self) -> bytes:
        """The content."""
        return self._raw

    def text(self) -> str:
        """The content as text."""
        return self._raw.decode("utf-8-sig", errors="replace")

    def sibling(self, path: str) -> bytes | None:
        """Through the first file: dependencies are recorded there."""
        return self._source.sibling(path)

    def siblings(self, pattern: str) -> list[str]:
        """Through the first file."""
        return self._source.siblings(pattern)


def folders_above(path: str) -> list[str]:
    """The file's folder and every folder above it, nearest first."""
    found = [folder(path)]
    while found[-1]:
        found.append(folder(found[-1]))
    return found


def mounted_in(source: SourceFile) -> str | None:
    """The compose service that mounts the file (or a folder above it); None when there is none."""
    best: tuple[int, str] | None = None
    for directory in folders_above(source.path):
        prefix = f"{directory}/" if directory else ""
        for pattern in ("*compose*.yml", "*compose*.yaml"):
            for path in source.siblings(prefix + pattern):
                for length, name in _mounts(source, path):
                    if best is None or length > best[0]:
                        best = (length, name)
        if best:
            return best[1]
    return None


def _mounts(source: SourceFile, compose: str) -> Iterator[tuple[int, str]]:
    """(length of the mounted path, service) for the services that mount the file."""
    raw = source.sibling(compose)
    if raw is None:
        return
    try:
        services = services_of(Neighbour(source, compose, raw))
    except DocumentError:
        return  # reported when the compose file itself is extracted
    for service in services:
        for layer in service.layers:
            for item in as_list(layer.data.get("volumes")):
                written = text_at(item, "source") or service.known(scalar(item) or "").partition(":")[0]
                for here in ("$PWD/", "${PWD}/", "$(pwd)/"):
                    written = f"./{written.removeprefix(here)}" if written.startswith(here) else written
                mounted = below(folder(layer.path), written) if written.startswith(".") else None
                if mounted and (source.path == mounted or source.path.startswith(mounted + "/")):
                    yield len(mounted), service.name


def unit_of(source: SourceFile, product: str) -> Value | None:
    """The acting unit of a server's configuration as a flow's end.

    The compose service that mounts it; None (the folder's owner) when something is built there; else the product
    itself, which `product_unit` declares.
    """
    name = mounted_in(source)
    if name is None and has_builder(source):
        return None
    return text(name or product)


def has_builder(source: SourceFile) -> bool:
    """True when an image or module is built from the file's folder or one above it (the root does not count)."""
    return any(
        source.siblings(posixpath.join(directory, pattern))
        for directory in folders_above(source.path)
        if directory
        for pattern in _BUILDS
    )


def product_unit(source: SourceFile, product: str, line: int) -> Iterator[UnitDeclared]:
    """A configured server that nothing here builds or mounts is a unit of its own, called after the product."""
    if mounted_in(source) is None and not has_builder(source):
        yield UnitDeclared(
            location=at(source, line),
            rule=f"{product}/config",
            name=product,
            unit_kind="process",
            directory=folder(source.path) or None,
        )
