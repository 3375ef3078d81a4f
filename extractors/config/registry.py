"""The list of config extractors, in the order of the formats page."""

from __future__ import annotations

from extractors.config.applications.mounted import MountedSettings
from extractors.config.applications.prisma import Prisma
from extractors.config.applications.procfile import Procfile
from extractors.config.applications.rails_database import RailsDatabase
from extractors.config.common.base import ConfigExtractor
from extractors.config.compose import Compose
from extractors.config.dockerfile import Dockerfile
from extractors.config.dotenv import DotEnv
from extractors.config.dotnet.appsettings import AppSettings
from extractors.config.dotnet.aspire import AspireHost
from extractors.config.envoy import Envoy
from extractors.config.haproxy import HaProxy
from extractors.config.httpd import Httpd
from extractors.config.infrastructure.aws_templates import AwsTemplates
from extractors.config.infrastructure.ci import CiVariables
from extractors.config.infrastructure.platforms import Platforms
from extractors.config.infrastructure.terraform import Terraform
from extractors.config.integration.camel import Camel
from extractors.config.integration.mule import Mule
from extractors.config.kong import Kong
from extractors.config.kubernetes.extractor import KubernetesManifest
from extractors.config.kubernetes.skaffold import Skaffold
from extractors.config.manifests import manifests
from extractors.config.nginx import Nginx
from extractors.config.pipelines.airbyte import Airbyte
from extractors.config.pipelines.airflow_settings import AirflowSettings
from extractors.config.pipelines.dbt import Dbt
from extractors.config.pipelines.hightouch import ReverseEtl
from extractors.config.pipelines.kafka_connect import KafkaConnect
from extractors.config.pipelines.meltano import Meltano
from extractors.config.pipelines.n8n import N8n
from extractors.config.pipelines.node_red import NodeRed
from extractors.config.spring.extractor import SpringSettings
from extractors.config.telemetry.grafana import Grafana
from extractors.config.telemetry.log_shippers import LogShipper
from extractors.config.telemetry.logging_xml import LoggingXml
from extractors.config.telemetry.otel_collector import OtelCollector
from extractors.config.telemetry.prometheus import Prometheus
from extractors.config.traefik import Traefik


def config_extractors() -> list[ConfigExtractor]:
    """Every config extractor: deployment, applications, builds, gateways, telemetry, pipelines."""
    deployment: list[ConfigExtractor] = [
        Compose(),
        DotEnv(),
        Dockerfile(),
        KubernetesManifest(),
        Skaffold(),
        AspireHost(),
        Procfile(),
        AwsTemplates(),
        Terraform(),
        Platforms(),
        CiVariables(),
    ]
    applications: list[ConfigExtractor] = [
        SpringSettings(),
        AppSettings(),
        RailsDatabase(),
        Prisma(),
        MountedSettings(),
    ]
    gateways: list[ConfigExtractor] = [Envoy(), Nginx(), Httpd(), HaProxy(), Traefik(), Kong()]
    telemetry: list[ConfigExtractor] = [Prometheus(), Grafana(), OtelCollector(), LoggingXml(), LogShipper()]
    pipelines: list[ConfigExtractor] = [
        KafkaConnect(),
        Dbt(),
        Meltano(),
        Airbyte(),
        ReverseEtl(),
        AirflowSettings(),
        N8n(),
        NodeRed(),
    ]
    integration: list[ConfigExtractor] = [Camel(), Mule()]
    return [*deployment, *applications, *manifests(), *gateways, *telemetry, *pipelines, *integration]
