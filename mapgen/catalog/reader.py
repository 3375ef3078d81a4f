"""From folders of YAML files to validated entries.

A catalog folder holds `systems/*.yaml`, `constructs/*.yaml`, `data_types.yaml` and `roles.yaml`; each may be absent.
Later folders extend earlier ones: an entry with a known id adds to its lists and replaces its single values;
with `replace: true` it takes the other's place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar, cast

import msgspec

from mapgen.catalog import cache, documents
from mapgen.catalog.entries import Construct, DataType, Role, System
from mapgen.errors import CatalogError

BUNDLED = Path(__file__).parent / "data"
"""The catalog that comes with mapgen."""

Part = Literal["systems", "constructs", "data_types", "roles"]
E = TypeVar("E", System, DataType, Role)
Raw = dict[str, Any]

PARTS: dict[Part, str] = {
    "systems": "systems/*.yaml",
    "constructs": "constructs/*.yaml",
    "data_types": "data_types.yaml",
    "roles": "roles.yaml",
}
"""Where each part stands in a catalog folder."""


def files_of(folder: Path, part: Part) -> list[Path]:
    """The files of a part in one catalog folder, sorted."""
    return sorted(folder.glob(PARTS[part]))


def digest(folders: Sequence[Path], part: Part, only: str = "") -> str:
    """Hash over the files of a part (and over the shape of the entries): the key of everything derived from it."""
    seal = hashlib.sha256(Path(__file__).with_name("entries.py").read_bytes())
    seal.update(Path(__file__).read_bytes())
    for folder in folders:
        for path in files_of(folder, part):
            if not only or path.stem == only:
                seal.update(path.name.encode() + b"\0" + documents.read_bytes(path) + b"\0")
    return seal.hexdigest()[:24]


def read_systems(folders: Sequence[Path]) -> tuple[System, ...]:
    """All systems of the folders, sorted by id. Raises CatalogError."""
    return _cached(folders, "systems", System)


def read_data_types(folders: Sequence[Path]) -> tuple[DataType, ...]:
    """All data types of the folders, sorted by id. Raises CatalogError."""
    return _cached(folders, "data_types", DataType)


def read_roles(folders: Sequence[Path]) -> tuple[Role, ...]:
    """All platform roles of the folders, sorted by id. Raises CatalogError."""
    return _cached(folders, "roles", Role)


def read_constructs(folders: Sequence[Path], language: str) -> tuple[Construct, ...]:
    """The constructs of one language, in file order. Raises CatalogError."""
    seal = digest(folders, "constructs", language)
    kept = cache.read(f"constructs-{language}", seal, tuple[Construct, ...])
    if kept is not None:
        return kept
    made = tuple(dict.fromkeys(construct for item in _construct_items(folders, language) for construct in item))
    cache.write(f"constructs-{language}", seal, made)
    return made


def languages(folders: Sequence[Path]) -> tuple[str, ...]:
    """Languages that have a constructs file."""
    return tuple(sorted({path.stem for folder in folders for path in files_of(folder, "constructs")}))


def entries_of(path: Path, part: Part) -> Iterator[tuple[Raw, int, bytes]]:
    """The raw entries of one file with their index, and the file's content. Raises CatalogError."""
    content = documents.read_bytes(path)
    document = documents.parse(content, str(path), trusted=path.is_relative_to(BUNDLED))
    key = "packages" if part == "constructs" else part
    allowed = {key, "kind"} if part == "systems" else {key, "language"} if part == "constructs" else {key}
    for name in document:
        if name not in allowed:
            _fail(path, content, [name], f"unknown key {name!r} (known here: {', '.join(sorted(allowed))})")
    items = document.get(key) or []
    if not isinstance(items, list):
        _fail(path, content, [key], "must be a list")
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            _fail(path, content, [key, index], "an entry must be a mapping")
        yield ({"kind": document["kind"], **item} if "kind" in document else item), index, content


def convert(raw: Raw, kind: type[E], path: Path, part: Part, index: int, content: bytes) -> E:
    """One validated entry. Raises CatalogError that names file, line and field."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        _refuse(error, path, content, [part, index])


def _cached(folders: Sequence[Path], part: Part, kind: type[E]) -> tuple[E, ...]:
    seal = digest(folders, part)
    kept = cache.read(part, seal, cast("type[tuple[E, ...]]", tuple[kind, ...]))  # type: ignore[valid-type]
    if kept is not None:
        return kept
    made = tuple(sorted(_read(folders, part, kind).values(), key=lambda entry: entry.id))
    cache.write(part, seal, made)
    return made


def _read(folders: Sequence[Path], part: Part, kind: type[E]) -> dict[str, E]:
    known: dict[str, E] = {}
    for folder in folders:
        known.update(_read_folder(folder, part, kind, known))
    return known


def _read_folder(folder: Path, part: Part, kind: type[E], base: dict[str, E]) -> dict[str, E]:
    found: dict[str, E] = {}
    for path in files_of(folder, part):
        for raw, index, content in entries_of(path, part):
            ident = raw.get("id")
            if isinstance(ident, str) and ident in found:
                _fail(path, content, [part, index, "id"], f"the id {ident!r} occurs twice in this folder", "id")
            entry = convert(extended(raw, base.get(str(ident)), part), kind, path, part, index, content)
            found[entry.id] = entry
    return found


def extended(raw: Raw, base: msgspec.Struct | None, part: Part) -> Raw:
    """A raw entry laid over the entry of the same id that it extends (None = a new one)."""
    own = _with_package_names(raw) if part == "systems" else dict(raw)
    replaces = own.pop("replace", False)
    return own if base is None or replaces is True else _merge(msgspec.to_builtins(base), own)


def _merge(base: Raw, own: Raw) -> Raw:
    merged = dict(base)
    for key, value in own.items():
        old = base.get(key)
        if isinstance(old, list | tuple) and isinstance(value, list):
            merged[key] = [*old, *(item for item in value if item not in old)]
        elif isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        else:
            merged[key] = value
    return merged


def _with_package_names(raw: Raw) -> Raw:
    """A copy in which every package is a mapping: files may write `pypi:stripe` for `{name: pypi:stripe}`."""
    made = _named(dict(raw))
    if isinstance(made.get("unverified"), dict):
        made["unverified"] = _named(made["unverified"])
    return made


def _named(raw: Raw) -> Raw:
    packages = raw.get("packages")
    if not isinstance(packages, list):
        return raw
    return {**raw, "packages": [{"name": item} if isinstance(item, str) else item for item in packages]}


def _construct_items(folders: Sequence[Path], language: str) -> Iterator[list[Construct]]:
    for folder in folders:
        for path in files_of(folder, "constructs"):
            if path.stem == language:
                for raw, index, content in entries_of(path, "constructs"):
                    yield constructs_of(raw, language, path, index, content)


def constructs_of(raw: Raw, language: str, path: Path, index: int, content: bytes) -> list[Construct]:
    """The constructs of one package entry. Raises CatalogError that names file, line and field."""
    common = {key: value for key, value in raw.items() if key != "constructs"}
    made: list[Construct] = []
    for number, item in enumerate(raw.get("constructs") or []):
        try:
            made.append(msgspec.convert({"language": language, **common, **item}, Construct))
        except (msgspec.ValidationError, TypeError) as error:
            _refuse(error, path, content, ["packages", index], ["constructs", number], common)
    return made


def _refuse(
    error: Exception,
    path: Path,
    content: bytes,
    entry: list[str | int],
    inner: Sequence[str | int] = (),
    outer_keys: Container[str | int] = (),
) -> NoReturn:
    """Raise CatalogError at the field a validation error means; `inner` leads to fields that are not `outer_keys`."""
    message, _, place = str(error).partition(" - at `")
    field = place.rstrip("`").removeprefix("$").removeprefix(".")
    steps = documents.steps_of(f".{field}")
    within = [] if steps and steps[0] in outer_keys else list(inner)
    _fail(path, content, [*entry, *within, *steps], message, field)


def _fail(path: Path, content: bytes, steps: list[str | int], message: str, field: str = "") -> NoReturn:
    where = f"{path}:{documents.line_of(content, steps)}"
    raise CatalogError(message, where=f"{where}: {field}" if field else where, hint="see docs/catalog.md")
