"""Second stage of path templates: statistics over the aggregated groups of one target.

The paths of a target form a trie. At each node, siblings become one hole when they look like identifiers, or
when many of them carry the same subtree that starts with a literal (tenants, locales in front of `api/v1`), or
when there are far more of them than requests can explain. Versions and words that merely contain a digit are
never merged on looks. A template of a known specification always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.logs.engine.segments import HOLE
from extractors.logs.engine.shapes import Shape, shape

_FAMILY = {Shape.STRONG_ID: 3, Shape.DATE: 2, Shape.LOCALE: 2, Shape.WEAK_ID: 5, Shape.LONG_WORD: 3}
"""How many siblings of one look it takes to call them a variable."""

_FAMILY_BESIDE_HOLE = {Shape.STRONG_ID: 1, Shape.DATE: 1, Shape.LOCALE: 1, Shape.WEAK_ID: 1, Shape.LONG_WORD: 2}
"""The same, where certain identifiers were seen at the same place."""

_DOUBTFUL = frozenset({Shape.WORD, Shape.WEAK_ID, Shape.LONG_WORD})
_RARE = 20
_RARE_LONG = 5
_SAME_SUBTREE = 4
_SLUGS = 5
_CROWD = 30
_CROWD_MEAN = 3.0


class _Node:
    __slots__ = ("children", "count", "ends")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.count = 0
        self.ends = 0

    def absorb(self, other: _Node) -> None:
        """Add another subtree to this one."""
        self.count += other.count
        self.ends += other.ends
        for name, child in other.children.items():
            mine = self.children.get(name)
            if mine is None:
                self.children[name] = child
            else:
                mine.absorb(child)


class KnownTemplates:
    """Path templates of specifications (`/contacts/{id}`), matched segment by segment, most literal first."""

    def __init__(self, templates: Iterable[str] = ()) -> None:
        self._by_length: dict[int, list[tuple[str, ...]]] = {}
        for template in templates:
            parts = tuple(HOLE if "{" in part else part for part in template.split("?")[0].strip("/").split("/"))
            self._by_length.setdefault(len(parts), []).append(parts)
        for known in self._by_length.values():
            known.sort(key=lambda parts: (parts.count(HOLE), parts))

    def __bool__(self) -> bool:
        return bool(self._by_length)

    def match(self, path: str) -> str | None:
        """The known template a path belongs to, holes written {}; None when no template fits."""
        parts = path.strip("/").split("/")
        for known in self._by_length.get(len(parts), ()):
            if all(want in (HOLE, part) for want, part in zip(known, parts, strict=True)):
                return "/" + "/".join(known)
        return None


def learn(counts: Mapping[str, int], known: KnownTemplates | None = None, fan_out: int = 0) -> dict[str, str]:
    """Map every first-stage template of one target to its final template.

    counts: requests by first-stage template. fan_out: when positive, nodes with more literal children than this
    are collapsed whatever they look like (used to keep the group table within its limit).
    """
    final: dict[str, str] = {}
    root = _Node()
    rest: list[str] = []
    for template in counts:
        matched = known.match(template) if known else None
        if matched is None:
            rest.append(template)
            _insert(root, template.split("/"), counts[template])
        else:
            final[template] = matched
    _merge_below(root, fan_out)
    for template in rest:
        final[template] = "/".join(_walk(root, template.split("/")))
    return final


def _insert(root: _Node, parts: Sequence[str], count: int) -> None:
    node = root
    node.count += count
    for part in parts:
        node = node.children.setdefault(part, _Node())
        node.count += count
    node.ends += count


def _walk(root: _Node, parts: Sequence[str]) -> list[str]:
    """The names on the way of a path through the merged trie."""
    out = []
    node = root
    for part in parts:
        found = node.children.get(part)
        if found is None:
            extension = _extension(part)
            name = HOLE + extension if HOLE + extension in node.children else HOLE
            found = node.children[name]
            part = name
        out.append(part)
        node = found
    return out


def _extension(part: str) -> str:
    stem, dot, tail = part.rpartition(".")
    return f".{tail}" if dot and stem and tail.isalnum() and not tail.isdigit() and len(tail) <= 8 else ""


def _merge_below(node: _Node, fan_out: int) -> None:
    pending = [node]
    while pending:
        here = pending.pop()
        if len(here.children) > 1:
            _merge_children(here, fan_out)
        pending.extend(here.children.values())


def _merge_children(node: _Node, fan_out: int) -> None:
    literals = [name for name in node.children if name and HOLE not in name]
    chosen = _by_looks(node, literals)
    chosen |= _by_subtree(node, [name for name in literals if name not in chosen])
    chosen |= _by_slug(node, [name for name in literals if name not in chosen])
    left = [name for name in literals if name not in chosen]
    chosen |= _by_crowd(node, left)
    if fan_out and len(left) > fan_out:
        chosen |= set(left)
    for name in chosen:
        child = node.children.pop(name)
        hole = HOLE + _extension(name) if HOLE + _extension(name) in node.children else HOLE
        into = node.children.get(hole)
        if into is None:
            node.children[hole] = child
        else:
            into.absorb(child)


def _by_looks(node: _Node, literals: list[str]) -> set[str]:
    families: dict[Shape, list[str]] = {}
    for name in literals:
        families.setdefault(shape(name), []).append(name)
    chosen: set[str] = set()
    for look, names in families.items():
        if look in _FAMILY and len(names) >= _FAMILY[look]:
            chosen.update(names)
    variable = HOLE in node.children or bool(chosen)
    for look, names in families.items() if variable else ():
        if look in _FAMILY_BESIDE_HOLE and len(names) >= _FAMILY_BESIDE_HOLE[look]:
            chosen.update(names)
        elif look in _DOUBTFUL:
            chosen.update(name for name in names if _doubtful_and_rare(node, name, look))
    return chosen


def _doubtful_and_rare(node: _Node, name: str, look: Shape) -> bool:
    """A value nobody would take for a word on its own, seen now and then where identifiers are the rule."""
    if look is Shape.WORD and not any(c.isdigit() for c in name):
        return False
    rarity = _RARE_LONG if look is Shape.LONG_WORD else _RARE
    return rarity * node.children[name].count <= node.count


def _by_subtree(node: _Node, literals: list[str]) -> set[str]:
    """Siblings that never end a path and all continue with the same literal (`acme/api`, `globex/api`)."""
    groups: dict[frozenset[str], list[str]] = {}
    for name in literals:
        child = node.children[name]
        if not child.ends and child.children and shape(name) is not Shape.VERSION and _deep(child):
            groups.setdefault(frozenset(child.children), []).append(name)
    hole = node.children.get(HOLE)
    if hole is not None and groups and _deep(hole):
        return {name for followers, names in groups.items() if followers <= set(hole.children) for name in names}
    if not groups:
        return set()
    followers, names = max(groups.items(), key=lambda item: (len(item[1]), sorted(item[0])))
    if len(names) < _SAME_SUBTREE or len(names) * 2 < len(literals):
        return set()
    return {name for group, names in groups.items() if group <= followers for name in names}


def _deep(node: _Node) -> bool:
    """True when every path below goes on for at least two segments, the first of them a literal."""
    return all(child.children and not child.ends and name != HOLE for name, child in node.children.items())


def _by_slug(node: _Node, literals: list[str]) -> set[str]:
    """Rarely used siblings, mostly of several words, that only ever lead to an identifier (`meat-grinder/{}`)."""
    slugs = [
        name
        for name in literals
        if not node.children[name].ends and set(node.children[name].children) == {HOLE} and shape(name) >= Shape.WORD
    ]
    several_words = sum("-" in name or "_" in name for name in slugs)
    if len(slugs) < _SLUGS or several_words * 2 < len(slugs):
        return set()
    total = sum(node.children[name].count for name in slugs)
    return set(slugs) if total <= _CROWD_MEAN * len(slugs) else set()


def _by_crowd(node: _Node, literals: list[str]) -> set[str]:
    """Far more leaf siblings than the traffic can explain: free text, names, slugs."""
    leaves = [name for name in literals if shape(name) is not Shape.VERSION]
    if len(leaves) < _CROWD:
        return set()
    counts = sorted(node.children[name].count for name in leaves)
    median = counts[len(counts) // 2]
    if median > _CROWD_MEAN:
        return set()
    return {name for name in leaves if node.children[name].count <= 20 * max(1, median)}
