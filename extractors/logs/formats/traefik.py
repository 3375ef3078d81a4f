"""Traefik access logs in JSON (`accessLog.format: json`); the target is the service the router chose."""

from __future__ import annotations

from extractors.logs.formats.edge_json import EdgeFields, edge_event, keys
from extractors.logs.formats.json_lines import Dialect, JsonLog

FIELDS = EdgeFields(
    method=keys("RequestMethod"),
    url=keys("RequestPath"),
    host=keys("RequestHost", "RequestAddr"),
    target=keys("ServiceName"),
    target_kind="service",
    status=keys("DownstreamStatus", "OriginStatus"),
    ms=keys("Duration"),
    scale=1e-6,
    size=keys("DownstreamContentSize"),
    agent=keys("request_User-Agent"),
    address=keys("ClientHost", "ClientAddr"),
    time=keys("StartUTC", "StartLocal", "time"),
)


class TraefikLog(JsonLog):
    """Traefik JSON access logs."""

    name = "logs/traefik"
    description = "Traefik access logs (JSON)"
    dialects = (
        Dialect(
            "traefik", frozenset({"RequestMethod", "RequestPath", "DownstreamStatus"}), lambda r: edge_event(r, FIELDS)
        ),
    )
