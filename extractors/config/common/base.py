"""The base class of config extractors and the helpers that make located facts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import ClassVar

from extractors.config.common.secrets import without_secret
from mapgen.model.extraction import Extractor, SourceFile
from mapgen.model.facts import ConfigSet
from mapgen.model.location import Location
from mapgen.model.value import Value


class ConfigExtractor(Extractor):
    """An extractor of one config format. It documents itself: the formats page is checked against these attributes.

    `files`: the file names it takes, as shown to users. `example`: one line of the format. `yields`: what that line
    says, in words.
    """

    files: ClassVar[str]
    example: ClassVar[str]
    yields: ClassVar[str]


def at(source: SourceFile, line: int, end_line: int = 0) -> Location:
    """The place of a fact in `source` (lines 1-based, 0 = the file as a whole)."""
    return Location(root=source.root, path=source.path, line=line, end_line=end_line)


def folder(path: str) -> str:
    """The folder of a POSIX path below the root; "" for the root itself."""
    return posixpath.dirname(path)


def name_of(path: str) -> str:
    """The file name of a POSIX path."""
    return path.rpartition("/")[2]


def below(directory: str, relative: str) -> str | None:
    """`relative` as seen from `directory`, normalised below the root; None when it is absolute or leaves the root."""
    if relative.startswith(("/", "~")) or "\\" in relative or "://" in relative:
        return None
    joined = posixpath.normpath(posixpath.join(directory, relative))
    if joined == "..":
        return None
    if joined.startswith("../"):
        return None
    return "" if joined == "." else joined


def env_set(
    location: Location, rule: str, key: str, value: Value, *, unit: str | None = None, shared: bool = False
) -> ConfigSet:
    """An environment variable is set (secrets are blanked)."""
    return ConfigSet(
        location=location,
        rule=rule,
        key=key,
        value=without_secret(key, value),
        namespace="env",
        unit=unit,
        shared=shared,
    )


def property_set(location: Location, rule: str, key: str, value: Value, *, unit: str | None = None) -> ConfigSet:
    """A configuration key is set (secrets are blanked)."""
    return ConfigSet(
        location=location, rule=rule, key=key, value=without_secret(key, value), namespace="property", unit=unit
    )


def matches_any(path: str, names: Iterable[str]) -> bool:
    """True when the file name of `path` is one of `names` (lower case)."""
    return name_of(path).lower() in set(names)
