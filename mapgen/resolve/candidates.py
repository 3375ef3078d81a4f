"""Candidates: flow hypotheses, each with the clues that speak for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mapgen.model.facts import ConfigSet, DataField, Fact
from mapgen.model.location import Location
from mapgen.model.vocabulary import EvidenceKind, FlowTransport, Initiator
from mapgen.resolve.nodes import Node

_GROUPS = {
    FlowTransport.HTTP: "request",
    FlowTransport.GRPC: "request",
    FlowTransport.GRAPHQL: "request",
    FlowTransport.SOAP: "request",
    FlowTransport.WEBSOCKET: "request",
    FlowTransport.SDK: "request",
    FlowTransport.RPC: "request",
    FlowTransport.DATABASE: "store",
    FlowTransport.CACHE: "store",
    FlowTransport.SEARCH: "store",
    FlowTransport.OBJECT_STORAGE: "store",
}


def transport_group(transport: FlowTransport) -> str:
    """Transports that are one flow between the same two systems share a group."""
    return _GROUPS.get(transport, transport.value)


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason to believe a candidate. `signal` is a row of weights.yaml; `trail` are the configuration values and
    constants that led from the fact to the target."""

    fact: Fact
    kind: EvidenceKind
    signal: str
    says: str
    trail: tuple[Fact, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class MovedField:
    """A field that moves, and where it was seen."""

    described: DataField
    place: Location


@dataclass(slots=True, eq=False)
class Candidate:
    """A flow hypothesis. `reads` / `writes` tell what the initiator does with the other side's data."""

    source: Node
    target: Node
    initiator: Initiator
    transport: FlowTransport
    channel: str = ""
    two_way: bool = False
    relation: str = ""
    clues: list[Clue] = field(default_factory=list)
    objects: dict[str, None] = field(default_factory=dict)
    operations: dict[str, None] = field(default_factory=dict)
    actions: dict[str, None] = field(default_factory=dict)
    fields: dict[str, MovedField] = field(default_factory=dict)
    via: dict[str, Node] = field(default_factory=dict)
    methods: set[str] = field(default_factory=set)

    @property
    def caller(self) -> Node:
        """The side that opens the connection."""
        return self.source if self.initiator is Initiator.SOURCE else self.target

    @property
    def pair(self) -> frozenset[str]:
        """The two systems, regardless of direction."""
        return frozenset((self.source.key, self.target.key))

    def all_clues(self) -> list[Clue]:
        """The clues, plus the settings that led from a call to its target as clues of their own."""
        found = list(self.clues)
        for clue in self.clues:
            for fact in clue.trail:
                if isinstance(fact, ConfigSet):
                    signal = "config.example" if fact.strength == "weak" else "config.address"
                    says = f"{fact.key} gives the address used at {clue.fact.location}"
                    found.append(Clue(fact, EvidenceKind.CONFIG, signal, says))
        return found

    def learn(self, other: Candidate) -> None:
        """Take over everything another hypothesis of the same flow knows."""
        self.clues += other.clues
        self.two_way = self.two_way or other.two_way
        self.relation = self.relation or other.relation
        for mine, theirs in (
            (self.objects, other.objects),
            (self.operations, other.operations),
            (self.actions, other.actions),
        ):
            mine.update(theirs)
        self.fields.update({k: v for k, v in other.fields.items() if k not in self.fields})
        self.via.update(other.via)
        self.methods |= other.methods

    def add_fields(self, fields: Iterable[DataField], place: Location) -> None:
        """Add fields seen in the file of `place`; the first description of a field wins."""
        for moved in fields:
            seen = Location(place.root, place.path, moved.line or place.line)
            self.fields.setdefault(f"{moved.object_name}.{moved.name}", MovedField(moved, seen))


class CandidateSet:
    """Merges hypotheses about the same flow."""

    def __init__(self) -> None:
        self._typed: dict[tuple[str, str, str, str], Candidate] = {}
        self._supporting: list[Candidate] = []

    def add(self, candidate: Candidate) -> Candidate | None:
        """Add a hypothesis that knows its transport; returns the merged one. A system does not flow into itself."""
        if candidate.source is candidate.target:
            return None
        key = (
            candidate.source.key,
            candidate.target.key,
            transport_group(candidate.transport),
            candidate.channel,
        )
        known = self._typed.get(key)
        if known is None:
            self._typed[key] = candidate
            return candidate
        known.learn(candidate)
        return known

    def support(self, candidate: Candidate) -> None:
        """Add a hypothesis that knows only the two systems; it strengthens typed ones of the same pair if any."""
        if candidate.source is not candidate.target:
            self._supporting.append(candidate)

    def between(self, one: Node, other: Node) -> list[Candidate]:
        """Typed candidates between two systems, either direction."""
        pair = frozenset((one.key, other.key))
        return [c for c in self._typed.values() if c.pair == pair]

    def of(self, node: Node) -> list[Candidate]:
        """Typed candidates that touch a system."""
        return [c for c in self._typed.values() if node in (c.source, c.target)]

    def drop(self, unwanted: Iterable[Candidate]) -> None:
        """Forget candidates that turned out to be alternatives of others."""
        gone = {id(candidate) for candidate in unwanted}
        self._typed = {key: c for key, c in self._typed.items() if id(c) not in gone}

    @property
    def typed(self) -> list[Candidate]:
        """All candidates that know their transport."""
        return list(self._typed.values())

    def finish(self) -> list[Candidate]:
        """All candidates: supporting ones have joined the typed ones of their pair, or stand alone."""
        by_pair: dict[frozenset[str], list[Candidate]] = {}
        for candidate in self._typed.values():
            by_pair.setdefault(candidate.pair, []).append(candidate)
        untyped: set[int] = set()  # their transport is a guess: one that knows more corrects it
        for extra in self._supporting:
            homes = by_pair.get(extra.pair)
            if homes is None:
                by_pair[extra.pair] = [extra]
                untyped.add(id(extra))
                continue
            for home in homes:
                if id(home) in untyped and home.transport is FlowTransport.HTTP:
                    home.transport, home.two_way = extra.transport, extra.two_way
                home.clues += extra.clues
                home.via.update(extra.via)
        made = [c for group in by_pair.values() for c in _one_conversation(_named_channels(group))]
        return sorted(made, key=lambda c: (c.source.key, c.target.key, transport_group(c.transport), c.channel))


def _named_channels(group: list[Candidate]) -> list[Candidate]:
    """A messaging client without a channel adds its clues to the channels the same two systems share."""
    named = [c for c in group if c.transport is FlowTransport.MESSAGING and c.channel]
    if not named:
        return group
    for candidate in group:
        if candidate.transport is FlowTransport.MESSAGING and not candidate.channel:
            for home in named:
                home.clues += candidate.clues
    return [c for c in group if c.transport is not FlowTransport.MESSAGING or c.channel]


def _one_conversation(group: list[Candidate]) -> list[Candidate]:
    """Reads and writes that one side makes over the same transport are one flow, in both directions."""
    made: dict[tuple[str, str, str], Candidate] = {}
    for candidate in sorted(group, key=lambda c: c.initiator is Initiator.TARGET):
        key = (candidate.caller.key, transport_group(candidate.transport), candidate.channel)
        known = made.get(key)
        webhook = "webhook" in (candidate.relation, known.relation if known else "")
        if (
            known is None
            or candidate.transport is FlowTransport.MESSAGING
            or (webhook and known.source is not candidate.source)
        ):
            made[key if known is None else (*key[:2], f"{candidate.channel}#{len(made)}")] = candidate
            continue
        known.two_way = known.two_way or known.source is not candidate.source
        known.learn(candidate)
    return list(made.values())
