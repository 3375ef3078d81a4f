"""Azure Application Gateway access logs; the target is the backend pool, else the requested host."""

from __future__ import annotations

from extractors.logs.engine.event import Event
from extractors.logs.engine.records import Record
from extractors.logs.formats.edge_json import EdgeFields, edge_event, keys
from extractors.logs.formats.json_lines import Dialect, JsonLog

FIELDS = EdgeFields(
    method=keys("properties>httpMethod"),
    url=keys("properties>originalRequestUriWithArgs", "properties>requestUri"),
    host=keys("properties>host", "properties>originalHost"),
    target=keys("backendPoolName", "properties>backendPoolName"),
    host_is_target=True,
    status=keys("properties>httpStatus"),
    ms=keys("properties>timeTaken"),
    scale=1e3,
    size=keys("properties>sentBytes"),
    agent=keys("properties>userAgent"),
    address=keys("properties>clientIP"),
    time=keys("timeStamp", "time"),
)


def read(record: Record) -> Event | None:
    """The event of an access record; firewall and performance records give none."""
    return edge_event(record, FIELDS) if record.get("category") == "ApplicationGatewayAccessLog" else None


class AzureAppGatewayLog(JsonLog):
    """Azure Application Gateway access logs."""

    name = "logs/azure_appgw"
    description = "Azure Application Gateway access logs (JSON lines)"
    dialects = (Dialect("azure_appgw", frozenset({"category", "properties", "operationName"}), read),)
