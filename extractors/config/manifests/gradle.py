"""Gradle builds: `build.gradle(.kts)` and `settings.gradle(.kts)`, read by their declarative lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, folder, name_of
from extractors.config.manifests.facts import Scope, dependency, module
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_NAMES = frozenset({"build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"})
_ROOT_NAME = re.compile(r"""rootProject\.name\s*=\s*["']([^"']+)["']""")
_INCLUDE = re.compile(r"""\binclude(?:Flat)?\b""")
_QUOTED = re.compile(r"""["']([^"'\n]{1,200})["']""")
_CONFIGURATION = (
    r"(?:\w*[iI]mplementation|\w*[aA]pi|compile|\w*Compile|\w*Only|runtime|kapt|annotationProcessor|classpath)"
)
_EXTERNAL = re.compile(
    _CONFIGURATION + r"""\s*[\s(]\s*(?:platform\(\s*)?["']([^"':\s]+):([^"':\s]+)(?::([^"']*))?["']"""
)
_LONG = re.compile(
    _CONFIGURATION + r"""\s*[\s(]\s*group\s*[:=]\s*["']([^"']+)["']\s*,\s*name\s*[:=]\s*["']([^"']+)["']"""
)
_PROJECT = re.compile(_CONFIGURATION + r"""\s*[\s(]\s*project\(\s*(?:path\s*[:=]\s*)?["']([^"']+)["']""")
_APPLICATION = re.compile(
    r"""org\.springframework\.boot|['"\s(]spring-boot['")]|io\.quarkus|io\.micronaut\.application|bootJar|bootRun"""
    r"""|["'(]application["')]|plugin:\s*["']war["']|com\.google\.cloud\.tools\.jib|mainClass|id\s*\(?["']war["']|ktor"""
)


class GradleBuild(ConfigExtractor):
    """Reads dependency lines, project references and includes; comments are skipped."""

    name = "config/gradle"
    version = "1"
    description = "Gradle builds (build.gradle, settings.gradle, Kotlin or Groovy)"
    files = "build.gradle, build.gradle.kts, settings.gradle, settings.gradle.kts"
    example = "implementation 'org.postgresql:postgresql:42.7.4'"
    yields = "a build module and its dependencies; `include` and `project(':x')` as internal ones"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) in _NAMES

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module (build files only) and its dependencies."""
        lines = list(_code_lines(source.text()))
        if name_of(source.path).startswith("settings"):
            return _settings(source, lines)
        return _build(source, lines)


def _code_lines(content: str) -> Iterator[tuple[int, str]]:
    in_comment = False
    for number, line in enumerate(content.splitlines(), 1):
        stripped = line.strip()
        if in_comment:
            in_comment = "*/" not in stripped
            continue
        if stripped.startswith("/*"):
            in_comment = "*/" not in stripped
            continue
        if stripped and not stripped.startswith("//") and len(stripped) < 2_000:
            yield number, stripped


def _settings(source: SourceFile, lines: list[tuple[int, str]]) -> Iterator[UnitDeclared | DependencyDeclared]:
    in_include = False
    for number, line in lines:
        if found := _ROOT_NAME.search(line):
            yield module(source, "gradle/root", found.group(1), number, deployed=False)
        in_include = in_include or _INCLUDE.match(line) is not None
        if in_include:
            for name in _QUOTED.findall(line):
                target = "/".join(part for part in [folder(source.path), *name.strip(":").split(":")] if part)
                yield dependency(source, "gradle/include", "maven", target, number, scope="internal")
            in_include = line.endswith((",", "(", "include")) or (line.startswith(("'", '"')) and line.endswith(","))


def _build(source: SourceFile, lines: list[tuple[int, str]]) -> Iterator[UnitDeclared | DependencyDeclared]:
    directory = folder(source.path)
    is_parent = any(line.startswith(("subprojects", "allprojects")) for _, line in lines)
    applies = next((number for number, line in lines if _applies(line)), 0)
    pattern = f"{directory}/src/main/*" if directory else "src/main/*"
    has_code = bool(source.siblings(pattern)) or bool(source.siblings(f"{pattern}/*"))
    deployed = bool(applies) and (has_code or not is_parent)
    yield module(source, "gradle/build", "", applies or (lines[0][0] if lines else 1), deployed=deployed)
    for number, line in lines:
        yield from _dependencies(source, number, line)


def _applies(line: str) -> bool:
    """A plugin or task that makes an application; depending on such a library makes none."""
    return _APPLICATION.search(line) is not None and not (_EXTERNAL.search(line) or _LONG.search(line))


def _dependencies(source: SourceFile, number: int, line: str) -> Iterator[DependencyDeclared]:
    scope: Scope = "dev" if line.lower().startswith("test") else "runtime"
    for path in _PROJECT.findall(line):
        yield dependency(source, "gradle/project", "maven", path.strip(":").replace(":", "/"), number, scope="internal")
    for group, artifact, version in _EXTERNAL.findall(line):
        yield dependency(source, "gradle/dependency", "maven", f"{group}:{artifact}", number, version, scope)
    for group, artifact in _LONG.findall(line):
        yield dependency(source, "gradle/dependency", "maven", f"{group}:{artifact}", number, scope=scope)
