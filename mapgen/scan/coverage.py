"""The per-root part of the coverage statement: what was read, by whom, and what was left out and why."""

from __future__ import annotations

from collections import Counter

from mapgen.model.extraction import FileRole
from mapgen.model.integration_map import RootCoverage
from mapgen.scan.discovery import Discovery, FoundFile
from mapgen.scan.languages import language_of
from mapgen.scan.work import Result

_ROLE_TITLES = {
    FileRole.TEST: "tests and fixtures",
    FileRole.VENDORED: "vendored",
    FileRole.GENERATED: "generated or minified",
    FileRole.DOCS: "documentation",
    FileRole.LOCALE: "translations",
    FileRole.MIGRATION: "database migrations",
}
_SAID_BY_CONTENT = {FileRole.GENERATED.value: _ROLE_TITLES[FileRole.GENERATED]}


class CoverageCounter:
    """Counts the files of one root."""

    def __init__(self, root: str, discovery: Discovery) -> None:
        self._root = root
        self._files = 0
        self._skipped = Counter(discovery.skipped)
        self._by_extractor: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._unsupported: Counter[str] = Counter()

    def count(self, file: FoundFile, result: Result | None) -> None:
        """Take one file into account; `result` None means that its role kept it from the extractors."""
        if result is None:
            self._skipped[_ROLE_TITLES[file.role]] += 1
            return
        if result.skipped:
            self._skipped[_SAID_BY_CONTENT.get(result.skipped, result.skipped)] += 1
            return
        language = language_of(file.path)
        if result.accepted:
            self._files += 1
            self._by_extractor.update(dict.fromkeys(result.by_extractor, 1))
            self._languages.update([language] if language else [])
        elif language:
            self._unsupported[language] += 1
        else:
            self._skipped["formats without an extractor"] += 1

    def coverage(self) -> RootCoverage:
        """The statement, sorted by name."""
        return RootCoverage(
            root=self._root,
            files=self._files,
            by_extractor=_sorted(self._by_extractor),
            skipped=_sorted(self._skipped),
            languages=_sorted(self._languages),
            unsupported_languages=_sorted(self._unsupported),
        )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts)}
