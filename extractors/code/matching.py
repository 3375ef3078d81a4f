"""Whether a used symbol is the one a rule names: modules that moved, generated modules, names along a chain."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

Symbol = tuple[str, ...]
"""Module and member names from the outside in: ("requests", "Session", "get")."""


def root_of(module: Symbol) -> str:
    """What is compared when a file is checked for any known import: up to three segments."""
    return ".".join(_modern(module[:3]))


def _modern(module: Symbol) -> Symbol:
    """`javax.*` of Java EE became `jakarta.*`."""
    return ("jakarta", *module[1:]) if module[:1] == ("javax",) else module


def same_module(rule: Symbol, used: Symbol) -> bool:
    """True for the same module, or another package of the same library (a moved class)."""
    rule, used = _modern(rule), _modern(used)
    if rule == used:
        return True
    shared = 0
    for left, right in zip(rule, used, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= 3


def module_lengths(module: Symbol, symbol: Symbol) -> Iterable[int]:
    """How many leading segments of a symbol may be the rule's module."""
    size = len(module)
    if module == ("",):
        return
    if size == 1 and "*" in module[0]:  # generated modules stand in any package
        yield from (index + 1 for index, part in enumerate(symbol[:-1]) if fnmatchcase(part, module[0]))
        return
    head = symbol[:size]
    if len(symbol) >= size and (head == module or _glob(module, head)):
        yield size
        return
    if size >= 3 or module[0] in ("javax", "jakarta"):
        # a class that moved inside its library: org.springframework.cloud.netflix.feign -> ...cloud.openfeign
        upper = next((i for i, part in enumerate(symbol) if part[:1].isupper()), 0)
        if upper and same_module(module, symbol[:upper]):
            yield upper


def _glob(module: Symbol, head: Symbol) -> bool:
    return any("*" in part for part in module) and all(map(fnmatchcase, head, module))


def names_fit(names: Symbol, used: Symbol) -> bool:
    """Constructs match in order; between their first and last name a fluent chain may have further calls."""
    if not used:
        return not names
    if not names:
        return False
    if len(names) == 1:
        return name_fits(names[0], used[-1]) and _only_packages(used[:-1])
    if not name_fits(names[-1], used[-1]):
        return False
    position = -1
    for index, part in enumerate(used[:-1]):
        if name_fits(names[0], part):
            position = index
            break
    if position < 0:
        return False
    rest = iter(used[position:])
    return all(any(name_fits(name, part) for part in rest) for name in names)


def _only_packages(parts: Symbol) -> bool:
    """Sub-packages may stand between a module and a class of it (`redis.asyncio.Redis`)."""
    return not parts


def name_fits(pattern: str, name: str) -> bool:
    """True when a name, or a pattern with stars, is that name."""
    return pattern == name or ("*" in pattern and fnmatchcase(name, pattern))
