"""The extension door for extractors: entry points of the group `mapgen.extractors`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from mapgen.errors import MapgenError
from mapgen.model.extraction import Extractor, LogExtractor
from mapgen.scan.source import digest

GROUP = "mapgen.extractors"
"""Each entry of this group names a function that returns a list of extractors."""


class PluginError(MapgenError):
    """An extractor plugin cannot be loaded."""


@dataclass(frozen=True)
class Extractors:
    """All extractors of a run.

    source: `module:function` that makes the same extractors in a worker process; "" keeps the work in this process.
    """

    files: list[Extractor] = field(default_factory=list)
    logs: list[LogExtractor] = field(default_factory=list)
    source: str = ""

    @property
    def seal(self) -> str:
        """Changes when any extractor, its version or its installed code does: part of the cache key."""
        every: list[Extractor | LogExtractor] = [*self.files, *self.logs]
        packages = {type(one).__module__.partition(".")[0] for one in every}
        named = [f"{one.name} {one.version}" for one in every] + [_installed(package) for package in packages]
        return digest("\n".join(sorted(named)).encode())


def _installed(package: str) -> str:
    """State of a package's files on disk, so that an upgrade or an edit never meets results of older code."""
    file = getattr(sys.modules.get(package), "__file__", None)
    if not file:
        return package
    folder = Path(file).parent
    stats = ((path, path.stat()) for path in folder.rglob("*") if path.suffix in (".py", ".yaml"))
    states = sorted(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
    return f"{package} {digest(chr(10).join(states).encode())}"


def load_extractors() -> Extractors:
    """Every extractor of every installed distribution, sorted by name.

    Raises:
        PluginError: a plugin fails to import, returns something else, or uses a name that is taken.
    """
    found: dict[str, Extractor | LogExtractor] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        for one in _load(entry):
            if one.name in found:
                raise PluginError(f"two extractors are called {one.name!r}", where=_title(entry))
            found[one.name] = one
    ordered = [found[name] for name in sorted(found)]
    return Extractors(
        [one for one in ordered if isinstance(one, Extractor)],
        [one for one in ordered if isinstance(one, LogExtractor)],
        source=f"{__name__}:{load_extractors.__name__}",
    )


def load_from(source: str) -> Extractors:
    """The extractors that a `module:function` gives."""
    module, _, function = source.partition(":")
    make: Callable[[], Extractors] = getattr(importlib.import_module(module), function)
    return make()


def _load(entry: EntryPoint) -> Iterable[Extractor | LogExtractor]:
    # A plugin is foreign code: whatever it raises, the user must learn which plugin it was.
    try:
        made = list(entry.load()())
    except Exception as error:
        hint = "update or uninstall that distribution"
        raise PluginError(
            f"cannot be loaded: {type(error).__name__}: {error}", where=_title(entry), hint=hint
        ) from error
    for one in made:
        if not isinstance(one, Extractor | LogExtractor) or not all(
            isinstance(getattr(one, name, None), str) for name in ("name", "version", "description")
        ):
            raise PluginError(
                f"gives {one!r}, which is no extractor with name, version, description", where=_title(entry)
            )
    return made


def _title(entry: EntryPoint) -> str:
    distribution = f" of {entry.dist.name}" if entry.dist else ""
    return f"extractor plugin {entry.name!r}{distribution} ({entry.value})"
