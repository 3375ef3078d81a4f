"""Nextcloud-style application logs: `app` names a module, so the product itself is the service."""

from __future__ import annotations

from extractors.logs.engine.event import Event
from extractors.logs.engine.records import Record
from extractors.logs.formats import app_json
from extractors.logs.formats.json_lines import Dialect, JsonLog

_KEYS = frozenset({"reqId", "level", "remoteAddr", "app", "message", "version"})
_SERVICE = "nextcloud"


def read(record: Record) -> Event | None:
    """The call a message tells of. Requests themselves are in the web server's log."""
    told = {"service": _SERVICE, "message": record.get("message"), "time": record.get("time")}
    return app_json.read(told, app_json.plan(told))


class NextcloudLog(JsonLog):
    """Nextcloud (and ownCloud) application logs."""

    name = "logs/nextcloud"
    description = "Nextcloud application log (JSON lines)"
    dialects = (Dialect(_SERVICE, _KEYS, read),)
