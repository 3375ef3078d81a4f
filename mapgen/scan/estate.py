"""What one run looks at: repository roots, specifications and log sources, each under a stable name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mapgen.errors import InputError

RootKind = Literal["repository", "spec", "log"]
"""Why a root is looked at: a folder of code and configuration, a specification, or recorded traffic."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of the estate under a unique name.

    only: the single file meant when the user named a file; the folder around it then only serves references.
    forced: files (POSIX paths) read whatever their role, because the user named them.
    """

    name: str
    path: Path
    kind: RootKind = "repository"
    only: str = ""
    forced: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Estate:
    """The roots of one run, in the order given: repositories, specifications, logs."""

    roots: tuple[Root, ...] = ()

    @classmethod
    def of(cls, roots: Iterable[Path] = (), specs: Iterable[Path] = (), logs: Iterable[Path] = ()) -> Estate:
        """The estate of the paths a user gave. A specification inside a root is read there; outside, it is a root.

        Raises:
            InputError: a path does not exist, cannot be read, or is a file where a folder is needed.
        """
        folders = _distinct(_folder(path) for path in roots)
        names = _Names()
        forced: dict[Path, set[str]] = {folder: set() for folder in folders}
        apart: list[Path] = []
        for spec in _distinct(_existing(path) for path in specs):
            home = next((folder for folder in folders if spec.is_file() and spec.is_relative_to(folder)), None)
            if home is None:
                apart.append(spec)
            else:
                forced[home].add(spec.relative_to(home).as_posix())
        made = [
            Root(name, folder, forced=frozenset(forced[folder]))
            for folder, name in zip(folders, names.of(folders), strict=True)
        ]
        made += [_given(path, names, "spec") for path in apart]
        made += [_given(path, names, "log") for path in _distinct(_existing(path) for path in logs)]
        return cls(tuple(made))

    @property
    def name(self) -> str:
        """A name for the whole: the first root's."""
        return self.roots[0].name if self.roots else "estate"

    @property
    def paths(self) -> Mapping[str, Path]:
        """Folder by root name: `paths[location.root] / location.path` is the file."""
        return {root.name: root.path for root in self.roots}

    @property
    def given_specs(self) -> frozenset[tuple[str, str]]:
        """(root, path) of every specification the user named; path "" stands for a whole folder of them."""
        apart = {(root.name, root.only) for root in self.roots if root.kind == "spec"}
        inside = {(root.name, path) for root in self.roots for path in root.forced}
        return frozenset(apart | inside)


@dataclass
class _Names:
    """Gives every root a name of its own: the folder's, else with the parent's, else numbered."""

    taken: set[str] = field(default_factory=set)

    def of(self, paths: Sequence[Path]) -> list[str]:
        bases = [path.name or "root" for path in paths]
        return [
            self.take(f"{path.parent.name}-{base}" if bases.count(base) > 1 and path.parent.name else base)
            for path, base in zip(paths, bases, strict=True)
        ]

    def take(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self.taken:
            number += 1
            name = f"{wanted}-{number}"
        self.taken.add(name)
        return name


def _given(path: Path, names: _Names, kind: RootKind) -> Root:
    name = names.take(path.name or kind)
    return Root(name, path, kind) if path.is_dir() else Root(name, path.parent, kind, only=path.name)


def _existing(path: Path) -> Path:
    try:
        return path.resolve(strict=True)
    except FileNotFoundError as error:
        raise InputError("no such file or folder", where=str(path)) from error
    except (OSError, RuntimeError) as error:
        raise InputError("cannot be read (permissions, or a loop of links)", where=str(path)) from error


def _folder(path: Path) -> Path:
    found = _existing(path)
    if not found.is_dir():
        raise InputError("is a file; a root is a folder", where=str(path), hint="give files with --spec or --logs")
    return found


def _distinct(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))
