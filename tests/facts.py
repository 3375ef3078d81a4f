"""Short ways to write facts in tests."""

from __future__ import annotations

from typing import Any

from mapgen.model.facts import (
    CallMade,
    ConfigSet,
    ConstantDefined,
    DependencyDeclared,
    FlowDeclared,
    Imported,
    MessageChannel,
    RoleTaken,
    RouteServed,
    StoreUsed,
    TrafficObserved,
    UnitDeclared,
)
from mapgen.model.location import Location
from mapgen.model.value import UNKNOWN, Value, join, ref, text

__all__ = ["UNKNOWN", "Value", "join", "ref", "text"]


def at(path: str, line: int = 1, root: str = "app") -> Location:
    return Location(root, path, line)


def value(given: str | Value) -> Value:
    return given if isinstance(given, Value) else text(given)


def service(name: str, directory: str | None = None, image: str | None = None, **more: Any) -> UnitDeclared:
    return UnitDeclared(
        location=at("docker-compose.yml"),
        rule="compose/service",
        name=name,
        unit_kind="compose_service",
        directory=directory,
        image=text(image) if image else None,
        **more,
    )


def module(name: str, directory: str, *, deployed: bool = True, **more: Any) -> UnitDeclared:
    return UnitDeclared(
        location=at(f"{directory}/pom.xml".lstrip("/")),
        rule="maven/artifact",
        name=name,
        unit_kind="build_module",
        directory=directory,
        deployed=deployed,
        **more,
    )


def env(unit: str | None, key: str, given: str | Value, path: str = "docker-compose.yml", **more: Any) -> ConfigSet:
    return ConfigSet(
        location=at(path), rule="compose/environment", key=key, value=value(given), namespace="env", unit=unit, **more
    )


def prop(path: str, key: str, given: str | Value, **more: Any) -> ConfigSet:
    return ConfigSet(
        location=at(path), rule="spring/property", key=key, value=value(given), namespace="property", **more
    )


def call(path: str, target: str | Value, transport: Any = "http", **more: Any) -> CallMade:
    return CallMade(location=at(path), rule="python/requests.get", transport=transport, target=value(target), **more)


def store(path: str, target: str | Value = UNKNOWN, technology: str = "", **more: Any) -> StoreUsed:
    return StoreUsed(
        location=at(path), rule="python/sqlalchemy.create_engine", transport="database", target=value(target),
        store=technology, **more,
    )  # fmt: skip


def message(path: str, direction: Any, channel: str | Value, broker: str = "kafka", **more: Any) -> MessageChannel:
    return MessageChannel(
        location=at(path),
        rule="java/KafkaTemplate.send",
        direction=direction,
        channel=value(channel),
        broker=broker,
        **more,
    )


def declared(source: str | None, target: str | None, relation: str = "route", **more: Any) -> FlowDeclared:
    return FlowDeclared(
        location=more.pop("location", at("docker-compose.yml")),
        rule="compose/link",
        source=text(source) if source else None,
        target=text(target) if target else None,
        relation=relation,
        **more,
    )


def dependency(path: str, package: str, ecosystem: str = "maven", **more: Any) -> DependencyDeclared:
    return DependencyDeclared(location=at(path), rule="maven/dependency", ecosystem=ecosystem, package=package, **more)


def imported(path: str, module_name: str, ecosystem: str = "pypi") -> Imported:
    return Imported(location=at(path), rule="python/import", ecosystem=ecosystem, module=module_name)


def role(path: str, name: str) -> RoleTaken:
    return RoleTaken(location=at(path), rule="java/annotation", role=name)


def route(path: str, served: str, **more: Any) -> RouteServed:
    return RouteServed(
        location=at(path), rule="python/fastapi.post", transport="http", method="POST", path=text(served), **more
    )


def constant(name: str, given: str | Value, path: str) -> ConstantDefined:
    return ConstantDefined(location=at(path), rule="python/constant", name=name, value=value(given))


def traffic(source: str, target: str, **more: Any) -> TrafficObserved:
    return TrafficObserved(
        location=at("access.log", root="logs"), rule="logs/nginx", source=source, target=target, **more
    )
