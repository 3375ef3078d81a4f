"""The door exporters come through: what they are given and what they give back.

A third party subclasses `Exporter` and names a function that returns a list of instances under the entry point group
`mapgen.exporters`; mapgen's own formats do the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum

from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import FlowStatus


class TierChoice(StrEnum):
    """Which flows to take: business data, the platform's plumbing (discovery, monitoring, tracing), or both."""

    ALL = "all"
    CORE = "core"
    INFRA = "infra"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export.

    statuses: flows with these statuses; None = accepted and edited flows, or, when a draft has none of these yet,
    every flow that is neither rejected nor suggested for rejection.
    view: `all`, `overview`, `focus:<system>`, `layer:<layer>` or `domain:<domain>`; None = everything, except that a
    picture format falls back to the overview when everything would be unreadable.
    tier: core flows, infrastructure flows or both. title: heading of the document; None = the map's name.
    """

    statuses: frozenset[FlowStatus] | None = None
    view: str | None = None
    tier: TierChoice = TierChoice.ALL
    title: str | None = None


class Exporter(ABC):
    """Turns a map into one document. Stateless and deterministic: the same map and options give the same bytes.

    Class attributes: `name` (the value of `--format`), `description` (one line for `mapgen export --list`),
    `suffix` (of a file of this format, with its dot), `media_type` (for HTTP answers).
    """

    name: str
    description: str
    suffix: str
    media_type: str

    @abstractmethod
    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the document. Raises ExportError when it cannot be made (unknown view, missing build assets).

        Every string of the map is untrusted: implementations escape it for their format.
        """
