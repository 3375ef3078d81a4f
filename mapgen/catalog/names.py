"""Lookups by what people and deployments write: images, URL schemes, ports, environment names, headers, names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapgen.catalog.entries import System
from mapgen.catalog.hosts import ranked
from mapgen.catalog.matches import EnvMatch, HeaderMatch, ImageMatch, NameMatch, SchemeMatch
from mapgen.model.naming import comparable, words

_HOLE = re.compile(r"\$\{[^}]{0,200}\}|\$\w{1,100}|\{\{[^}]{0,200}\}\}")
_INNER_LETTERS = 5
"""A prefix found inside a name must have this many letters: `SF_` in `GSF_ID` or `MY_SF_ID` says too little."""

_Claim = tuple[System, bool]


def image_name(image: str) -> str:
    """An image as the catalog spells it: without tag, digest, `docker.io/`, `library/` and template holes."""
    bare = _HOLE.sub("", image.strip().lower()).partition("@")[0]
    path, slash, last = bare.rpartition("/")
    bare = f"{path}{slash}{last.partition(':')[0]}".strip("/")
    return re.sub(r"^((index\.|registry-1\.)?docker\.io/)?(library/)?", "", bare)


def _without_registry(name: str) -> str:
    first, slash, rest = name.partition("/")
    return rest if slash and ("." in first or ":" in first or first == "localhost") else name


class ImageIndex:
    """Container image lookup: the listed image, else the same last name from another publisher."""

    def __init__(self, systems: Iterable[System]) -> None:
        self._exact: dict[str, System] = {}
        self._last: dict[str, System] = {}
        for system in systems:
            own = {comparable(name) for name in (system.id, system.name)} if not system.generic else set()
            for image in system.images:
                self._exact.setdefault(image, system)
                last = image.rpartition("/")[2]
                if "/" not in image or comparable(last) in own:
                    self._last.setdefault(last, system)

    def match(self, image: str) -> ImageMatch | None:
        """The system an image runs, or None."""
        name = image_name(image)
        for spelling in (name, _without_registry(name)):
            if spelling in self._exact:
                return ImageMatch(self._exact[spelling], spelling, True)
        last = name.rpartition("/")[2]
        return ImageMatch(self._last[last], last, False) if last in self._last else None


class SchemeIndex:
    """URL schemes and JDBC/R2DBC subprotocols."""

    def __init__(self, systems: Iterable[System]) -> None:
        self._schemes: dict[str, System] = {}
        for system in systems:
            for scheme in system.schemes:
                self._schemes.setdefault(scheme, system)

    def match(self, scheme: str) -> SchemeMatch | None:
        """The technology of a scheme ("amqps", "postgresql+psycopg2", "jdbc:mysql") or of a whole URL, or None."""
        name = scheme.strip().lower().partition("://")[0].rstrip(":")
        if name.startswith(("jdbc:", "r2dbc:")):
            parts = [part for part in name.split(":") if part not in ("pool", "p6spy", "tracing", "log4jdbc", "tc")]
            tries = [":".join(parts[:2]), ":".join(parts[1:2])]
        else:
            tries = [name, name.partition("+")[0]]
        for spelling in tries:
            if spelling in self._schemes:
                return SchemeMatch(self._schemes[spelling], spelling)
        return None


class EnvIndex:
    """Environment variable names by their prefix, on word borders."""

    def __init__(self, systems: Iterable[System]) -> None:
        self._claims: dict[str, list[_Claim]] = {}
        for system in systems:
            for prefix in system.env_prefixes:
                self._claims.setdefault(prefix, []).append((system, True))

    def match(self, name: str) -> EnvMatch | None:
        """The system a variable name points at: the longest prefix at its start, else inside it; or None."""
        parts = words(name)
        starts = [self._at(parts[at:], at) for at in range(len(parts))]
        found = [match for match in starts if match is not None]
        return found[0] if found else None

    def _at(self, parts: list[str], position: int) -> EnvMatch | None:
        for length in range(len(parts), 0, -1):
            spelling = "_".join(parts[:length]).upper()
            prefix = f"{spelling}_" if length < len(parts) and f"{spelling}_" in self._claims else spelling
            claims = self._claims.get(prefix)
            if claims and (position == 0 or (prefix.endswith("_") and len(prefix) > _INNER_LETTERS)):
                return self._answer(prefix, claims, at_start=position == 0)
        return None

    @staticmethod
    def _answer(prefix: str, claims: list[_Claim], *, at_start: bool) -> EnvMatch:
        systems = tuple(claim[0] for claim in ranked(claims, prefix))
        first = systems[0]
        return EnvMatch(first, prefix, at_start, first.generic or prefix in first.generic_env, systems)


class HeaderIndex:
    """Webhook signature headers, without regard to case."""

    def __init__(self, systems: Iterable[System]) -> None:
        self._claims: dict[str, list[_Claim]] = {}
        for system in systems:
            for header in system.webhook_headers:
                self._claims.setdefault(header.lower(), []).append((system, True))
            for header in system.unverified.webhook_headers:
                self._claims.setdefault(header.lower(), []).append((system, False))

    def match(self, header: str) -> HeaderMatch | None:
        """Who signs webhooks with this header; also in its CGI spelling (`HTTP_STRIPE_SIGNATURE`); or None."""
        name = header.strip().lower()
        if name.startswith("http_"):
            name = name.removeprefix("http_").replace("_", "-")
        claims = ranked(self._claims.get(name, ()), name)
        if not claims:
            return None
        systems = tuple(claim[0] for claim in claims)
        sure = [claim for claim in claims if claim[1]] or claims
        owner = self._owner(sure, header)
        return HeaderMatch(owner, name, claims[0][1], systems)

    @staticmethod
    def _owner(claims: list[_Claim], header: str) -> System | None:
        """The only sender, or of several the one the header is named after (`Stripe-Signature`)."""
        if len(claims) == 1:
            return claims[0][0]
        named = [system for system, _ in claims if comparable(system.name) in comparable(header)]
        return min(named, key=lambda system: len(system.id)) if named else None


class NameIndex:
    """Names and aliases, compared without regard to case, spaces and punctuation; never parts of them."""

    def __init__(self, systems: Iterable[System]) -> None:
        self._names: dict[str, tuple[System, str]] = {}
        listed = list(systems)
        for system in listed:
            self._names.setdefault(comparable(system.name), (system, system.name))
        for system in listed:
            for alias in (*system.aliases, system.id):
                self._names.setdefault(comparable(alias), (system, alias))

    def match(self, text: str) -> NameMatch | None:
        """The system that is called exactly so, or None."""
        found = self._names.get(comparable(text))
        if found is None:
            return None
        short = len(comparable(text)) < 3 and comparable(text) != found[0].id  # "S3" is clear, "GA" and "X" are not
        return NameMatch(found[0], found[1], found[0].generic or short)
