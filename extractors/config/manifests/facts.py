"""The facts every build manifest gives, made in one place."""

from __future__ import annotations

from typing import Literal

from extractors.config.common.base import at, folder, name_of
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

Scope = Literal["runtime", "dev", "internal"]


def module(
    source: SourceFile, rule: str, name: str, line: int, *, deployed: bool, aliases: tuple[str, ...] = ()
) -> UnitDeclared:
    """A build module whose folder is the manifest's; a nameless one is called after its folder."""
    directory = folder(source.path)
    named = name or name_of(directory) or source.root
    others = tuple(dict.fromkeys(alias for alias in (*aliases, name_of(directory)) if alias and alias != named))
    return UnitDeclared(
        location=at(source, line),
        rule=rule,
        name=named,
        unit_kind="build_module",
        directory=directory,
        aliases=others,
        deployed=deployed,
    )


def dependency(
    source: SourceFile, rule: str, ecosystem: str, package: str, line: int, version: str = "", scope: Scope = "runtime"
) -> DependencyDeclared:
    """A dependency of the manifest's module."""
    return DependencyDeclared(
        location=at(source, line), rule=rule, ecosystem=ecosystem, package=package, version=version, scope=scope
    )
