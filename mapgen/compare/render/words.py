"""The sentences that all renderers share."""

from __future__ import annotations

from mapgen.compare.changes import FieldChange, MapDiff, Shown
from mapgen.compare.findings import CheckResult, FindingKind
from mapgen.model.evidence import Evidence
from mapgen.terminal import clean_line

TITLES = {
    FindingKind.NEW: "New flows",
    FindingKind.VANISHED: "Vanished flows",
    FindingKind.CHANGED: "Changed flows",
    FindingKind.UNREVIEWED: "Unreviewed flows",
    FindingKind.MOVED: "Flows with moved or changed evidence",
    FindingKind.NOT_COMPARED: "Flows that could not be compared",
}
"""Heading of each kind of finding."""

_COUNTED = {
    FindingKind.NEW: "new",
    FindingKind.VANISHED: "vanished",
    FindingKind.CHANGED: "changed",
    FindingKind.UNREVIEWED: "unreviewed",
    FindingKind.MOVED: "with moved evidence",
    FindingKind.NOT_COMPARED: "not compared",
}
_LONGEST = 120


def summary(result: CheckResult) -> str:
    """The result in one sentence ("2 new, 1 vanished: the map needs an update.")."""
    parts = [f"{count} {_COUNTED[kind]}" for kind, count in result.counts.items() if count]
    if not parts:
        return "The map agrees with the estate."
    verdict = "the map needs an update" if result.failed else "nothing fails the check"
    return f"{', '.join(parts)}: {verdict}."


def names_of(diff: MapDiff) -> dict[str, str]:
    """System id -> name, on one safe line."""
    return {key: clean_line(name, _LONGEST) for key, name in diff.system_names}


def place(piece: Evidence) -> str:
    """`path:line` of a piece of evidence."""
    return clean_line(f"{piece.path}:{piece.line}" if piece.line else piece.path, 2 * _LONGEST)


def change_parts(change: FieldChange) -> list[str]:
    """What differs, as short pieces: `+ email`, `- phone`, or `api -> webhook`."""
    if isinstance(change.before, tuple) or isinstance(change.after, tuple):
        return [f"+ {clean_line(item, _LONGEST)}" for item in change.added] + [
            f"- {clean_line(item, _LONGEST)}" for item in change.removed
        ]
    return [f"{_word(change.before)} -> {_word(change.after)}"]


def _word(value: Shown) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value is None else clean_line(str(value), _LONGEST)
