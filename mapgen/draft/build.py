"""From a resolved estate to a draft map."""

from __future__ import annotations

from collections.abc import Iterable

from mapgen import __version__
from mapgen.catalog import Catalog
from mapgen.draft import classify
from mapgen.draft.excerpts import ExcerptReader, evidence_of, field_evidence
from mapgen.draft.naming import unique_names
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow, FlowField
from mapgen.model.integration_map import Coverage, Generator, IntegrationMap
from mapgen.model.naming import comparable, fingerprint, slug
from mapgen.model.system import System
from mapgen.model.vocabulary import EvidenceKind, FlowStatus, Tier
from mapgen.recommend import recommend
from mapgen.resolve import Resolution
from mapgen.resolve.candidates import Candidate, Clue, MovedField, transport_group
from mapgen.resolve.confidence import confidence_of, weight_of, weights
from mapgen.resolve.nodes import Node
from mapgen.terminal import clean

MAX_EVIDENCE = 12
"""Pieces of evidence kept per flow; the strongest of each kind first."""

MAX_PERSONAL = 8
"""Fields of personal data that are shown with their place per flow."""

_PERSONAL = frozenset({"pii", "personal", "special", "special_phi", "secret"})

MAX_LISTED = 40
"""Objects, operations and fields listed per flow."""


def build_map(resolution: Resolution, catalog: Catalog, reader: ExcerptReader, name: str) -> IntegrationMap:
    """Every candidate that reaches the threshold becomes a proposed flow; its systems become systems."""
    kept = [c for c in resolution.candidates if weight_of(c) >= weights().threshold]
    evidence: dict[str, Evidence] = {}
    names = unique_names(kept)
    flows = [
        _flow(candidate, flow_id, resolution, catalog, reader, evidence)
        for candidate, flow_id in zip(kept, names, strict=True)
    ]
    used = {node.key: node for c in kept for node in (c.source, c.target, *c.via.values())}
    used.update({node.key: node for node in resolution.standing})
    coverage = resolution.coverage.model_copy(deep=True)
    _note_weak(coverage, [c for c in resolution.candidates if weight_of(c) < weights().threshold])
    return IntegrationMap(
        name=slug(name),
        generator=Generator(version=__version__, catalog=catalog.version[:12]),
        systems=[_system(used[key]) for key in sorted(used)],
        flows=sorted(flows, key=lambda flow: flow.id),
        evidence=[evidence[key] for key in sorted(evidence)],
        coverage=coverage,
    )


def _flow(
    candidate: Candidate,
    flow_id: str,
    resolution: Resolution,
    catalog: Catalog,
    reader: ExcerptReader,
    evidence: dict[str, Evidence],
) -> Flow:
    pieces = _pieces(candidate, reader)
    evidence.update({piece.id: piece for piece in pieces})
    connector = classify.connector_of(candidate)
    moved = list(candidate.fields.values())[:MAX_LISTED]
    fields = [_field(one, catalog) for one in moved]
    personal = _personal_data(zip(moved, fields, strict=True), catalog, reader)
    evidence.update({piece.id: piece for piece in personal})
    return Flow(
        id=flow_id,
        source=candidate.source.key,
        target=candidate.target.key,
        initiator=candidate.initiator,
        two_way=candidate.two_way,
        status=FlowStatus.PROPOSED,
        connector=connector,
        transport=candidate.transport,
        sync_model=classify.sync_model_of(candidate, connector),
        tier=classify.tier_of(candidate),
        pattern=classify.pattern_of(candidate),
        objects=_listed(candidate.objects),
        operations=_listed(candidate.operations),
        fields=fields,
        channels=[clean(candidate.channel)] if candidate.channel else [],
        via=sorted(candidate.via),
        sensitivity=_sensitivity(fields, catalog),
        confidence=confidence_of(candidate),
        signals=classify.signals_of(candidate, logs_cover=resolution.logs_cover(candidate)),
        recommendation=recommend(classify.situation_of(candidate, catalog, resolution.api_signals)),
        evidence=[piece.id for piece in (*pieces, *personal)],
        fingerprint=fingerprint(
            comparable(candidate.source.key),
            comparable(candidate.target.key),
            transport_group(candidate.transport),
            candidate.channel,
        ),
    )


def _pieces(candidate: Candidate, reader: ExcerptReader) -> list[Evidence]:
    """The strongest evidence first, every kind represented before any kind repeats."""
    table = weights().weight
    clues = sorted(candidate.all_clues(), key=lambda c: (-table[c.signal], c.fact.location, c.fact.rule, c.says))
    by_kind: dict[EvidenceKind, list[Clue]] = {}
    for clue in clues:
        by_kind.setdefault(clue.kind, []).append(clue)
    ranked = sorted(
        ((index, clue) for group in by_kind.values() for index, clue in enumerate(group)), key=lambda p: p[0]
    )
    pieces: dict[str, Evidence] = {}
    for _, clue in ranked:
        if len(pieces) >= MAX_EVIDENCE:
            break
        piece = evidence_of(clue, reader)
        pieces.setdefault(piece.id, piece)
    return list(pieces.values())


def _listed(names: Iterable[str]) -> list[str]:
    return [clean(name)[:200] for name in names if name][:MAX_LISTED]


def _field(moved: MovedField, catalog: Catalog) -> FlowField:
    described = moved.described
    types = catalog.data_types(described.name.rpartition(".")[2], described.type)
    return FlowField(
        name=clean(described.name)[:200],
        object_name=clean(described.object_name)[:200],
        type=clean(described.type)[:80],
        data_types=[found.id for found in types],
    )


def _personal_data(
    moved: Iterable[tuple[MovedField, FlowField]], catalog: Catalog, reader: ExcerptReader
) -> list[Evidence]:
    """Where personal and secret data is seen to move: evidence about the content, without weight for the flow."""
    names = {found.id: found.name for found in catalog.all_data_types if found.class_ in _PERSONAL}
    pieces: list[Evidence] = []
    for one, field in moved:
        found = [names[type_id] for type_id in field.data_types if type_id in names]
        if found and len(pieces) < MAX_PERSONAL:
            whole = ".".join(part for part in (field.object_name, field.name) if part)
            pieces.append(field_evidence(one.place, f"moves {whole}: {', '.join(found)}", reader))
    return pieces


def _sensitivity(fields: list[FlowField], catalog: Catalog) -> str | None:
    """The highest class of data among the fields: secret, special, pii, personal; None when nothing is known."""
    by_id = {found.id: found.class_ for found in catalog.all_data_types}
    classes = {by_id[type_id] for moved in fields for type_id in moved.data_types if type_id in by_id}
    order = ("secret", "special_phi", "special", "pii", "personal", "consent", "governance")
    return next((name for name in order if name in classes), None)


def _system(node: Node) -> System:
    aliases = sorted({clean(a)[:200] for a in node.aliases if a and comparable(a) != comparable(node.name)})
    tags = ["infrastructure"] if node.tier is Tier.INFRA else []
    return System(
        id=node.key,
        name=clean(node.name)[:200] or node.key,
        kind=node.kind,
        layer=node.layer,
        tier=node.tier,
        aliases=aliases,
        vendor=node.vendor or node.technology,
        external=node.external,
        tags=tags,
    )


def _note_weak(coverage: Coverage, weak: list[Candidate]) -> None:
    """Name the hypotheses that were too weak to propose, so that nothing is dropped silently."""
    pairs = {f"{c.source.name} -> {c.target.name}" for c in weak}
    strong = sorted(clean(pair) for pair in pairs)
    if strong:
        coverage.weak_hypotheses = strong[:200]
