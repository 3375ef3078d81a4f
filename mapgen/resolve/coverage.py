"""The resolver's part of the coverage statement: what stayed unresolved."""

from __future__ import annotations

from mapgen.model.facts import Noticed
from mapgen.model.integration_map import Coverage, CoverageNotice
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context
from mapgen.resolve.messages import one_sided_channels

MAX_NAMES = 200


def coverage_of(context: Context, candidates: list[Candidate]) -> Coverage:
    """Unresolved hosts and targets, one-sided channels, notices of extractors and resolver (merged by message)."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for noticed in context.of(Noticed):
        grouped.setdefault((noticed.code, noticed.severity, noticed.message), []).append(str(noticed.location))
    for (code, message), examples in context.notices.items():
        grouped.setdefault((code, "info", message), []).extend(examples)
    if context.targets.unfilled:
        message = "addresses that depend on values nobody sets"
        grouped.setdefault(("value.unset", "info", message), []).extend(sorted(context.targets.unfilled))
    notices = [
        CoverageNotice(code=code, severity=severity, message=message, count=len(places), example=places[0])  # type: ignore[arg-type]
        for (code, severity, message), places in sorted(grouped.items())
    ]
    return Coverage(
        notices=notices,
        unresolved_hosts=sorted(context.targets.unresolved_hosts)[:MAX_NAMES],
        unresolved_targets=sorted(context.targets.unresolved)[:MAX_NAMES],
        one_sided_channels=one_sided_channels(context, candidates)[:MAX_NAMES],
    )
