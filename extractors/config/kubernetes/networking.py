"""Services and routes: names in front of workloads, and what a gateway sends where."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.config.kubernetes.resources import Resource, neighbours
from extractors.config.kubernetes.workloads import pod_labels
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import FlowDeclared, Transport, UnitDeclared
from mapgen.model.value import text

_GATEWAY_ROUTES: dict[str, Transport] = {
    "HTTPRoute": "http",
    "GRPCRoute": "grpc",
    "TCPRoute": "unknown",
    "TLSRoute": "unknown",
}


def service_facts(source: SourceFile, found: Resource) -> Iterator[UnitDeclared]:
    """A Service is another name of the workloads its selector picks."""
    selector = {
        key: text for key, value in as_map(get(found.data, "spec", "selector")).items() if (text := scalar(value))
    }
    if not selector:
        return
    picked = [
        other.name
        for other in neighbours(source)
        if other.template is not None and selector.items() <= pod_labels(other).items()
    ]
    label = selector.get("app.kubernetes.io/name") or selector.get("app") or selector.get("name") or ""
    names = picked or [label]
    ports = [text_at(port, key) for port in as_list(get(found.data, "spec", "ports")) for key in ("port", "targetPort")]
    yield UnitDeclared(
        location=found.place("metadata", "name"),
        rule="kubernetes/Service",
        name=found.name,
        unit_kind="k8s_service",
        aliases=tuple(dict.fromkeys(name for name in names if name and name != found.name)) if len(names) == 1 else (),
        ports=tuple(dict.fromkeys(int(port) for port in ports if port.isdigit())),
    )


def route_facts(found: Resource) -> Iterator[FlowDeclared]:
    """What an Ingress, Gateway API route or Istio VirtualService sends to which service."""
    if found.kind == "Ingress":
        yield from _ingress(found)
    elif found.kind in _GATEWAY_ROUTES:
        yield from _gateway_route(found)
    elif found.kind == "VirtualService":
        yield from _virtual_service(found)
    elif found.kind in ("IngressRoute", "IngressRouteTCP"):
        yield from _traefik_route(found)


def _route(found: Resource, path: Path, source: str, target: str, transport: Transport = "http") -> FlowDeclared:
    return FlowDeclared(
        location=found.place(*path),
        rule=f"kubernetes/{found.kind}",
        source=text(source),
        target=text(target),
        relation="route",
        transport=transport,
    )


def _ingress(found: Resource) -> Iterator[FlowDeclared]:
    spec = get(found.data, "spec")
    for key in ("defaultBackend", "backend"):
        if target := _backend(get(spec, key)):
            yield _route(found, ("spec", key), "ingress", target)
    for index, rule in enumerate(as_list(get(spec, "rules"))):
        for step, item in enumerate(as_list(get(rule, "http", "paths"))):
            if target := _backend(get(item, "backend")):
                yield _route(found, ("spec", "rules", index, "http", "paths", step, "backend"), "ingress", target)


def _backend(backend: object) -> str:
    return text_at(backend, "service", "name") or text_at(backend, "serviceName")


def _gateway_route(found: Resource) -> Iterator[FlowDeclared]:
    gateways = [text_at(item, "name") for item in as_list(get(found.data, "spec", "parentRefs"))]
    for index, rule in enumerate(as_list(get(found.data, "spec", "rules"))):
        for step, item in enumerate(as_list(get(rule, "backendRefs"))):
            target = text_at(item, "name")
            if target and text_at(item, "kind") in ("", "Service"):
                path: Path = ("spec", "rules", index, "backendRefs", step)
                for gateway in [name for name in gateways if name] or ["gateway"]:
                    yield _route(found, path, gateway, target, _GATEWAY_ROUTES[found.kind])


def _virtual_service(found: Resource) -> Iterator[FlowDeclared]:
    """Only traffic that enters through a gateway; mesh-internal routing states no new flow."""
    gateways = [str(item).rpartition("/")[2] for item in as_list(get(found.data, "spec", "gateways"))]
    for protocol in ("http", "tcp", "tls"):
        for index, rule in enumerate(as_list(get(found.data, "spec", protocol))):
            for step, item in enumerate(as_list(get(rule, "route"))):
                target = text_at(item, "destination", "host")
                path: Path = ("spec", protocol, index, "route", step)
                for gateway in gateways:
                    if target and gateway != "mesh":
                        yield _route(found, path, gateway, target.partition(".")[0])


def _traefik_route(found: Resource) -> Iterator[FlowDeclared]:
    for index, rule in enumerate(as_list(get(found.data, "spec", "routes"))):
        for step, item in enumerate(as_list(get(rule, "services"))):
            if target := text_at(item, "name"):
                yield _route(found, ("spec", "routes", index, "services", step), "traefik", target)
