"""The key table of `keys.yaml`, compiled for look-up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from extractors.config.common.tree import as_list, as_map, text_at
from extractors.documents import load_yaml
from mapgen.model.facts import Transport

_TABLE = Path(__file__).with_name("keys.yaml")
_SEGMENT = re.compile(r"\"([^\"]*)\"|\[([^\]]*)\]|([^.\[\]\"]+)")


@dataclass(frozen=True, slots=True)
class KeyRule:
    """A row of the table; `pattern` are canonical segments (see `keys.yaml` for the columns)."""

    pattern: tuple[str, ...]
    says: str
    target: str
    kind: str
    transport: Transport
    store: str
    split: bool
    needs: str
    strip: str
    until: str
    unless: tuple[tuple[tuple[str, str], ...], ...]
    without: tuple[str, ...]

    @property
    def name(self) -> str:
        """The rule's name in facts."""
        return "spring/" + ".".join(self.pattern)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits a key; `star` is the segment (as written) its `*` stands for."""

    rule: KeyRule
    star: str


def canonical(segment: str) -> str:
    """Relaxed binding: case, hyphens and underscores do not matter."""
    return segment.lower().replace("-", "").replace("_", "")


@lru_cache(maxsize=4096)
def segments(key: str) -> tuple[str, ...]:
    """The segments of a key as written; list indexes are `[0]`, quoted segments may contain dots."""
    made: list[str] = []
    for quoted, bracket, bare in _SEGMENT.findall(key):
        if bracket and not bracket.isdigit():
            made.append(bracket)
        else:
            made.append(quoted or (f"[{bracket}]" if bracket else bare))
    return tuple(made)


def canonical_key(key: str) -> str:
    """A key in comparable form, dotted."""
    return ".".join(canonical(segment) for segment in segments(key))


class KeyTable:
    """All rules and word lists of `keys.yaml`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._by_length: dict[int, list[KeyRule]] = defaultdict(list)
        self._by_ending: list[KeyRule] = []
        for row in as_list(data.get("rules")):
            rule = _rule(as_map(row))
            if rule.pattern[0].startswith("*/"):
                self._by_ending.append(rule)
            else:
                self._by_length[len(rule.pattern)].append(rule)
        self.embedded = tuple(str(item) for item in as_list(data.get("embedded")))
        self.connectors = {key: str(value) for key, value in as_map(data.get("connectors")).items()}
        self.application_names = frozenset(as_list(data.get("application_names")))
        self.port_keys = frozenset(as_list(data.get("port_keys")))
        self.profile_keys = frozenset(as_list(data.get("profile_keys")))
        self.framework_keys = frozenset(as_list(data.get("framework_keys")))
        self.profile_words = frozenset(as_list(data.get("profile_words")))

    def matches(self, key: str) -> Iterator[Match]:
        """The rules that fit a key, in table order; the first that is not switched off speaks."""
        written = segments(key)
        plain = tuple("[]" if part.startswith("[") else canonical(part) for part in written)
        for rule in self._by_length.get(len(plain), ()):
            if all(want in ("*", have) for want, have in zip(rule.pattern, plain, strict=True)):
                star = next((w for w, p in zip(written, rule.pattern, strict=True) if p.startswith("*")), "")
                yield Match(rule, star)
        for rule in self._by_ending:
            if plain and plain[-1].endswith(rule.pattern[0][1:]):
                yield Match(rule, key.partition("/")[0])


def _rule(row: dict[str, Any]) -> KeyRule:
    return KeyRule(
        pattern=tuple(str(row["key"]).split(".")),
        says=str(row["says"]),
        target=text_at(row, "target") or "value",
        kind=text_at(row, "kind") or "url",
        transport=cast("Transport", text_at(row, "transport") or "http"),
        store=text_at(row, "store"),
        split=bool(row.get("split")),
        needs=text_at(row, "needs"),
        strip=text_at(row, "strip"),
        until=text_at(row, "until"),
        unless=tuple(tuple((k, str(v)) for k, v in as_map(item).items()) for item in as_list(row.get("unless"))),
        without=tuple(str(item) for item in as_list(row.get("without"))),
    )


@lru_cache(maxsize=1)
def key_table() -> KeyTable:
    """The table, read once."""
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    return KeyTable(as_map(document.data))
