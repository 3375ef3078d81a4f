"""What the catalog would say about a value, and why: for people who wonder about a match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from mapgen.catalog.catalog import Catalog
from mapgen.catalog.entries import System
from mapgen.errors import CatalogError

_ENV_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,200}")
_URL = re.compile(r"[a-z][a-z0-9+.-]{0,30}://(?:[^/?#@]{0,200}@)?([^/?#]{1,253})", re.IGNORECASE)


class Answer(msgspec.Struct, frozen=True):
    """One reading of a value. kind: what it was read as; id: what it matches; why: the reason, in words."""

    kind: str
    id: str
    why: str


def entry_of(catalog: Catalog, ident: str) -> dict[str, Any]:
    """Everything about the system, role or data type with this id, as plain data. Raises CatalogError."""
    data_types = {data_type.id: data_type for data_type in catalog.all_data_types}
    for entries in (catalog.systems, catalog.roles, data_types):
        if ident in entries:
            return _plain(entries[ident])
    named = catalog.match_name(ident)
    if named is not None:
        return _plain(named.system)
    raise CatalogError(f"no system, role or data type {ident!r}", hint="see `mapgen catalog list`")


def _plain(entry: msgspec.Struct) -> dict[str, Any]:
    return dict(msgspec.json.decode(msgspec.json.encode(entry)))


def explain(catalog: Catalog, value: str, declared_type: str = "") -> list[Answer]:
    """All readings of a value that match something, the strongest kind of evidence first."""
    url = _URL.match(value.strip())
    host = url.group(1) if url else value
    return [
        *_host(catalog, host),
        *_package(catalog, value),
        *_scheme(catalog, value),
        *_image(catalog, value),
        *_header(catalog, value),
        *_config_key(catalog, value),
        *_env(catalog, value),
        *_name(catalog, value),
        *([] if url else _field(catalog, value, declared_type)),
    ]


def _host(catalog: Catalog, host: str) -> Iterator[Answer]:
    found = catalog.match_host(host)
    if found is not None:
        why = f"ends in {found.suffix}{_sure(found.verified)}{_shared(found.systems)}"
        yield Answer("host", found.system.id, why)


def _package(catalog: Catalog, value: str) -> Iterator[Answer]:
    ecosystem, _, module = value.partition(":")
    found = catalog.match_package(value) or catalog.match_import(ecosystem, module)
    if found is not None:
        ident = found.system.id if found.system else "(library)"
        yield Answer("package", ident, f"{found.package} by {found.matched}{_sure(found.verified)}")
    role = catalog.role_for_package(value)
    if role is not None:
        yield Answer("role", role.role.id, f"the dependency {role.matched} gives it")


def _scheme(catalog: Catalog, value: str) -> Iterator[Answer]:
    found = catalog.match_scheme(value)
    if found is not None:
        yield Answer("scheme", found.system.id, f"the scheme {found.scheme}")


def _image(catalog: Catalog, value: str) -> Iterator[Answer]:
    found = catalog.match_image(value)
    if found is not None:
        yield Answer("image", found.system.id, f"the image {found.image}{'' if found.exact else ', by its last name'}")
    role = catalog.role_for_image(value)
    if role is not None:
        yield Answer("role", role.role.id, f"the image {role.matched} runs it")


def _header(catalog: Catalog, value: str) -> Iterator[Answer]:
    found = catalog.match_webhook_header(value)
    if found is not None:
        ident = found.system.id if found.system else "(several)"
        yield Answer("webhook_header", ident, f"signs webhooks with {found.header}{_shared(found.systems)}")


def _config_key(catalog: Catalog, value: str) -> Iterator[Answer]:
    found = catalog.role_for_config_key(value)
    if found is not None and found.key is not None:
        yield Answer("role", found.role.id, f"the key {found.matched}; its value is read as {found.key.target}")


def _env(catalog: Catalog, value: str) -> Iterator[Answer]:
    found = catalog.match_env(value) if _ENV_NAME.fullmatch(value) else None
    if found is not None:
        place = "begins with" if found.at_start else "contains"
        weak = ", a common word: needs an anchor" if found.generic else ""
        yield Answer("env", found.system.id, f"{place} {found.prefix}{weak}{_shared(found.systems)}")


def _name(catalog: Catalog, value: str) -> Iterator[Answer]:
    found = catalog.match_name(value)
    if found is not None:
        weak = ", a common word: needs an anchor" if found.generic else ""
        yield Answer("name", found.system.id, f"is called {found.name}{weak}")


def _field(catalog: Catalog, value: str, declared_type: str) -> Iterator[Answer]:
    for data_type in catalog.data_types(value, declared_type):
        yield Answer("data_type", data_type.id, f"{data_type.name}: {data_type.class_}, {data_type.sensitivity}")


def _sure(verified: bool) -> str:
    return "" if verified else ", not confirmed by a public source"


def _shared(systems: tuple[System, ...]) -> str:
    return f"; shared by {', '.join(system.id for system in systems)}" if len(systems) > 1 else ""
