"""Webhook receivers: a route that checks a vendor's signature makes the vendor the source."""

from __future__ import annotations

from mapgen.catalog import System
from mapgen.model.facts import RouteServed
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context, clue


def resolve_webhooks(context: Context) -> None:
    """RouteServed facts with a signature header or a verifying SDK -> vendor -> unit."""
    for route in context.of(RouteServed):
        vendor = _vendor(context, route)
        if vendor is None:
            continue
        for unit in context.actors(route.location):
            node = context.nodes.vendor(vendor)
            found = Candidate(node, context.node(unit), Initiator.SOURCE, FlowTransport.HTTP, relation="webhook")
            found.operations[f"{route.method} {route.path}".strip()] = None
            found.actions["notify"] = None
            found.add_fields(route.fields, route.location)
            anchor = route.webhook_header or route.webhook_package
            says = f"{unit.name} serves {route.path} and checks {anchor}, so {vendor.name} calls it"
            found.clues.append(clue(route, "webhook.receiver", says))
            context.candidates.add(found)


def _vendor(context: Context, route: RouteServed) -> System | None:
    if route.webhook_header and (match := context.catalog.match_webhook_header(route.webhook_header)):
        return match.system
    if route.webhook_package and (found := context.catalog.match_package(route.webhook_package)):
        return found.system
    return None
