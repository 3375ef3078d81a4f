"""Logs and traces: files the user hands over, to aggregated traffic between systems.

`extractors()` is the extension door's entry point. One module per format in `formats/`; what they share is in
`engine/`; traces are in `extractors.traces`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import traces
from extractors.logs.engine.line_log import LineLog
from extractors.logs.formats.access import AccessLog
from extractors.logs.formats.aws_elb import ElbLog
from extractors.logs.formats.azure_appgw import AzureAppGatewayLog
from extractors.logs.formats.caddy import CaddyLog
from extractors.logs.formats.cloudflare import CloudflareLog
from extractors.logs.formats.cloudtrail import CloudTrailLog
from extractors.logs.formats.envoy import EnvoyLog
from extractors.logs.formats.gcp_audit import GcpAuditLog
from extractors.logs.formats.haproxy import HaproxyLog
from extractors.logs.formats.har import HarLog
from extractors.logs.formats.json_lines import AppJsonLog
from extractors.logs.formats.nextcloud import NextcloudLog
from extractors.logs.formats.nginx_json import NginxJsonLog
from extractors.logs.formats.otlp_logs import OtlpLogs
from extractors.logs.formats.postgres import PostgresLog
from extractors.logs.formats.squid import SquidLog
from extractors.logs.formats.traefik import TraefikLog
from extractors.logs.formats.unknown import UnknownLog
from extractors.logs.formats.uwsgi import UwsgiLog
from extractors.logs.formats.w3c import W3cLog
from extractors.logs.formats.zeek_http import ZeekJsonLog, ZeekLog
from mapgen.model.extraction import LogExtractor

LINE_FORMATS: tuple[type[LineLog], ...] = (
    AccessLog,
    AppJsonLog,
    AzureAppGatewayLog,
    CaddyLog,
    CloudTrailLog,
    CloudflareLog,
    ElbLog,
    EnvoyLog,
    GcpAuditLog,
    HaproxyLog,
    NextcloudLog,
    NginxJsonLog,
    OtlpLogs,
    PostgresLog,
    SquidLog,
    TraefikLog,
    UwsgiLog,
    W3cLog,
    ZeekJsonLog,
    ZeekLog,
)
"""Every line format. To add one, write a module with a `LineLog` subclass in `formats/` and name it here."""


def extractors(known_templates: Sequence[str] = ()) -> list[LogExtractor]:
    """All log and trace extractors. known_templates: path templates of specifications, which win over statistics."""
    lines = [kind(known_templates) for kind in LINE_FORMATS]
    return [*lines, HarLog(), *traces.extractors(known_templates), UnknownLog()]
