"""Build manifests: what is built where, and what it depends on. One module per ecosystem."""

from __future__ import annotations

from extractors.config.common.base import ConfigExtractor
from extractors.config.manifests.cargo import CargoManifest
from extractors.config.manifests.composer import ComposerManifest
from extractors.config.manifests.dotnet import DotNetProject
from extractors.config.manifests.gem import GemManifest
from extractors.config.manifests.golang import GoModule
from extractors.config.manifests.gradle import GradleBuild
from extractors.config.manifests.maven import MavenProject
from extractors.config.manifests.npm import NpmPackage
from extractors.config.manifests.python import PythonProject


def manifests() -> list[ConfigExtractor]:
    """One extractor per ecosystem."""
    return [
        MavenProject(),
        GradleBuild(),
        NpmPackage(),
        PythonProject(),
        GoModule(),
        DotNetProject(),
        GemManifest(),
        ComposerManifest(),
        CargoManifest(),
    ]
