"""Choosing the scene of a diagram: everything where it is readable, else the systems rolled up into groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from mapgen.export.base import ExportOptions
from mapgen.export.kinds import FAMILY_TITLES, family_of, kind_title
from mapgen.export.scene import (
    CONNECTOR_TITLES,
    LAYER_TITLES,
    Edge,
    Mark,
    Node,
    Scene,
    detailed_scene,
    flow_detail,
    legs,
    mark_of,
    node_of,
)
from mapgen.export.selection import Selection, select
from mapgen.export.text import plain, plural
from mapgen.export.views import View, ViewKind, apply_view, members, parse_view
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.naming import slug
from mapgen.model.system import System
from mapgen.model.vocabulary import Layer

PICTURE_LIMIT, PICTURE_NODES = 150, 80
"""Most lines and boxes in one picture; above these nobody can follow one."""

OVERVIEW_NODES, OVERVIEW_EDGES = 28, 40
"""An overview takes the finest grouping with so many groups, and its heaviest lines."""

Grouping = Callable[[System], str]


def scene_of(imap: IntegrationMap, options: ExportOptions, limit: int = PICTURE_LIMIT) -> Scene:
    """The scene for a map and options, never with more than `limit` lines unless `--view all` insists on it."""
    view = parse_view(options.view)
    chosen = select(imap, options)
    selection = apply_view(chosen, view)
    title = plain(f"{options.title or imap.name}{_subject(view, selection)}")
    if view.kind is ViewKind.OVERVIEW:
        return _overview(title, selection, "an overview was asked for")
    focus = members(chosen, view) if view.kind is ViewKind.FOCUS else frozenset()
    scene = detailed_scene(title, selection, focus)
    if options.view == ViewKind.ALL.value or _readable(scene, limit):
        return scene
    reason = f"{len(scene.nodes)} boxes and {plural(len(scene.edges), 'line')} in one picture are unreadable"
    near = _around(title, selection, members(chosen, view), reason)
    return near if near and _readable(near, limit) else _overview(title, selection, reason)


def _readable(scene: Scene, limit: int) -> bool:
    return len(scene.edges) <= limit and len(scene.nodes) <= PICTURE_NODES * limit // PICTURE_LIMIT


def _subject(view: View, selection: Selection) -> str:
    if view.kind is ViewKind.FOCUS:
        return f": around {next(system.name for system in selection.systems if system.id == view.value)}"
    if view.kind is ViewKind.LAYER:
        return f": {LAYER_TITLES[Layer(view.value)].lower()} layer"
    return {ViewKind.DOMAIN: f": {view.value} domain", ViewKind.OVERVIEW: ": overview"}.get(view.kind, "")


def _around(title: str, selection: Selection, inside: frozenset[str], reason: str) -> Scene | None:
    """The systems a view is about one by one, everything else by family."""
    if not inside:
        return None
    return _rolled(
        title, selection, lambda system: f"=/{system.id}" if system.id in inside else _by_family(system), reason
    )


def _overview(title: str, selection: Selection, reason: str) -> Scene:
    scenes = [_rolled(title, selection, grouping, reason) for grouping in _groupings(selection)]
    fitting = [scene for scene in scenes if len(scene.nodes) <= OVERVIEW_NODES]
    return _heaviest(fitting[0] if fitting else _rolled(title, selection, _by_layer, reason))


def _heaviest(scene: Scene) -> Scene:
    """The scene with its `OVERVIEW_EDGES` heaviest lines, and a note about the others."""
    if len(scene.edges) <= OVERVIEW_EDGES:
        return scene
    ranked = sorted(scene.edges, key=lambda edge: (-len(edge.flows), edge.source, edge.target))
    kept = set(ranked[:OVERVIEW_EDGES])
    flows = sum(len(edge.flows) for edge in kept)
    total = sum(len(edge.flows) for edge in scene.edges)
    note = (
        f"{OVERVIEW_EDGES} of {len(scene.edges)} lines shown ({flows} of {total} flows between groups), "
        f"because the others stand for {len(ranked[OVERVIEW_EDGES].flows)} or fewer flows each"
    )
    return replace(scene, edges=tuple(edge for edge in scene.edges if edge in kept), notes=(*scene.notes, note))


def _groupings(selection: Selection) -> list[Grouping]:
    with_domain = sum(bool(system.domain) for system in selection.systems)
    by_domain = [_by_domain] if with_domain * 2 >= len(selection.systems) else []
    return [*by_domain, _by_kind, _by_family]


def _by_domain(system: System) -> str:
    return f"{system.layer.value}/{system.domain or FAMILY_TITLES[family_of(system.kind)]}"


def _by_kind(system: System) -> str:
    return f"{system.layer.value}/{system.kind}"


def _by_family(system: System) -> str:
    return f"{system.layer.value}/{FAMILY_TITLES[family_of(system.kind)]}"


def _by_layer(system: System) -> str:
    return f"{system.layer.value}/{LAYER_TITLES[system.layer]} systems"


def _rolled(title: str, selection: Selection, grouping: Grouping, reason: str) -> Scene:
    groups: dict[str, list[System]] = defaultdict(list)
    for system in selection.systems:
        groups[grouping(system)].append(system)
    home = {system.id: key for key, systems in groups.items() for system in systems}
    pairs: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in selection.flows:
        for source, target in legs(flow, home):
            pairs[home[source], home[target]].append(flow)
    nodes = {key: _group(key, systems, len(pairs.get((key, key), ()))) for key, systems in groups.items()}
    between = _undirected(pairs)
    names = {system.id: system.name for system in selection.systems}
    edges = tuple(
        _bundle(f"e{number}", (nodes[source].id, nodes[target].id), there, back, names)
        for number, ((source, target), (there, back)) in enumerate(between.items(), 1)
    )
    note = (
        f"{plural(len(selection.flows), 'flow')} and {plural(len(selection.systems), 'system')} rolled up into "
        f"{len(edges)} lines and {len(nodes)} groups, because {reason}; use focus:, layer: or domain: views for detail"
    )
    counts = (len(selection.systems), len(selection.flows))
    return Scene(title, *counts, tuple(nodes.values()), edges, (*selection.notes, note), rolled_up=True)


Pair = tuple[str, str]


def _undirected(pairs: dict[Pair, list[Flow]]) -> dict[Pair, tuple[list[Flow], list[Flow]]]:
    """Flows there and back for each pair of groups, named in the direction that carries more flows."""
    joined: dict[Pair, tuple[list[Flow], list[Flow]]] = {}
    for (source, target), there in pairs.items():
        back = pairs.get((target, source), [])
        if source == target or (target, source) in joined:
            continue
        heavier = len(there) >= len(back)
        joined[(source, target) if heavier else (target, source)] = (there, back) if heavier else (back, there)
    return joined


def _group(key: str, systems: list[System], inner: int) -> Node:
    if len(systems) == 1:
        return node_of(systems[0])
    name = plain(key.partition("/")[2])
    kind = Counter(system.kind for system in systems).most_common(1)[0][0]
    within = f", {plural(inner, 'flow')} inside" if inner else ""
    return replace(
        node_of(systems[0]),
        id=f"group-{slug(key)}",
        name=kind_title(name) if name == name.lower() else name,
        caption=plural(len(systems), "system") + within,
        kind=kind,
        external=all(system.external for system in systems),
        members=tuple(system.id for system in systems),
        description=", ".join(plain(system.name) for system in systems[:20]),
    )


def _bundle(edge_id: str, ends: Pair, there: list[Flow], back: list[Flow], names: dict[str, str]) -> Edge:
    flows = there + back
    connectors = {flow.connector for flow in flows}
    only = connectors.pop() if len(connectors) == 1 else None
    how = f" {CONNECTOR_TITLES[only]}" if only else ""
    return Edge(
        id=edge_id,
        source=ends[0],
        target=ends[1],
        label=f"{len(flows)}{how}" if how else plural(len(flows), "flow"),
        connector=only,
        mark=_common_mark(flows),
        two_way=bool(back) or any(flow.two_way for flow in there),
        pulled=False,
        confidence=max(flow.confidence for flow in flows),
        flows=tuple(flow.id for flow in flows),
        detail="; ".join(flow_detail(flow, names) for flow in flows[:12]),
    )


def _common_mark(flows: list[Flow]) -> Mark:
    marks = {mark_of(flow) for flow in flows}
    return marks.pop() if len(marks) == 1 else Mark.CONFIRMED if Mark.CONFIRMED in marks else Mark.PROPOSED
