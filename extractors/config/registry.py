"""The list of config extractors, in the order of the formats page."""

from __future__ import annotations

from extractors.config.common.base import ConfigExtractor
from extractors.config.compose import Compose
from extractors.config.dockerfile import Dockerfile
from extractors.config.dotenv import DotEnv
from extractors.config.dotnet.appsettings import AppSettings
from extractors.config.dotnet.aspire import AspireHost
from extractors.config.envoy import Envoy
from extractors.config.haproxy import HaProxy
from extractors.config.httpd import Httpd
from extractors.config.kong import Kong
from extractors.config.kubernetes.extractor import KubernetesManifest
from extractors.config.manifests import manifests
from extractors.config.nginx import Nginx
from extractors.config.spring.extractor import SpringSettings
from extractors.config.telemetry.grafana import Grafana
from extractors.config.telemetry.otel_collector import OtelCollector
from extractors.config.telemetry.prometheus import Prometheus
from extractors.config.traefik import Traefik


def config_extractors() -> list[ConfigExtractor]:
    """Every config extractor: deployment, applications, builds, gateways, telemetry, pipelines."""
    deployment: list[ConfigExtractor] = [Compose(), DotEnv(), Dockerfile(), KubernetesManifest(), AspireHost()]
    applications: list[ConfigExtractor] = [SpringSettings(), AppSettings()]
    gateways: list[ConfigExtractor] = [Envoy(), Nginx(), Httpd(), HaProxy(), Traefik(), Kong()]
    telemetry: list[ConfigExtractor] = [Prometheus(), Grafana(), OtelCollector()]
    return [*deployment, *applications, *manifests(), *gateways, *telemetry]
