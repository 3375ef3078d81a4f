"""Ignore files: `.gitignore` (nested, with negations), `.git/info/exclude` and `.mapgenignore`, without git.

The rules come from the analysed repository, so they are untrusted: a pattern whose matching could take long
is not applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

NAMES = (".gitignore", ".mapgenignore")
"""Ignore files of a folder; the later one decides."""

MAX_BYTES = 256_000
"""Larger ignore files are not applied."""

MAX_WILDCARDS = 3
"""Patterns with more `*` in one path segment, or more `**`, are not applied: they could take exponential time."""

_NAMED_GROUP = re.compile(r"\(\?P<[a-z_]+>")


@dataclass(frozen=True, slots=True)
class IgnoreFile:
    """The rules of one ignore file; they apply below `base` (POSIX path with a trailing slash, "" for the root).

    `base` is negative when the file lies above the root: then `prefix` leads from its folder to the root.
    """

    base: str
    prefix: str
    spec: GitIgnoreSpec
    quick: re.Pattern[str] | None

    def verdict(self, path: str) -> bool | None:
        """True to ignore, False to keep, None when no rule speaks. Folders end with a slash."""
        local = self.prefix + path[len(self.base) :]
        if self.quick is not None and self.quick.match(local) is None:
            return None
        return self.spec.check_file(local).include


@dataclass(frozen=True, slots=True)
class IgnoreStack:
    """The ignore files that apply in a folder, the nearest last."""

    files: tuple[IgnoreFile, ...] = ()

    def ignored(self, path: str) -> bool:
        """Whether a path below the root is ignored; folders end with a slash. The nearest file that speaks decides."""
        for file in reversed(self.files):
            verdict = file.verdict(path)
            if verdict is not None:
                return verdict
        return False

    def with_folder(self, folder: Path, base: str, names: set[str], prefix: str = "") -> IgnoreStack:
        """This stack with the ignore files of one more folder (`names`: what lies in it)."""
        more = [load(folder / name, base, prefix) for name in NAMES if name in names]
        found = tuple(file for file in more if file is not None)
        return IgnoreStack(self.files + found) if found else self


def work_tree(root: Path) -> Path | None:
    """The git work tree a folder lies in, if any."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)


def outer_rules(root: Path) -> IgnoreStack:
    """Rules that apply to a root from outside: the work tree it lies in, and that tree's `.git/info/exclude`."""
    top = work_tree(root)
    if top is None:
        return IgnoreStack()
    exclude = load(top / ".git" / "info" / "exclude", "", _leading(top, root))
    stack = IgnoreStack((exclude,) if exclude else ())
    for folder in [*reversed(root.relative_to(top).parents)] if top != root else []:
        outer = top / folder
        stack = stack.with_folder(outer, "", set(NAMES), _leading(outer, root))
    return stack


def _leading(outer: Path, root: Path) -> str:
    leading = root.relative_to(outer).as_posix()
    return "" if leading == "." else leading + "/"


def load(path: Path, base: str, prefix: str = "") -> IgnoreFile | None:
    """The rules of an ignore file, or None when there is no usable one (absent, unreadable, huge, a link)."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    except OSError:  # unreadable rules ignore nothing
        return None
    spec = GitIgnoreSpec.from_lines([line for line in lines if is_harmless(line)])
    return IgnoreFile(base, prefix, spec, _union(spec)) if spec.patterns else None


def is_harmless(line: str) -> bool:
    """False for a pattern whose regular expression could backtrack for long."""
    line = line.strip()
    segments = line.split("/")
    doubles = sum(segment == "**" for segment in segments)
    return (
        len(line) <= 400
        and doubles <= MAX_WILDCARDS
        and all(segment == "**" or segment.count("*") <= MAX_WILDCARDS for segment in segments)
        and sum(segment.count("*") for segment in segments if segment != "**") <= 2 * MAX_WILDCARDS
    )


def _union(spec: GitIgnoreSpec) -> re.Pattern[str] | None:
    """One expression that matches when any rule might: most paths need only this one test."""
    sources = [pattern.regex.pattern for pattern in spec.patterns if pattern.regex is not None]
    try:
        return re.compile("|".join(f"(?:{_NAMED_GROUP.sub('(?:', source)})" for source in sources))
    except re.error:  # a rule with inline flags or the like: fall back to testing one by one
        return None
