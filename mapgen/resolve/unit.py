"""One deployable unit, and how names of units compare."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapgen.model.facts import UnitDeclared
from mapgen.model.location import Location
from mapgen.model.naming import comparable

DEPLOYMENTS = frozenset({"compose_service", "k8s_workload", "serverless_function"})
"""Kinds of declarations that run something."""

GENERIC_WORDS = ("microservice", "webservice", "service", "server", "svc", "application", "app", "api")
"""Words at the end of unit names that tell nothing apart."""


def stem(name: str) -> str:
    """Comparable name without trailing generic words ("account-service" -> "account")."""
    made = comparable(name)
    while cut := next((s for s in GENERIC_WORDS if made.endswith(s) and len(made) - len(s) >= 3), None):
        made = made[: -len(cut)]
    return made


@dataclass(slots=True, eq=False)
class Unit:
    """One deployable unit. `directories` are (root, folder) pairs whose files belong to it; a `workspace` only
    holds other units (the root of a monorepo)."""

    name: str
    declarations: list[UnitDeclared] = field(default_factory=list)
    directories: set[tuple[str, str]] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    ports: set[int] = field(default_factory=set)
    images: list[UnitDeclared] = field(default_factory=list)
    deployed: bool = True
    workspace: bool = False
    acts: bool = False
    key: str = ""

    @property
    def kinds(self) -> set[str]:
        """Kinds of the declarations that speak of this unit."""
        return {declaration.unit_kind for declaration in self.declarations}

    @property
    def is_deployment(self) -> bool:
        """A deployment descriptor (compose, Kubernetes, serverless) runs this unit."""
        return bool(self.kinds & DEPLOYMENTS)


def nearness(unit: Unit, near: Location) -> tuple[bool, int, bool]:
    """How close a unit is to a place: same root, length of the common path, deployed; higher is nearer."""
    same_root = any(d.location.root == near.root for d in unit.declarations)
    common = max((common_depth(d.location.path, near.path) for d in unit.declarations), default=0)
    return (same_root, common, unit.is_deployment)


def common_depth(left: str, right: str) -> int:
    """Number of leading path segments two POSIX paths share."""
    count = 0
    for a, b in zip(left.split("/"), right.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count


def image_name(declaration: UnitDeclared) -> str:
    """Last path segment of the image without tag and digest; "" when there is none or it is a hole."""
    text = str(declaration.image) if declaration.image is not None else ""
    name = text.split("@")[0].rpartition("/")[2].split(":")[0]
    return "" if "{" in name else name
