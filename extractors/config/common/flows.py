"""The flow facts that config extractors state, made in one place (credentials in addresses are removed)."""

from __future__ import annotations

from extractors.config.common.secrets import scrubbed
from mapgen.model.facts import FlowDeclared, StoreUsed, Transport
from mapgen.model.location import Location
from mapgen.model.value import Value


def route(
    place: Location, rule: str, source: Value | None, target: Value, transport: Transport = "http"
) -> FlowDeclared:
    """A proxy or gateway passes requests on to `target`."""
    return flow(place, rule, source, target, "route", transport=transport)


def flow(
    place: Location,
    rule: str,
    source: Value | None,
    target: Value | None,
    relation: str,
    *,
    transport: Transport = "unknown",
    pulled: bool = False,
    via: str = "",
    objects: tuple[str, ...] = (),
) -> FlowDeclared:
    """Data goes from `source` to `target`; `pulled`: the target opens the connection. None = the file's unit."""
    return FlowDeclared(
        location=place,
        rule=rule,
        source=scrubbed(source) if source is not None else None,
        target=scrubbed(target) if target is not None else None,
        relation=relation,
        initiator="target" if pulled else "source",
        transport=transport,
        via=via,
        objects=objects,
    )


def store(place: Location, rule: str, target: Value, *, transport: Transport = "database", name: str = "") -> StoreUsed:
    """The file's unit uses a store; `name` is the catalog id of the technology when the format tells."""
    return StoreUsed(location=place, rule=rule, transport=transport, target=scrubbed(target), store=name)
