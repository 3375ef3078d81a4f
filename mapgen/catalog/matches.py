"""What a lookup in the catalog answers: the entry, what matched, and how much to trust it."""

from __future__ import annotations

import msgspec

from mapgen.catalog.entries import ConfigKey, Role, System


class HostMatch(msgspec.Struct, frozen=True):
    """A host belongs to a system.

    suffix: the pattern that matched. verified: a public source names this host. systems: all systems that share the
    suffix, `system` first.
    """

    system: System
    suffix: str
    verified: bool
    systems: tuple[System, ...]


class PackageMatch(msgspec.Struct, frozen=True):
    """A package or import is known.

    system: the system the library talks to; None for libraries that talk to anything (`requests`) or to several
    technologies (an ORM). package: `ecosystem:name` as the catalog spells it. matched: the package or import root
    that matched. verified: a public source names the package for this system. systems: all systems that claim it.
    """

    system: System | None
    package: str
    matched: str
    verified: bool
    systems: tuple[System, ...] = ()


class ImageMatch(msgspec.Struct, frozen=True):
    """A container image runs a system. exact: the image itself is listed; otherwise another publisher's image of the
    same last name is (`acme/postgres`)."""

    system: System
    image: str
    exact: bool


class SchemeMatch(msgspec.Struct, frozen=True):
    """A URL scheme or JDBC/R2DBC subprotocol belongs to a technology; `scheme` is what matched."""

    system: System
    scheme: str


class EnvMatch(msgspec.Struct, frozen=True):
    """The name of an environment variable points at a system.

    prefix: what matched. at_start: the name begins with it (`STRIPE_KEY`, not `BILLING_STRIPE_KEY`). generic: the
    prefix is a common word: demand an anchor. systems: all systems that share the prefix, `system` first.
    """

    system: System
    prefix: str
    at_start: bool
    generic: bool
    systems: tuple[System, ...]


class HeaderMatch(msgspec.Struct, frozen=True):
    """A webhook signature header is known. system: None when several systems send it (`systems` then names them all):
    such a header proves a webhook, not its sender."""

    system: System | None
    header: str
    verified: bool
    systems: tuple[System, ...]


class NameMatch(msgspec.Struct, frozen=True):
    """A text is the name or an alias of a system. generic: the name is a common word: demand an anchor."""

    system: System
    name: str
    generic: bool


class RoleMatch(msgspec.Struct, frozen=True):
    """Something gives a unit a platform role. matched: the package, annotation, image or key that does; key: how to
    read the value, for configuration keys."""

    role: Role
    matched: str
    key: ConfigKey | None = None
