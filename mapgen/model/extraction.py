"""The door extractors come through: what the core hands them and what they hand back.

A third party registers a subclass of `Extractor` under the entry point group `mapgen.extractors`;
mapgen's own extractors do the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mapgen.model.facts import AnyFact


class FileRole(StrEnum):
    """What a file is for. Only SOURCE files give flows unless the user asks otherwise."""

    SOURCE = "source"
    TEST = "test"
    VENDORED = "vendored"
    GENERATED = "generated"
    DOCS = "docs"
    LOCALE = "locale"
    MIGRATION = "migration"


class SourceFile(Protocol):
    """A file handed to an extractor. Every access is confined to the root and to the size budget."""

    @property
    def root(self) -> str:
        """Name of the estate root."""

    @property
    def path(self) -> str:
        """POSIX path below the root."""

    @property
    def role(self) -> FileRole:
        """What the file is for."""

    @property
    def size(self) -> int:
        """Size in bytes."""

    def data(self) -> bytes:
        """The content. Raises BudgetExceeded when the file is over the size budget."""

    def text(self) -> str:
        """The content as text: UTF-8 (BOM removed), undecodable bytes replaced."""

    def sibling(self, path: str) -> bytes | None:
        """Content of another file of the same root (POSIX path below the root), or None. Recorded as a
        dependency of the cached result. Paths that leave the root give None."""

    def siblings(self, pattern: str) -> list[str]:
        """Sorted paths below the root that match a glob, relative to the root (`charts/crm/templates/*.yaml`)."""


@dataclass(frozen=True, slots=True, order=True)
class RuleInfo:
    """One thing an extractor understands, for people: `mapgen rules` lists them.

    group: a language or "format". name: package or format. example: what it looks like in a file. gives: what follows.
    """

    group: str
    name: str
    example: str
    gives: str


class Extractor(ABC):
    """Turns files into facts. Stateless between files: the same bytes give the same facts.

    Class attributes: `name` (unique, `config/compose`), `version` (raise it when output changes: it is part of
    the cache key), `description` (one line for `mapgen catalog extractors`).
    """

    name: str
    version: str
    description: str

    def rules(self) -> Sequence[RuleInfo]:
        """What this extractor understands, with an example each. By default one rule, from the class attributes
        `example` and `yields` where a class has them."""
        example, gives = str(getattr(self, "example", "")), str(getattr(self, "yields", self.description))
        return [RuleInfo("format", self.name, example, gives)]

    def warm(self, paths: Iterable[str]) -> None:
        """Load what reading these files will need. Called once before this process is copied for the workers, so that
        they share it; by default there is nothing to load."""
        del paths

    @abstractmethod
    def accepts(self, path: str) -> bool:
        """True when a file of this POSIX path may be for this extractor (cheap; by name only)."""

    @abstractmethod
    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """Give the facts of one file. Raise `DocumentError` for a file that claims the format and breaks it: the
        caller turns it into a coverage notice. Any content is untrusted."""


class LogExtractor(ABC):
    """Turns a log or trace sample (given explicitly by the user) into aggregated `TrafficObserved` facts."""

    name: str
    version: str
    description: str

    def rules(self) -> Sequence[RuleInfo]:
        """What this extractor understands: by default one log format."""
        return [RuleInfo("log", self.name, str(getattr(self, "example", "")), self.description)]

    @abstractmethod
    def sniff(self, head: bytes, path: str) -> float:
        """How sure this extractor is that it understands the file, 0-1, from its first 64 KB."""

    @abstractmethod
    def extract_log(self, file_path: str, source: SourceFile) -> Iterable[AnyFact]:
        """Stream the file at `file_path` and give aggregated facts; locations use `source.root` and `source.path`."""
