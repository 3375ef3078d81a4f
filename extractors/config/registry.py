"""The list of config extractors, in the order of the formats page."""

from __future__ import annotations

from extractors.config.common.base import ConfigExtractor
from extractors.config.compose import Compose
from extractors.config.dockerfile import Dockerfile
from extractors.config.dotenv import DotEnv
from extractors.config.kubernetes.extractor import KubernetesManifest
from extractors.config.manifests import manifests
from extractors.config.spring.extractor import SpringSettings


def config_extractors() -> list[ConfigExtractor]:
    """Every config extractor: deployment first, then applications, builds, gateways, telemetry, pipelines."""
    return [
        Compose(),
        DotEnv(),
        Dockerfile(),
        KubernetesManifest(),
        SpringSettings(),
        *manifests(),
    ]
