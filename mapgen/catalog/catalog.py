"""The catalog's front: lazily loaded parts and every lookup others need."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from mapgen.catalog import reader
from mapgen.catalog.entries import Construct, DataType, Role, System
from mapgen.catalog.fields import FieldIndex
from mapgen.catalog.hosts import HostIndex
from mapgen.catalog.matches import (
    EnvMatch,
    HeaderMatch,
    HostMatch,
    ImageMatch,
    NameMatch,
    PackageMatch,
    RoleMatch,
    SchemeMatch,
)
from mapgen.catalog.names import EnvIndex, HeaderIndex, ImageIndex, NameIndex, SchemeIndex
from mapgen.catalog.packages import ImportIndex, PackageIndex
from mapgen.catalog.roles import RoleIndex
from mapgen.errors import CatalogError

ENVIRONMENT = "MAPGEN_CATALOG"
"""Names the user's own catalog folders."""

_BORROWS = {"typescript": "javascript", "tsx": "javascript", "jsx": "javascript"}
_ALSO = {"kotlin": ("java",)}
"""Languages that use the libraries of another one besides their own."""


class Catalog:
    """What mapgen knows of systems, libraries, kinds of data and platform roles.

    Parts are read when first asked for; a part that is not valid raises CatalogError then. Lookups are pure and safe
    to share between threads.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    @functools.cached_property
    def version(self) -> str:
        """Hash over all files: part of the key of everything that is cached and depends on the catalog."""
        seals = "".join(reader.digest(self._folders, part) for part in reader.PARTS)
        return hashlib.sha256(seals.encode()).hexdigest()[:16]

    @functools.cached_property
    def systems(self) -> Mapping[str, System]:
        """All systems by id, in the order of ids."""
        return MappingProxyType({system.id: system for system in reader.read_systems(self._folders)})

    @functools.cached_property
    def roles(self) -> Mapping[str, Role]:
        """All platform roles by id."""
        return MappingProxyType({role.id: role for role in reader.read_roles(self._folders)})

    @functools.cached_property
    def all_data_types(self) -> tuple[DataType, ...]:
        """All data types, in the order of ids."""
        return reader.read_data_types(self._folders)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of systems, sorted."""
        return tuple(sorted({system.kind for system in self.systems.values()}))

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages with constructs of their own."""
        return reader.languages(self._folders)

    def system(self, ident: str) -> System:
        """The system with this id. Raises CatalogError when there is none."""
        try:
            return self.systems[ident]
        except KeyError:
            raise CatalogError(f"no system {ident!r} in the catalog", hint="see `mapgen catalog list`") from None

    def constructs(self, language: str) -> tuple[Construct, ...]:
        """Constructs of a language (TypeScript has JavaScript's, Kotlin also Java's); () when it has none."""
        own = self._constructs(_BORROWS.get(language, language))
        return own + tuple(item for other in _ALSO.get(language, ()) for item in self._constructs(other))

    def match_host(self, host: str) -> HostMatch | None:
        """The system a host belongs to: longest DNS suffix on label borders."""
        return self._hosts.match(host)

    def match_package(self, package: str) -> PackageMatch | None:
        """The system or library of `ecosystem:name`: exact; Go modules by their longest path prefix."""
        return self._packages.match(package)

    def match_import(self, ecosystem: str, module: str) -> PackageMatch | None:
        """The package that source code imports `module` from: longest import root."""
        return self._imports.match(ecosystem, module)

    def match_image(self, image: str) -> ImageMatch | None:
        """The system a container image runs; registry, tag and digest do not matter."""
        return self._images.match(image)

    def match_scheme(self, scheme: str) -> SchemeMatch | None:
        """The technology behind a URL scheme (`amqps`), a JDBC subprotocol (`jdbc:postgresql`) or a whole URL."""
        return self._schemes.match(scheme)

    def match_port(self, port: int) -> System | None:
        """The technology that listens on this port by default: a weak hint; None when several do or none does."""
        systems = [system for system in self.systems.values() if port in system.default_ports]
        return systems[0] if len(systems) == 1 else None

    def match_env(self, name: str) -> EnvMatch | None:
        """The system the name of an environment variable points at."""
        return self._env.match(name)

    def match_webhook_header(self, name: str) -> HeaderMatch | None:
        """The system that signs its webhooks with this header."""
        return self._headers.match(name)

    def match_name(self, text: str) -> NameMatch | None:
        """The system whose name or alias this text is, exactly but for case and punctuation."""
        return self._names.match(text)

    def data_types(self, field_name: str, declared_type: str = "") -> tuple[DataType, ...]:
        """The kinds of data a field of this name and declared type holds."""
        return self._fields.match(field_name, declared_type)

    def role_for_package(self, package: str) -> RoleMatch | None:
        """The platform role a dependency gives."""
        return self._role_index.of_package(package)

    def role_for_annotation(self, language: str, name: str) -> RoleMatch | None:
        """The platform role an annotation gives."""
        return self._role_index.of_annotation(language, name)

    def role_for_config_key(self, key: str) -> RoleMatch | None:
        """The platform role a configuration key gives, and how to read the other side's address in its value."""
        return self._role_index.of_config_key(key)

    def role_for_image(self, image: str) -> RoleMatch | None:
        """The platform role the software of a container image plays."""
        return self._role_index.of_image(image)

    @functools.lru_cache(maxsize=32)  # noqa: B019 - a process has one or two catalogs, for its whole life
    def _constructs(self, language: str) -> tuple[Construct, ...]:
        return reader.read_constructs(self._folders, language)

    @functools.cached_property
    def _hosts(self) -> HostIndex:
        return HostIndex(self.systems.values())

    @functools.cached_property
    def _all_constructs(self) -> tuple[Construct, ...]:
        return tuple(item for language in self.languages for item in self._constructs(language))

    @functools.cached_property
    def _packages(self) -> PackageIndex:
        return PackageIndex(self.systems.values(), (item.package_id for item in self._all_constructs))

    @functools.cached_property
    def _imports(self) -> ImportIndex:
        return ImportIndex(self.systems.values(), self._all_constructs, self._packages)

    @functools.cached_property
    def _images(self) -> ImageIndex:
        return ImageIndex(self.systems.values())

    @functools.cached_property
    def _schemes(self) -> SchemeIndex:
        return SchemeIndex(self.systems.values())

    @functools.cached_property
    def _env(self) -> EnvIndex:
        return EnvIndex(self.systems.values())

    @functools.cached_property
    def _headers(self) -> HeaderIndex:
        return HeaderIndex(self.systems.values())

    @functools.cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.systems.values())

    @functools.cached_property
    def _fields(self) -> FieldIndex:
        return FieldIndex(self.all_data_types)

    @functools.cached_property
    def _role_index(self) -> RoleIndex:
        return RoleIndex(self.roles.values())


def load_catalog(extra: Sequence[Path] = ()) -> Catalog:
    """The bundled catalog, extended and overridden by the user's own folders, the last one strongest.

    Folders named in the environment variable MAPGEN_CATALOG (separated like PATH) come before `extra`; worker
    processes learn of the user's folders that way.

    Raises CatalogError when a folder does not exist; the files themselves are read and validated on first use.
    """
    named = [Path(part) for part in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if part]
    extra = list(dict.fromkeys([*named, *extra]))
    for folder in extra:
        if not folder.is_dir():
            raise CatalogError("is not a folder", where=str(folder), hint="give a folder with systems/, roles.yaml ...")
    return Catalog((reader.BUNDLED, *extra))
