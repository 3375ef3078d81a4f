"""The result of checking a committed map against its estate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mapgen.compare.changes import FieldChange, MapDiff
from mapgen.errors import InputError
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow


class FindingKind(StrEnum):
    """What kind of difference a finding is, in the order in which findings are shown."""

    NEW = "new"
    VANISHED = "vanished"
    CHANGED = "changed"
    UNREVIEWED = "unreviewed"
    MOVED = "moved"
    NOT_COMPARED = "not_compared"


class Severity(StrEnum):
    """How much a finding matters to a reader; what fails the check is a separate choice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


FAILABLE = (FindingKind.NEW, FindingKind.VANISHED, FindingKind.CHANGED, FindingKind.UNREVIEWED)
"""Kinds that can be asked to fail a check; the others only inform."""

DEFAULT_FAIL_ON = frozenset({FindingKind.NEW, FindingKind.VANISHED, FindingKind.CHANGED})
"""Kinds that fail a check unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference that somebody should look at.

    flow: the flow as the estate shows it now, or as the map has it when it vanished. message: one sentence.
    changes: for a changed flow, what differs. evidence: the places that show it, the strongest first.
    fails: True when this finding makes the check fail.
    """

    kind: FindingKind
    severity: Severity
    flow: Flow
    message: str
    changes: tuple[FieldChange, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    fails: bool = False


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All findings, ordered by kind and flow id, and the difference they come from."""

    findings: tuple[Finding, ...]
    diff: MapDiff
    fail_on: frozenset[FindingKind] = DEFAULT_FAIL_ON

    @property
    def failed(self) -> bool:
        """True when a finding fails the check."""
        return any(finding.fails for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """What `mapgen check` ends with: 1 when it failed, else 0."""
        return int(self.failed)

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind is kind)

    @property
    def counts(self) -> dict[FindingKind, int]:
        """Number of findings of every kind, zero included."""
        return {kind: len(self.of(kind)) for kind in FindingKind}


def parse_fail_on(text: str) -> frozenset[FindingKind]:
    """Kinds from a comma-separated list; `none` fails never, `all` on every kind that can fail.

    Raises:
        InputError: a name is not one of the kinds.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if names == ["none"]:
        return frozenset()
    if names == ["all"]:
        return frozenset(FAILABLE)
    return frozenset(_failable(names))


def _failable(names: Iterable[str]) -> Iterable[FindingKind]:
    known = {str(kind): kind for kind in FAILABLE}
    for name in names:
        if name not in known:
            raise InputError(
                f"unknown kind of finding {name!r}",
                where="--fail-on",
                hint=f"choose from {', '.join(known)}, or use all or none",
            )
        yield known[name]
