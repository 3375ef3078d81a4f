"""The order in which the questions are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from mapgen.catalog import Catalog
from mapgen.model.facts import AnyFact, CallMade, ConfigSet, ConstantDefined, Fact, MessageChannel, StoreUsed
from mapgen.model.integration_map import Coverage
from mapgen.resolve.alternatives import drop_alternatives
from mapgen.resolve.calls import resolve_calls, resolve_urls
from mapgen.resolve.candidates import Candidate, transport_group
from mapgen.resolve.config import ConfigIndex
from mapgen.resolve.context import Context, is_code
from mapgen.resolve.coverage import coverage_of
from mapgen.resolve.declared import resolve_declared
from mapgen.resolve.gateways import resolve_discovery_routes
from mapgen.resolve.messages import resolve_messages
from mapgen.resolve.nodes import Node, NodeRegistry
from mapgen.resolve.packages import resolve_packages
from mapgen.resolve.roles import assign_roles, resolve_roles
from mapgen.resolve.settings import resolve_reads, resolve_settings
from mapgen.resolve.specs import api_signals, resolve_specs
from mapgen.resolve.stores import resolve_stores
from mapgen.resolve.targets import TargetResolver
from mapgen.resolve.traffic import resolve_traffic
from mapgen.resolve.units import UnitIndex, code_folders, with_root_units
from mapgen.resolve.webhooks import resolve_webhooks


@dataclass(slots=True)
class Resolution:
    """What the resolver found: candidates, systems that stand without flows, and the coverage statement."""

    candidates: list[Candidate]
    standing: list[Node]
    coverage: Coverage
    observed: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    api_signals: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def logs_cover(self, candidate: Candidate) -> bool:
        """Would this flow have shown in the logs? True when other calls of that sort by its caller were observed."""
        return (candidate.caller.key, transport_group(candidate.transport)) in self.observed


def resolve(facts: Iterable[AnyFact], catalog: Catalog, *, given_specs: Iterable[tuple[str, str]] = ()) -> Resolution:
    """Resolve the facts of one estate.

    Args:
        facts: from all extractors, any order.
        catalog: vendors, constructs, roles, data types.
        given_specs: (root, path) of specifications the user named; path "" stands for all files of the root.
    """
    by_type: dict[type[Fact], list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda f: (f.location, f.rule, str(type(f)))):
        by_type[type(fact)].append(fact)
    units = UnitIndex(with_root_units(by_type), code_folders(by_type))
    units.let_act(f.location for kind in (CallMade, StoreUsed, MessageChannel) for f in by_type[kind] if is_code(f))
    config = ConfigIndex(units, by_type[ConfigSet], by_type[ConstantDefined])  # type: ignore[arg-type]
    nodes = NodeRegistry(units, catalog, config)
    targets = TargetResolver(units, config, nodes, catalog)
    context = Context(catalog, units, config, nodes, targets, dict(by_type), frozenset(given_specs))
    for question in QUESTIONS:
        question(context)
    candidates = context.candidates.finish()
    coverage = coverage_of(context, candidates)
    return Resolution(
        candidates, _standing(context), coverage, frozenset(context.observed_callers), api_signals(context)
    )


QUESTIONS = (
    assign_roles,
    resolve_declared,
    resolve_calls,
    resolve_stores,
    resolve_messages,
    resolve_webhooks,
    resolve_roles,
    resolve_discovery_routes,
    resolve_traffic,
    drop_alternatives,
    resolve_specs,
    resolve_settings,
    resolve_reads,
    resolve_packages,
    resolve_urls,
)
"""Typed evidence first; evidence that only supports comes last."""


def _standing(context: Context) -> list[Node]:
    """Deployed units belong on the map even when no flow of theirs was found."""
    return [context.node(u) for u in context.units.units if u.is_deployment and u.deployed and not _one_off(u.name)]


def _one_off(name: str) -> bool:
    """Jobs that only prepare others (migrations, initialisers) are not systems."""
    lowered = name.lower()
    return lowered.endswith(
        ("-init", "-migration", "-migrations", "-migrate", "-seed", "-setup")
    ) or lowered.startswith("init-")
