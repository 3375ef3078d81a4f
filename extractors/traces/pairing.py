"""From spans to calls: client and server sides joined, each call counted once.

A call is recorded by its client, its server or both. Spans arrive in any order, in several batches, some twice,
some never. `SpanTable` joins sides by (trace, parent), remembers which service answers at which host, so that a
call whose server span was lost still names the service, and hands finished calls to the aggregate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from extractors.logs.engine.event import FAILED, Event
from extractors.logs.engine.partial import Partial
from extractors.traces import peers
from extractors.traces.spans import Kind, Span

_MASK = 0xFFFFFFFFFFFFFFFF
_GOLDEN = 0x9E3779B97F4A7C15
_NAMELESS = frozenset(("", "unknown", "unknown_service"))

Side = tuple[Event, int, str]
"""An event with the line it was seen at and the span's name."""


def span_key(trace: int, span: int) -> int:
    """One 64-bit key for a span of a trace."""
    return (trace * _GOLDEN ^ span) & _MASK


class SpanTable:
    """Joins spans into calls. `add` spans in any order, `merge` tables of other batches, then `finish`."""

    def __init__(self) -> None:
        self.services: dict[int, str] = {}
        self.shared: dict[int, str] = {}
        self.parents: dict[int, int] = {}
        self.clients: dict[int, Side] = {}
        self.servers: dict[int, list[Side]] = {}
        self.roots: list[Side] = []
        self.channels: dict[int, tuple[str, str]] = {}
        self.receivers: list[tuple[Side, tuple[int, ...]]] = []
        self.hosts: dict[str, Counter[str]] = {}
        self.nameless: list[tuple[int, Side]] = []
        self.duplicates = 0
        self.spans = 0
        self._finishing = False

    def add(self, span: Span, partial: Partial) -> None:
        """Take one span; calls it completes are counted in `partial`."""
        key = span_key(span.trace, span.id)
        recorded = self.shared if span.kind == Kind.SERVER and span.shared else self.services
        if key in recorded:
            self.duplicates += 1
            return
        recorded[key] = span.service
        self.spans += 1
        if span.kind == Kind.SERVER:
            self._server(span, key, partial)
        elif span.kind == Kind.CLIENT:
            self._client(span, key, partial)
        elif span.kind in (Kind.PRODUCER, Kind.CONSUMER):
            self._message(span, key, span.kind == Kind.PRODUCER, partial)

    def _client(self, span: Span, key: int, partial: Partial) -> None:
        if peers.is_plumbing(span):
            return
        if peers.is_message(span) and peers.channel(span)[0]:
            self._message(span, key, peers.publishes(span), partial)
            return
        if span.service in _NAMELESS and span.parent:
            self.parents[key] = span_key(span.trace, span.parent)
        if peers.is_database(span):
            self._count((peers.database_event(span), span.line, span.name), partial)
            return
        side = peers.call_event(span), span.line, span.name
        answered = self.servers.pop(key, None)
        if answered is None:
            self.clients[key] = side
            return
        for server in answered:
            self._join(key, side, server, partial)

    def _server(self, span: Span, key: int, partial: Partial) -> None:
        side = peers.call_event(span), span.line, span.name
        event = side[0]
        event.source, event.source_kind = event.target, "service" if event.target else "unknown"
        event.target, event.target_kind = span.service, "service"
        if span.shared:
            called_by = key
        elif span.parent:
            called_by = span_key(span.trace, span.parent)
        else:
            self.roots.append(side)
            return
        client = self.clients.pop(called_by, None)
        if client is None:
            self.servers.setdefault(called_by, []).append(side)
            if span.shared:
                self.parents[called_by] = span_key(span.trace, span.parent) if span.parent else 0
        else:
            self._join(called_by, client, side, partial)

    def _message(self, span: Span, key: int, sends: bool, partial: Partial) -> None:
        name, template = peers.channel(span)
        event = Event(status=FAILED if span.failed else 0, time=span.time, ms=span.ms)
        event.method, event.transport = ("PUBLISH", "publish") if sends else ("CONSUME", "consume")
        if sends:
            event.source, event.source_kind = span.service, "service"
        else:
            event.target, event.target_kind = span.service, "service"
        side = event, span.line, span.name
        if name:
            self.channels[key] = name, template
            self._through(side, name, template, partial)
            return
        peer, kind = peers.peer_of(span)
        if peer:
            self._through(side, peer, span.name, partial, kind)
        elif not sends:
            origins = [span_key(*link) for link in span.links]
            self.receivers.append((side, (*origins, span_key(span.trace, span.parent))))

    def _through(self, side: Side, name: str, template: str, partial: Partial, kind: str = "topic") -> None:
        event = side[0]
        event.template = template
        if event.transport == "publish":
            event.target, event.target_kind = name, kind
        else:
            event.source, event.source_kind = name, kind
        self._count(side, partial)

    def _join(self, key: int, client: Side, server: Side, partial: Partial) -> None:
        """One call with both sides: the server knows the route and who it is, the client how long it took."""
        asked, answered = client[0], server[0]
        if asked.target_kind == "host" and asked.target:
            self.hosts.setdefault(asked.target, Counter())[answered.target] += 1
        asked.target, asked.target_kind = answered.target, "service"
        if answered.transport != "rpc" or asked.transport == "rpc":
            asked.template = answered.template or asked.template
            asked.path = answered.path or asked.path
        asked.method = answered.method or asked.method
        asked.status = answered.status or asked.status
        if answered.transport != "rpc":
            asked.transport = answered.transport
        if asked.template:
            asked.path = ""
        self._settle(key, client, partial)

    def _settle(self, key: int, side: Side, partial: Partial) -> None:
        event = side[0]
        if event.source in _NAMELESS and key in self.parents:
            if not self._finishing:
                self.nameless.append((key, side))
                return
            event.source = self._service_at(self.parents.get(key, 0)) or event.source
        if event.source == event.target and event.target_kind == "service":
            event.hint = "internal"
        self._count(side, partial)

    def _service_at(self, key: int) -> str:
        """The service that does the work of a span: the answering one where both sides share an id."""
        return self.shared.get(key) or self.services.get(key, "")

    def merge(self, other: SpanTable, shift: int, partial: Partial) -> None:
        """Add the table of a later batch whose lines are counted from `shift`."""
        self.services.update(other.services)
        self.shared.update(other.shared)
        self.parents.update(other.parents)
        self.channels.update(other.channels)
        self.duplicates += other.duplicates
        self.spans += other.spans
        for host, services in other.hosts.items():
            self.hosts.setdefault(host, Counter()).update(services)
        self.roots += [_shifted(side, shift) for side in other.roots]
        self.receivers += [(_shifted(side, shift), origins) for side, origins in other.receivers]
        self.nameless += [(key, _shifted(side, shift)) for key, side in other.nameless]
        for key, client in other.clients.items():
            self._merge_client(key, _shifted(client, shift), partial)
        for key, servers in other.servers.items():
            for server in servers:
                self._merge_server(key, _shifted(server, shift), partial)

    def _merge_client(self, key: int, client: Side, partial: Partial) -> None:
        answered = self.servers.pop(key, None)
        if answered is None:
            self.clients.setdefault(key, client)
            return
        for server in answered:
            self._join(key, client, server, partial)

    def _merge_server(self, key: int, server: Side, partial: Partial) -> None:
        client = self.clients.pop(key, None)
        if client is None:
            self.servers.setdefault(key, []).append(server)
        else:
            self._join(key, client, server, partial)

    def finish(self, partial: Partial) -> None:
        """Count the calls of which one side is missing."""
        self._finishing = True
        for key, side in self.nameless:
            self._settle(key, side, partial)
        for key, client in self.clients.items():
            self._unanswered(key, client, partial)
        for key, servers in self.servers.items():
            for server in servers:
                self._uncalled(key, server, partial)
        for root in self.roots:
            if not root[0].source:
                root[0].source_kind, root[0].hint = "user", "entry"
            self._count(root, partial)
        for side, origins in self.receivers:
            name, template = next((self.channels[key] for key in origins if key in self.channels), ("", ""))
            if name:
                self._through(side, name, template, partial)
            else:
                partial.other += 1
        self.clients, self.servers, self.roots, self.receivers, self.nameless = {}, {}, [], [], []

    def _unanswered(self, key: int, client: Side, partial: Partial) -> None:
        event = client[0]
        known = self.hosts.get(event.target) if event.target_kind == "host" else None
        if known:
            event.target, event.target_kind = min(known, key=lambda name: (-known[name], name)), "service"
        if event.target:
            self._settle(key, client, partial)
        else:
            partial.other += 1

    def _uncalled(self, key: int, server: Side, partial: Partial) -> None:
        event = server[0]
        if key in self.parents:  # client and server share the id: the caller is its client, else its parent
            caller = self.services.get(key) or self._service_at(self.parents[key])
        else:
            caller = self._service_at(key)
        if caller and caller != event.target:
            event.source, event.source_kind = caller, "service"
        elif caller:
            event.source, event.source_kind, event.hint = caller, "service", "internal"
        elif not event.source:
            event.source_kind, event.hint = "unknown", "entry"
        self._count(server, partial)

    @staticmethod
    def _count(side: Side, partial: Partial) -> None:
        event, line, name = side
        partial.add(event, line, sample_of(event, name))


def _shifted(side: Side, shift: int) -> Side:
    return side[0], side[1] + shift, side[2]


def sample_of(event: Event, name: str) -> Callable[[], bytes]:
    """A readable line for a call: spans have no line of their own that could be shown."""

    def make() -> bytes:
        what = " ".join(part for part in (event.method, event.path or event.template) if part)
        status = f" -> {event.status}" if event.status > 0 else ""
        return f'{event.source or "?"} -> {event.target or "?"} span "{name}" {what}{status}'.encode()

    return make
