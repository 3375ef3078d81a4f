"""Finding exporters: mapgen's own and third parties', through the entry point group `mapgen.exporters`."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from mapgen.errors import ExportError, InputError
from mapgen.export.base import Exporter

GROUP = "mapgen.exporters"
"""Each entry names a function without arguments that returns a list of `Exporter` instances."""


@cache
def all_exporters() -> dict[str, Exporter]:
    """Every exporter by name, sorted. Raises ExportError for a broken plug-in or a name that is taken twice."""
    found: dict[str, Exporter] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name != "builtin", entry.name)):
        for exporter in _load(entry):
            if exporter.name in found:
                raise ExportError(f"two exporters are named {exporter.name!r}", where=f"entry point {entry.value}")
            found[exporter.name] = exporter
    return dict(sorted(found.items()))


def find_exporter(name: str) -> Exporter:
    """The exporter of this name. Raises InputError that lists the known names."""
    known = all_exporters()
    if name not in known:
        raise InputError(f"unknown export format {name!r}", where="--format", hint="known: " + ", ".join(known))
    return known[name]


def _load(entry: EntryPoint) -> list[Exporter]:
    try:
        made = entry.load()()
    except (ImportError, AttributeError, TypeError) as error:
        raise ExportError(
            f"exporters of {entry.value} cannot be loaded: {error}", hint="reinstall or remove its package"
        ) from error
    return list(made)
