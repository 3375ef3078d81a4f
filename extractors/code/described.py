"""The rules of a language in words: what `mapgen rules` shows."""

from __future__ import annotations

from collections import defaultdict

from extractors.code.rules import constructs_of
from mapgen.catalog import Construct
from mapgen.model.extraction import RuleInfo

_AT = frozenset({"annotation", "decorator"})
_MAX_NAMES = 8


def described_rules(language: str) -> list[RuleInfo]:
    """One entry per library: its first construct as it stands in a file, and what using its constructs means."""
    by_package: dict[str, list[Construct]] = defaultdict(list)
    for construct in constructs_of(language):
        if construct.language == language:
            by_package[construct.package_id].append(construct)
    return [_described(language, package, by_package[package]) for package in sorted(by_package)]


def _described(language: str, package: str, constructs: list[Construct]) -> RuleInfo:
    roles: dict[str, list[str]] = defaultdict(list)
    for construct in constructs:
        roles[construct.role].append(construct.construct)
    gives = "; ".join(f"{role.replace('_', ' ')}: {_names(names)}" for role, names in sorted(roles.items()))
    return RuleInfo(language, package, _example(constructs[0]), gives)


def _names(names: list[str]) -> str:
    known = list(dict.fromkeys(names))
    more = f" and {len(known) - _MAX_NAMES} more" if len(known) > _MAX_NAMES else ""
    return ", ".join(known[:_MAX_NAMES]) + more


def _example(construct: Construct) -> str:
    """The construct with its target in place: `requests.get(url)`, `@FeignClient(name)`, `new Kafka(brokers)`."""
    target = construct.target_arg.rpartition(":")[2].replace("-", "")
    shown = target if target and not target.isdigit() else construct.target_kind.replace("-", "")
    home = construct.imports[0] if construct.imports else construct.package
    if construct.form in _AT:
        return f"@{construct.construct}({shown})"
    if construct.form not in ("call", "constructor", "struct_literal"):
        return f"{home}: {construct.construct} ({construct.form.replace('_', ' ')})"
    return f"{home}: {construct.construct}({shown})"
