"""Whose configuration a file is: the compose service it is mounted into, or the unit that owns its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache

from extractors.config.common.base import at, below, folder
from extractors.config.common.tree import as_list, scalar, text_at
from extractors.config.compose_services import services_of
from mapgen.errors import DocumentError
from mapgen.model.extraction import FileRole, SourceFile
from mapgen.model.facts import UnitDeclared
from mapgen.model.value import Value, text

_MAX_COMPOSE_FILES = 40
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


class _ComposeFile:
    """A compose file by itself with the `.env` beside it; what it extends plays no part in who mounts what."""

    root = ""
    role = FileRole.SOURCE

    def __init__(self, path: str, raw: bytes, variables: bytes) -> None:
        self.path = path
        self.size = len(raw)
        self._raw = raw
        self._variables = variables

    def data(self) -> bytes:
        """The content."""
        return self._raw

    def text(self) -> str:
        """The content as text."""
        return self._raw.decode("utf-8-sig", errors="replace")

    def sibling(self, path: str) -> bytes | None:
        """The `.env` file; nothing else."""
        return self._variables if path == posixpath.join(folder(self.path), ".env") else None

    def siblings(self, pattern: str) -> list[str]:
        """Nothing."""
        return []


def folders_above(path: str) -> list[str]:
    """The file's folder and every folder above it, nearest first."""
    found = [folder(path)]
    while found[-1]:
        found.append(folder(found[-1]))
    return found


def mounted_in(source: SourceFile) -> str | None:
    """The compose service that mounts the file (or a folder above it); None when there is none."""
    found = mount_of(source)
    return found[1] if found else None


def mount_of(source: SourceFile) -> tuple[str, str] | None:
    """The closest mounted path above the file, with the compose service that mounts it."""
    best: tuple[str, str] | None = None
    for path in source.siblings("**/*compose*.y*ml")[:_MAX_COMPOSE_FILES]:  # one glob for all files: it is remembered
        raw = source.sibling(path)
        variables = source.sibling(posixpath.join(folder(path), ".env"))
        for mounted, name in _bind_mounts(path, raw, variables or b"") if raw else ():
            inside = source.path == mounted or source.path.startswith(mounted + "/")
            if inside and (best is None or len(mounted) > len(best[0])):
                best = (mounted, name)
    return best


@lru_cache(maxsize=64)
def _bind_mounts(path: str, raw: bytes, variables: bytes) -> tuple[tuple[str, str], ...]:
    """(path below the root, service) for every file or folder of the repository that a service mounts."""
    try:
        services = services_of(_ComposeFile(path, raw, variables))
    except DocumentError:
        return ()  # reported when the compose file itself is extracted
    return tuple(
        (mounted, service.name)
        for service in services
        for item in as_list(service.layers[-1].data.get("volumes"))
        if (mounted := _mounted_path(path, text_at(item, "source") or service.known(scalar(item) or "")))
    )


def _mounted_path(compose: str, volume: str) -> str | None:
    """The path below the root of a bind mount; None for named volumes, absolute paths and the root itself."""
    written = volume.partition(":")[0]
    for here in ("$PWD/", "${PWD}/", "$(pwd)/"):
        written = f"./{written.removeprefix(here)}" if written.startswith(here) else written
    return (below(folder(compose), written) or None) if written.startswith(".") else None


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
