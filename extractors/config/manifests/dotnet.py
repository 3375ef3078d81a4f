"""MSBuild projects: `*.csproj`, `*.fsproj`, `*.vbproj`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, below, folder, name_of
from extractors.config.common.xmltree import Node, parse_xml
from extractors.config.manifests.facts import dependency, module
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DependencyDeclared, UnitDeclared

_SUFFIXES = (".csproj", ".fsproj", ".vbproj")
_APPLICATION_SDKS = ("Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker", "Microsoft.NET.Sdk.BlazorWebAssembly")


class DotNetProject(ConfigExtractor):
    """Reads the project name, what it starts, package and project references."""

    name = "config/dotnet-project"
    version = "1"
    description = ".NET projects (csproj, fsproj, vbproj)"
    files = "*.csproj, *.fsproj, *.vbproj"
    example = '<PackageReference Include="Stripe.net" Version="47.0.0" />'
    yields = "a build module and its dependencies; ProjectReference as internal ones"

    def accepts(self, path: str) -> bool:
        """By suffix."""
        return path.endswith(_SUFFIXES)

    def extract(self, source: SourceFile) -> Iterable[UnitDeclared | DependencyDeclared]:
        """One module and its dependencies."""
        return _facts(source, parse_xml(source.data(), source.path))


def _facts(source: SourceFile, root: Node) -> Iterator[UnitDeclared | DependencyDeclared]:
    name = name_of(source.path).rpartition(".")[0]
    declared = next((node.text.strip() for node in root.all("PropertyGroup", "AssemblyName")), "")
    yield module(source, "dotnet/project", name, root.line, deployed=_starts(root), aliases=(declared,))
    for node in root.all("ItemGroup", "PackageReference"):
        package = node.attributes.get("Include") or node.attributes.get("Update", "")
        version = node.attributes.get("Version") or node.value("Version")
        if package:
            yield dependency(source, "dotnet/package", "nuget", package, node.line, version)
    for node in root.all("ItemGroup", "ProjectReference"):
        target = below(folder(source.path), node.attributes.get("Include", "").replace("\\", "/"))
        if target:
            yield dependency(source, "dotnet/project-reference", "nuget", folder(target), node.line, scope="internal")


def _starts(root: Node) -> bool:
    if root.attributes.get("Sdk", "").startswith(_APPLICATION_SDKS):
        return True
    output = {node.text.strip().lower() for node in root.all("PropertyGroup", "OutputType")}
    is_test = any(node.text.strip().lower() == "true" for node in root.all("PropertyGroup", "IsTestProject"))
    return bool(output & {"exe", "winexe"}) and not is_test
