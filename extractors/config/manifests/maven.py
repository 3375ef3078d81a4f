"""Maven `pom.xml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, below, folder, name_of
from extractors.config.common.xmltree import Node, parse_xml
from extractors.config.manifests.facts import Scope, dependency, module
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_PROPERTY = re.compile(r"\$\{([^${}]{1,200})\}")
_STARTS_AN_APPLICATION = frozenset(
    {
        "spring-boot-maven-plugin",
        "quarkus-maven-plugin",
        "micronaut-maven-plugin",
        "exec-maven-plugin",
        "jib-maven-plugin",
        "docker-maven-plugin",
        "dockerfile-maven-plugin",
        "liberty-maven-plugin",
        "wildfly-maven-plugin",
        "helidon-maven-plugin",
        "mule-maven-plugin",
    }
)
_DEPLOYED_PACKAGING = frozenset({"war", "ear", "quarkus", "native-image", "docker", "mule-application"})


class MavenProject(ConfigExtractor):
    """Reads coordinates, modules, parent and dependencies; `${...}` from the file's own properties is filled."""

    name = "config/maven"
    version = "1"
    description = "Maven projects (pom.xml)"
    files = "pom.xml"
    example = "<artifactId>orders</artifactId>"
    yields = "a build module, its modules, and its dependencies (same group = internal)"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path) == "pom.xml"

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module and its dependencies."""
        root = parse_xml(source.data(), source.path)
        if root.tag == "project":
            yield from _facts(source, root)


def _facts(source: SourceFile, root: Node) -> Iterator[UnitDeclared | DependencyDeclared]:
    known = _properties(root)
    artifact = root.child("artifactId") or root
    name = _filled(root.value("artifactId"), known)
    modules = root.all("modules", "module") + root.all("profiles", "profile", "modules", "module")
    yield module(source, "maven/artifact", name, artifact.line, deployed=not modules and _starts(source, root))
    for item in modules:
        target = below(folder(source.path), item.text.strip())
        if target:
            yield dependency(source, "maven/module", "maven", target, item.line, scope="internal")
    group = _filled(root.value("groupId") or root.value("parent", "groupId"), known)
    for item in root.all("dependencies", "dependency"):
        yield _dependency(source, item, known, group)


def _dependency(source: SourceFile, item: Node, known: dict[str, str], own_group: str) -> DependencyDeclared:
    group, artifact = _filled(item.value("groupId"), known), _filled(item.value("artifactId"), known)
    scope: Scope = "dev" if item.value("scope") == "test" else "runtime"
    if group and group == own_group:
        scope = "internal"
    return dependency(
        source,
        "maven/dependency",
        "maven",
        artifact if scope == "internal" else f"{group}:{artifact}",
        item.line,
        _filled(item.value("version"), known),
        scope,
    )


def _starts(source: SourceFile, root: Node) -> bool:
    """A module is deployed when its packaging or a plugin makes an application, or application files lie beside it."""
    if root.value("packaging") in _DEPLOYED_PACKAGING:
        return True
    if root.value("packaging") == "pom":
        return False
    plugins = {item.value("artifactId") for item in root.all("build", "plugins", "plugin")}
    if plugins & _STARTS_AN_APPLICATION:
        return True
    directory = folder(source.path)
    return any(
        source.siblings(f"{directory}/{pattern}" if directory else pattern)
        for pattern in (
            "Dockerfile*",
            "src/main/docker/Dockerfile*",
            "src/main/resources/application*.*",
            "src/main/resources/bootstrap*.*",
            "src/main/webapp/WEB-INF/web.xml",
        )
    )


def _properties(root: Node) -> dict[str, str]:
    known = {item.tag: item.text.strip() for item in (root.child("properties") or Node("", 0)).children}
    for prefix in ("project.", "pom.", ""):
        known[f"{prefix}version"] = root.value("version") or root.value("parent", "version")
        known[f"{prefix}groupId"] = root.value("groupId") or root.value("parent", "groupId")
        known[f"{prefix}artifactId"] = root.value("artifactId")
    return known


def _filled(raw: str, known: dict[str, str]) -> str:
    return _PROPERTY.sub(lambda found: known.get(found.group(1), found.group()), raw) if "${" in raw else raw
