"""Views: the part of a selection that one document or picture shows."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from enum import StrEnum

from mapgen.errors import InputError
from mapgen.export.selection import Selection
from mapgen.model.flow import Flow
from mapgen.model.vocabulary import Layer


class ViewKind(StrEnum):
    """How a view chooses: everything, everything rolled up, one system's neighbourhood, one layer, one domain."""

    ALL = "all"
    OVERVIEW = "overview"
    FOCUS = "focus"
    LAYER = "layer"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class View:
    """A parsed view; `value` is the system id, layer or domain, and empty for `all` and `overview`."""

    kind: ViewKind
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else self.kind.value


EVERYTHING = View(ViewKind.ALL)
OVERVIEW = View(ViewKind.OVERVIEW)
_USAGE = "all, overview, focus:<system>, layer:<layer> or domain:<domain>"


def parse_view(text: str | None) -> View:
    """Read a view as written by the user (None = everything). Raises InputError for an unknown form."""
    kind, _, value = (text or ViewKind.ALL.value).partition(":")
    if kind not in {known.value for known in ViewKind}:
        raise InputError(f"unknown view {text!r}", where="--view", hint=f"use {_USAGE}")
    view = View(ViewKind(kind), value.strip())
    if bool(view.value) != (view.kind in {ViewKind.FOCUS, ViewKind.LAYER, ViewKind.DOMAIN}):
        raise InputError(f"view {text!r} is incomplete or has too much", where="--view", hint=f"use {_USAGE}")
    return view


def filtered(selection: Selection, text: str | None) -> Selection:
    """The selection without the flows that the view leaves out; a note says how many and why."""
    return apply_view(selection, parse_view(text))


def apply_view(selection: Selection, view: View) -> Selection:
    """The selection that `view` shows. Raises InputError when the view names nothing that exists."""
    if view.kind in {ViewKind.ALL, ViewKind.OVERVIEW}:
        return selection
    inside = members(selection, view)
    flows = tuple(flow for flow in selection.flows if inside & {flow.source, flow.target, *flow.via})
    kept = inside | {end for flow in flows for end in (flow.source, flow.target, *flow.via)}
    cited = {key for flow in flows for key in flow.evidence}
    return replace(
        selection,
        systems=tuple(system for system in selection.systems if system.id in kept),
        flows=flows,
        evidence=tuple(item for item in selection.evidence if item.id in cited),
        notes=(*selection.notes, *_note(flows, selection, view)),
    )


def members(selection: Selection, view: View) -> frozenset[str]:
    """Ids of the systems the view is about (empty for `all` and `overview`)."""
    if view.kind is ViewKind.FOCUS:
        return frozenset({_known(view, {system.id for system in selection.systems})})
    if view.kind is ViewKind.LAYER:
        layer = _known(view, {layer.value for layer in Layer})
        return frozenset(system.id for system in selection.systems if system.layer.value == layer)
    if view.kind is ViewKind.DOMAIN:
        domain = _known(view, {system.domain for system in selection.systems if system.domain})
        return frozenset(system.id for system in selection.systems if system.domain == domain)
    return frozenset()


def _known(view: View, names: set[str]) -> str:
    if view.value in names:
        return view.value
    near = difflib.get_close_matches(view.value, sorted(names), n=3, cutoff=0.3) or sorted(names)[:8]
    hint = "nearest: " + ", ".join(near) if near else f"the map names no {view.kind}"
    raise InputError(f"the map has no {view.kind} {view.value!r}", where="--view", hint=hint)


def _note(flows: tuple[Flow, ...], selection: Selection, view: View) -> list[str]:
    if len(flows) == len(selection.flows):
        return []
    return [f"{len(flows)} of {len(selection.flows)} flows shown, because of the view {view}"]
