"""The main job, end to end: scan, resolve, draft, keep earlier decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mapgen.catalog import load_catalog
from mapgen.draft.build import build_map
from mapgen.draft.carry_over import carry_over
from mapgen.draft.excerpts import ExcerptReader
from mapgen.errors import InputError
from mapgen.model.facts import ApiDescribed, Noticed
from mapgen.model.integration_map import IntegrationMap
from mapgen.resolve import resolve
from mapgen.scan import Estate, Progress, ScanOptions, ScanResult, scan


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """How to draft. `name`: the map's name (default: the first root's)."""

    scan: ScanOptions = field(default_factory=ScanOptions)
    name: str | None = None


def draft_estate(
    roots: Sequence[Path],
    specs: Sequence[Path] = (),
    logs: Sequence[Path] = (),
    previous: IntegrationMap | None = None,
    options: DraftOptions | None = None,
    progress: Progress | None = None,
) -> IntegrationMap:
    """Draft the integration map of an estate, without network or model.

    Args:
        roots: folders of application and configuration repositories.
        specs: API specifications given on their own. logs: log or trace samples.
        previous: an earlier map of the same estate; decisions in it survive.

    Raises:
        InputError: a path does not exist, or the estate holds nothing to read.
    """
    options = options or DraftOptions()
    catalog = load_catalog()
    estate = Estate.of(roots, specs, logs)
    result = scan(estate, options=options.scan, catalog_version=catalog.version, progress=progress)
    _specs_were_read(estate, result)
    resolution = resolve(result.facts, catalog, given_specs=estate.given_specs)
    resolution.coverage.roots = result.coverage
    name = options.name or (previous.name if previous else estate.name)
    draft = build_map(resolution, catalog, ExcerptReader(estate.paths), name)
    return carry_over(draft, previous) if previous is not None else draft


def _specs_were_read(estate: Estate, result: ScanResult) -> None:
    """A file the user names as a specification must be one. Raises InputError with the reason it is not."""
    described = {fact.location for fact in result.facts if isinstance(fact, ApiDescribed)}
    read = {(place.root, place.path) for place in described} | {(place.root, "") for place in described}
    for root, path in sorted(estate.given_specs - read):
        notices = [f for f in result.facts if isinstance(f, Noticed) and f.location.root == root]
        about = [n for n in notices if n.severity != "info" and n.location.path.startswith(path)]
        raise InputError(
            "no specification mapgen can read (OpenAPI, Swagger, AsyncAPI, Arazzo)",
            where=str(estate.paths[root] / path),
            hint=f"{about[0].location}: {about[0].message}" if about else "it must start with one of these words",
        )
