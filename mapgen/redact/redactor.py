"""Hiding secrets and personal data in excerpts before they are stored, shown, exported or sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mapgen.redact.personal import personal_data
from mapgen.redact.rules import TOKEN_RULES
from mapgen.redact.structure import Span, structural_secrets

MAX_LENGTH = 200_000
"""Longer texts are not searched but hidden as a whole: excerpts are never that long."""

_ROUNDS = 6
"""What one round hides can bring out another match; texts that need more rounds are hidden as a whole."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text safe to show, and how often each rule hid something in it."""

    text: str
    findings: dict[str, int] = field(default_factory=dict)


def redact(text: str) -> Redacted:
    """Replace secrets and personal data with `[redacted:kind]` (short ones with `***`).

    Placeholders, identifiers, hashes, hosts and names of environment variables stay. Applying it again changes
    nothing; the result is never longer than twice the text. When in doubt (a text too long to search, or one that
    keeps matching), everything is hidden.
    """
    if len(text) > MAX_LENGTH:
        return Redacted("***", {"too-long": 1})
    findings: Counter[str] = Counter()
    current = text
    for _ in range(_ROUNDS):
        spans = list(_merged(_spans(current)))
        if not spans:
            return Redacted(current, dict(sorted(findings.items())))
        findings.update(rule for _, _, rule in spans)
        replaced = _replace(current, spans)
        if replaced == current or len(replaced) > 2 * len(text):
            break
        current = replaced
    return Redacted("***"[: 2 * len(text)], dict(sorted(findings.items())))


def _spans(text: str) -> Iterator[Span]:
    for rule in TOKEN_RULES:
        if any(anchor in text for anchor in rule.anchors):
            for match in rule.pattern.finditer(text):
                group = 1 if match.re.groups and match[1] is not None else 0
                if "[redacted" not in match[group]:
                    yield match.start(group), match.end(group), rule.id
    yield from structural_secrets(text)
    yield from personal_data(text)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Overlapping spans as one, named after the first (token shapes come before structure)."""
    last: Span | None = None
    for start, end, rule in sorted(spans, key=lambda span: span[0]):
        if last is None:
            last = (start, end, rule)
        elif start < last[1]:
            last = (last[0], max(end, last[1]), last[2] if last[2] != "secret-value" else rule)
        else:
            yield last
            last = (start, end, rule)
    if last is not None:
        yield last


def _replace(text: str, spans: Iterable[Span]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, rule in spans:
        parts += [text[done:start], _mask(end - start, rule)]
        done = end
    return "".join([*parts, text[done:]])


def _mask(length: int, rule: str) -> str:
    label = f"[redacted:{rule}]"
    return label if len(label) <= 2 * length else "***"[: 2 * length]
