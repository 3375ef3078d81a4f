"""Python: `pyproject.toml`, `setup.cfg`, `requirements*.txt`, `Pipfile`."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, folder, name_of
from extractors.config.common.toml_lines import TomlLines, load_toml
from extractors.config.common.tree import as_list, as_map, get, text_at
from extractors.config.manifests.facts import Scope, dependency, module
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:@\s*\S+|([<>=!~][^;#]*))?")
_REQUIREMENTS_FILE = re.compile(r"(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)")
_DEV_WORDS = ("dev", "test", "lint", "doc", "ci", "typing")
_TOOLS = frozenset({"python", "setuptools", "wheel", "pip"})


class PythonProject(ConfigExtractor):
    """Reads PEP 621, Poetry, setup.cfg, requirement files and Pipfiles."""

    name = "config/python"
    version = "1"
    description = "Python projects (pyproject.toml, setup.cfg, requirements.txt, Pipfile)"
    files = "pyproject.toml, setup.cfg, requirements*.txt, requirements/*.txt, Pipfile"
    example = "stripe==11.3.0"
    yields = "a build module and its dependencies; Poetry `path` dependencies as internal ones"

    def accepts(self, path: str) -> bool:
        """By name."""
        name = name_of(path)
        if name in ("pyproject.toml", "setup.cfg", "Pipfile") or _REQUIREMENTS_FILE.fullmatch(name):
            return True
        return name.endswith((".txt", ".in")) and name_of(folder(path)) == "requirements"

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """A module (for files that name one) and its dependencies."""
        name = name_of(source.path)
        if name == "pyproject.toml":
            return _pyproject(source)
        if name == "setup.cfg":
            return _setup_cfg(source)
        return _pipfile(source) if name == "Pipfile" else _requirements(source)


def _is_dev(name: str) -> bool:
    return any(word in name.lower() for word in _DEV_WORDS)


def _requirement(source: SourceFile, raw: str, line: int, scope: Scope) -> Iterator[DependencyDeclared]:
    found = _REQUIREMENT.match(raw)
    if found and found.group(1).lower() not in _TOOLS:
        version = (found.group(2) or "").strip()
        yield dependency(source, "python/requirement", "pypi", found.group(1), line, version, scope)


def _starts(source: SourceFile) -> bool:
    """A Python folder is deployed when an image, a process file or a framework's entry file lies in it."""
    prefix = f"{folder(source.path)}/" if folder(source.path) else ""
    names = ("Dockerfile", "Procfile", "manage.py", "app.py", "main.py", "wsgi.py", "server.py", "asgi.py")
    return any(source.sibling(prefix + name) is not None for name in names)


def _pyproject(source: SourceFile) -> Iterator[UnitDeclared | DependencyDeclared]:
    data, lines = load_toml(source), TomlLines(source.text())
    table = "project" if "project" in data else "tool.poetry"
    name = text_at(data, "project", "name") or text_at(data, "tool", "poetry", "name")
    if name:
        starts = _starts(source) or bool(get(data, "project", "scripts"))
        yield module(source, "python/project", name, lines.key(table, "name"), deployed=starts)
    start = lines.key("project", "dependencies")
    for raw in as_list(get(data, "project", "dependencies")):
        yield from _requirement(source, str(raw), lines.item(str(raw), start), "runtime")
    groups = {**as_map(get(data, "project", "optional-dependencies")), **as_map(data.get("dependency-groups"))}
    for group, items in groups.items():
        scope: Scope = "dev" if _is_dev(group) or group in as_map(data.get("dependency-groups")) else "runtime"
        for raw in as_list(items):
            if isinstance(raw, str):
                yield from _requirement(source, raw, lines.item(raw), scope)
    yield from _poetry(source, as_map(get(data, "tool", "poetry")), lines)


def _poetry(source: SourceFile, poetry: dict[str, Any], lines: TomlLines) -> Iterator[DependencyDeclared]:
    tables = {
        "tool.poetry.dependencies": ("dependencies", "runtime"),
        "tool.poetry.dev-dependencies": ("dev-dependencies", "dev"),
    }
    for group in as_map(poetry.get("group")):
        yield from _poetry_table(
            source, get(poetry, "group", group, "dependencies"), f"tool.poetry.group.{group}.dependencies", lines, "dev"
        )
    for table, (key, scope) in tables.items():
        yield from _poetry_table(source, poetry.get(key), table, lines, "dev" if scope == "dev" else "runtime")


def _poetry_table(
    source: SourceFile, items: Any, table: str, lines: TomlLines, scope: Scope
) -> Iterator[DependencyDeclared]:
    for package, wanted in as_map(items).items():
        if package.lower() in _TOOLS:
            continue
        found: Scope = "internal" if text_at(wanted, "path") else scope
        version = wanted if isinstance(wanted, str) else text_at(wanted, "version")
        yield dependency(source, "python/poetry", "pypi", package, lines.key(table, package), version, found)


def _setup_cfg(source: SourceFile) -> Iterator[UnitDeclared | DependencyDeclared]:
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(source.text())
    except configparser.Error as error:
        raise DocumentError(f"not a valid setup.cfg: {error.message}", where=source.path) from error
    if name := parser.get("metadata", "name", fallback=""):
        yield module(source, "python/setup.cfg", name, _line_with(source, name), deployed=_starts(source))
    for raw in parser.get("options", "install_requires", fallback="").splitlines():
        if raw.strip():
            yield from _requirement(source, raw, _line_with(source, raw.strip()), "runtime")


def _line_with(source: SourceFile, wanted: str) -> int:
    return next((number for number, line in enumerate(source.text().splitlines(), 1) if wanted in line), 0)


def _requirements(source: SourceFile) -> Iterator[UnitDeclared | DependencyDeclared]:
    name = name_of(source.path)
    if name == "requirements.txt" and _starts(source):
        yield module(source, "python/requirements", "", 1, deployed=True)
    scope: Scope = "dev" if _is_dev(name.replace("requirements", "")) else "runtime"
    for number, line in enumerate(source.text().splitlines(), 1):
        if not line.startswith((" ", "\t", "#", "-", "http", ".", "/", "git+")):
            yield from _requirement(source, line, number, scope)


def _pipfile(source: SourceFile) -> Iterator[UnitDeclared | DependencyDeclared]:
    data, lines = load_toml(source), TomlLines(source.text())
    yield module(source, "python/pipfile", "", 1, deployed=_starts(source))
    sections: tuple[tuple[str, Scope], ...] = (("packages", "runtime"), ("dev-packages", "dev"))
    for section, scope in sections:
        for package, wanted in as_map(data.get(section)).items():
            version = wanted if isinstance(wanted, str) else text_at(wanted, "version")
            found: Scope = "internal" if text_at(wanted, "path") else scope
            yield dependency(source, "python/pipfile", "pypi", package, lines.key(section, package), version, found)
