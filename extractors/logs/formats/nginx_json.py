"""nginx access logs written as JSON with `log_format escape=json`; field names are nginx's variable names."""

from __future__ import annotations

from extractors.logs.engine.event import Event
from extractors.logs.engine.records import Record, first_text
from extractors.logs.formats.edge_json import EdgeFields, edge_event, keys
from extractors.logs.formats.json_lines import Dialect, JsonLog

FIELDS = EdgeFields(
    method=keys("request_method", "method"),
    url=keys("request_uri", "uri", "path"),
    host=keys("http_host", "host", "server_name", "vhost"),
    target=keys("proxy_upstream_name", "upstream_name", "upstream"),
    host_is_target=True,
    status=keys("status"),
    ms=keys("request_time"),
    scale=1e3,
    size=keys("body_bytes_sent", "bytes_sent"),
    agent=keys("http_user_agent", "user_agent"),
    address=keys("remote_addr", "http_x_forwarded_for"),
    time=keys("time_iso8601", "time_local", "timestamp", "time", "msec"),
)
_REQUEST = keys("request")


def read(record: Record) -> Event | None:
    """The event of a record; `request` ("GET / HTTP/1.1") stands in for method and URI."""
    line = first_text(record, _REQUEST).split(" ")
    if len(line) == 3:
        record = {"request_method": line[0], "request_uri": line[1], **record}
    event = edge_event(record, FIELDS)
    if event is not None and not event.target:
        event.target_kind = "self"
    return event


class NginxJsonLog(JsonLog):
    """nginx JSON access logs."""

    name = "logs/nginx_json"
    description = "nginx access logs written as JSON"
    dialects = (
        Dialect("nginx_json", frozenset({"request_method", "body_bytes_sent"}), read),
        Dialect("nginx_json", frozenset({"request_uri", "http_user_agent"}), read),
        Dialect("nginx_json", frozenset({"request", "status", "body_bytes_sent"}), read),
    )
