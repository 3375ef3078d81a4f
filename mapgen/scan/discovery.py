"""Which files of a root are read: a deterministic walk that follows no link and respects the ignore files."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mapgen.model.extraction import FileRole
from mapgen.model.facts import Noticed
from mapgen.model.location import Location
from mapgen.scan.estate import Root
from mapgen.scan.git_index import tracked_files
from mapgen.scan.ignore import IgnoreStack, outer_rules, work_tree
from mapgen.scan.roles import role_of_path

ALWAYS_SKIPPED = frozenset(
    ".git .hg .svn .bzr node_modules bower_components jspm_packages __pycache__ .venv .tox .nox .mypy_cache "
    ".pytest_cache .ruff_cache .hypothesis .gradle .idea .terraform .terragrunt-cache .next .nuxt .svelte-kit "
    ".angular .turbo .parcel-cache .yarn .pnpm-store .serverless .aws-sam cdk.out .bundle .dart_tool .eggs "
    "site-packages htmlcov .nyc_output .mapgen".split()
)
"""Folders that never hold an application's own source."""

_OUTPUT_BESIDE: dict[str, tuple[str, ...]] = {
    "target": ("pom.xml", "build.sbt", "Cargo.toml"),
    "build": ("build.gradle", "build.gradle.kts", "settings.gradle", "pubspec.yaml"),
    "bin": (".csproj", ".fsproj", ".vbproj"),
    "obj": (".csproj", ".fsproj", ".vbproj"),
    "dist": ("package.json", "setup.py", "pyproject.toml", "angular.json"),
    "vendor": ("composer.json", "go.mod", "Gemfile"),
    "deps": ("mix.exs",),
    "_build": ("mix.exs", "dune-project"),
    "venv": ("requirements.txt", "setup.py", "pyproject.toml", "manage.py", "Pipfile"),
    "env": ("pyvenv.cfg",),
}
"""Folders that are build output or vendored code when one of these files lies beside them (`.x`: any such ending)."""

_HAND_WRITTEN = re.compile(
    r"(?i)(?:[\w.\-]+\.)?Dockerfile(?:\.[\w.\-]+)?|[\w.\-]+\.(?:ya?ml|tf|tfvars|env|properties)|\.env(?:\.[\w\-]+)*|pom\.xml"
    r"|go\.mod|appsettings[\w.\-]*\.json"
)
"""Configuration that people write. In an exported tree (no `.git`) every file was tracked, whatever a stock ignore
file says; so there such a file is read although it is ignored, and so is a folder that holds one."""

MAX_DEPTH = 64
"""Folders below this depth are not entered."""

MAX_FILES = 500_000
"""Files of one root beyond this number are left out, and said."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file of a root: POSIX path, role by path, size in bytes, and what tells whether it changed."""

    path: str
    role: FileRole
    size: int
    mtime_ns: int
    inode: int


@dataclass
class Discovery:
    """What a walk found: files sorted by path, counts of what was left out by reason, and what must be said."""

    files: list[FoundFile] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    notices: list[Noticed] = field(default_factory=list)


def discover(root: Root, nested: frozenset[Path] = frozenset()) -> Discovery:
    """Walk a root.

    Args:
        root: where to look; a root with `only` gives that file alone.
        nested: folders that are roots of their own and are not walked twice.
    """
    walk = _Walk(root, nested)
    if root.only:
        walk.file(root.path / root.only, root.only)
    else:
        walk.run()
    for path in sorted(root.forced):
        walk.force(path)
    walk.found.files.sort(key=lambda file: file.path)
    return walk.found


class _Walk:
    """One walk; an explicit stack, so that depth is no danger."""

    def __init__(self, root: Root, nested: frozenset[Path]) -> None:
        self.found = Discovery()
        self._root = root
        self._nested = frozenset(str(path) for path in nested - {root.path})
        self._full = False
        top = work_tree(root.path)
        self._exported = top is None
        self._tracked = _Tracked(top, root.path) if top else None

    def run(self) -> None:
        stack: list[tuple[Path, str, IgnoreStack, int]] = [(self._root.path, "", outer_rules(self._root.path), 0)]
        while stack and not self._full:
            folder, base, rules, depth = stack.pop()
            entries = self._list(folder, base)
            names = {entry.name for entry in entries}
            rules = rules.with_folder(folder, base, names)
            for entry in entries:
                path = base + entry.name
                if self._is_folder(entry, path):
                    inner = self._rules_within(entry, path, rules, names) if depth < MAX_DEPTH else None
                    if inner is not None:
                        stack.append((folder / entry.name, path + "/", inner, depth + 1))
                elif rules.ignored(path) and not self._counts_anyway(entry.name, path):
                    self.found.skipped["ignored"] += 1
                else:
                    self._entry(entry, path)

    def _list(self, folder: Path, base: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError:
            self._notice("scan.unreadable", "folders that could not be read", base.rstrip("/") or ".")
            self.found.skipped["unreadable"] += 1
            return []

    def _is_folder(self, entry: os.DirEntry[str], path: str) -> bool:
        try:
            return entry.is_dir(follow_symlinks=False)
        except OSError:
            self._notice("scan.unreadable", "files that could not be read", path)
            return False

    def _rules_within(
        self, entry: os.DirEntry[str], path: str, rules: IgnoreStack, beside: set[str]
    ) -> IgnoreStack | None:
        """The rules for a folder's content, or None when it is not entered."""
        name = entry.name
        if name in ALWAYS_SKIPPED or _is_output(name, beside):
            self.found.skipped["vendored or built folder"] += 1
            return None
        if entry.path in self._nested:
            return None
        if not rules.ignored(path + "/") or (self._tracked is not None and path in self._tracked.folders):
            return rules
        if self._exported and any(
            _HAND_WRITTEN.fullmatch(inside.name) for inside in self._list(Path(entry.path), path)
        ):
            return IgnoreStack()
        self.found.skipped["ignored folder"] += 1
        return None

    def _counts_anyway(self, name: str, path: str) -> bool:
        """True for an ignored file that is tracked, or in an exported tree must have been."""
        if self._tracked is not None:
            return path in self._tracked.files
        return self._exported and _HAND_WRITTEN.fullmatch(name) is not None

    def _entry(self, entry: os.DirEntry[str], path: str) -> None:
        if entry.is_symlink():
            self.found.skipped["link"] += 1
            return
        self._file(lambda: entry.stat(follow_symlinks=False), path)

    def file(self, full: Path, path: str) -> None:
        """Add one file that is not a link."""
        self._file(lambda: full.stat(follow_symlinks=False), path)

    def _file(self, look: Callable[[], os.stat_result], path: str) -> None:
        if len(self.found.files) >= MAX_FILES:
            self._full = True
            self._notice("scan.too_many_files", f"only the first {MAX_FILES:,} files of the root were read", path)
            return
        try:
            status = look()
        except OSError:
            self._notice("scan.unreadable", "files that could not be read", path)
            self.found.skipped["unreadable"] += 1
            return
        if not stat.S_ISREG(status.st_mode):
            self.found.skipped["not a regular file"] += 1
            return
        role = FileRole.SOURCE if path == self._root.only or path in self._root.forced else role_of_path(path)
        self.found.files.append(FoundFile(path, role, status.st_size, status.st_mtime_ns, status.st_ino))

    def force(self, path: str) -> None:
        """Add a file the user named although the walk left it out."""
        if all(file.path != path for file in self.found.files):
            self.file(self._root.path / path, path)

    def _notice(self, code: str, message: str, path: str) -> None:
        place = Location(self._root.name, path)
        self.found.notices.append(Noticed(location=place, rule="scan", code=code, message=message, severity="warning"))


class _Tracked:
    """The tracked files below a root, and the folders that hold them, by POSIX path below the root; read when asked."""

    def __init__(self, top: Path, root: Path) -> None:
        self._top = top
        self._prefix = "" if top == root else root.relative_to(top).as_posix() + "/"

    @cached_property
    def files(self) -> frozenset[str]:
        """Tracked files."""
        found = tracked_files(self._top)
        return frozenset(path[len(self._prefix) :] for path in found if path.startswith(self._prefix))

    @cached_property
    def folders(self) -> frozenset[str]:
        """Folders with a tracked file in or below them."""
        found: set[str] = set()
        for path in self.files:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)


def _is_output(name: str, beside: set[str]) -> bool:
    marks = _OUTPUT_BESIDE.get(name, ())
    return any(mark in beside or (mark.startswith(".") and _any_ends(beside, mark)) for mark in marks)


def _any_ends(names: set[str], ending: str) -> bool:
    return any(name.endswith(ending) for name in names)
