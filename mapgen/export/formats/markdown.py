"""Markdown: the catalogue of systems and flows, with evidence places and the coverage statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.kinds import kind_title
from mapgen.export.scene import CONNECTOR_TITLES, LAYER_TITLES
from mapgen.export.selection import Selection, select
from mapgen.export.text import plain, plural
from mapgen.export.views import filtered
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import Coverage, IntegrationMap
from mapgen.model.vocabulary import Layer

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~<>&$:@=-])")
_EVIDENCE_SHOWN = 3
_LISTED = 25


class MarkdownExporter(Exporter):
    """A catalogue people read and diff: CommonMark with pipe tables, all text of the map escaped."""

    name = "markdown"
    description = "catalogue of systems and flows with evidence and coverage"
    suffix = ".md"
    media_type = "text/markdown"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the catalogue."""
        selection = filtered(select(imap, options), options.view)
        lines = [
            f"# {escape(options.title or imap.name)}",
            "",
            *([escape(imap.description), ""] if imap.description else []),
            f"{plural(len(selection.systems), 'system')}, {plural(len(selection.flows), 'flow')}.",
            *(f"\n> {escape(note)}." for note in selection.notes),
            "",
            *_systems(selection),
            *_flows(selection),
            *_coverage(imap.coverage),
        ]
        return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def escape(text: str) -> str:
    """Text without any Markdown or HTML meaning."""
    return _SPECIAL.sub(r"\\\1", plain(text)).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")


def _systems(selection: Selection) -> Iterable[str]:
    yield from ("## Systems", "")
    rows = [
        (
            escape(system.name),
            _code(system.id),
            escape(kind_title(system.kind)) + (", external" if system.external else ""),
            LAYER_TITLES[system.layer],
            escape(system.owner or ""),
            escape(", ".join(system.aliases)),
        )
        for system in selection.systems
    ]
    yield from _table(("System", "Id", "Kind", "Layer", "Owner", "Also called"), rows)


def _flows(selection: Selection) -> Iterable[str]:
    layer_of = {system.id: system.layer for system in selection.systems}
    names = {system.id: system.name for system in selection.systems}
    evidence = {item.id: item for item in selection.evidence}
    yield from ("## Flows", "")
    for layer in Layer:
        flows = [flow for flow in selection.flows if layer_of.get(flow.source) is layer]
        if flows:
            yield from (f"### From the {LAYER_TITLES[layer].lower()} layer", "")
            rows = [_flow_row(flow, names, evidence) for flow in flows]
            yield from _table(("Flow", "From", "To", "Connector", "Data", "Status", "Confidence", "Evidence"), rows)


def _flow_row(flow: Flow, names: dict[str, str], evidence: dict[str, Evidence]) -> tuple[str, ...]:
    arrow = " (two-way)" if flow.two_way else ""
    status = ", ".join([flow.status.value.replace("_", " "), *flow.signals])
    return (
        _code(flow.id),
        escape(names.get(flow.source, flow.source)),
        escape(names.get(flow.target, flow.target)) + arrow,
        CONNECTOR_TITLES[flow.connector] + (escape(f" via {', '.join(flow.via)}") if flow.via else ""),
        escape(", ".join(flow.objects)),
        escape(status),
        f"{flow.confidence:.0%}",
        _places([evidence[key] for key in flow.evidence if key in evidence]),
    )


def _places(items: Sequence[Evidence]) -> str:
    more = [f"and {len(items) - _EVIDENCE_SHOWN} more"] if len(items) > _EVIDENCE_SHOWN else []
    return ", ".join([_link(item) for item in items[:_EVIDENCE_SHOWN]] + more)


def _link(item: Evidence) -> str:
    """A link relative to the root the evidence lies in; the fragment is the line form of the common forges."""
    place = f"{item.path}:{item.line}" if item.line else item.path
    anchor = f"#L{item.line}" if item.line else ""
    path = quote(item.path.lstrip("/"), safe="/-_.")
    return f"[{escape(place)}](./{path}{anchor})"


def _coverage(coverage: Coverage) -> Iterable[str]:
    yield from ("## What this map does not show", "")
    said = [
        *(_root_line(root.root, root.files, root.unsupported_languages) for root in coverage.roots),
        *(
            f"{escape(notice.message)} ({plural(notice.count, 'place')}"
            + (f", for example {escape(notice.example)})" if notice.example else ")")
            for notice in coverage.notices
        ),
        *_listing("Hosts that match no known system", coverage.unresolved_hosts),
        *_listing("Targets that stayed unresolved", coverage.unresolved_targets),
        *_listing("Channels with only a publisher or only a consumer", coverage.one_sided_channels),
    ]
    yield from (f"- {line}" for line in said) if said else ("Nothing was recorded as unread or unresolved.",)


def _root_line(root: str, files: int, unsupported: dict[str, int]) -> str:
    missing = ", ".join(f"{language} ({count})" for language, count in unsupported.items())
    return f"{escape(root)}: {plural(files, 'file')} read" + (f"; not understood: {escape(missing)}" if missing else "")


def _listing(title: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return [f"{title}: {', '.join(escape(name) for name in names[:_LISTED])}{more}"]


def _code(text: str) -> str:
    """Ids are slugs with dots, so they need no fence longer than one backtick."""
    return f"`{plain(text).replace('`', '')}`"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
