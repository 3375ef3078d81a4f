"""What is known about a whole estate when an integration style is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Volume = Literal["low", "medium", "high", "very_high"]


@dataclass(frozen=True, slots=True)
class Landscape:
    """What is known about a whole estate; None is unknown.

    systems: business systems that exchange data. developers: people who can build and run integrations. volume: low
    (thousands a day) to very_high (hundreds of millions). regulated: exchanges must be controlled and proven. realtime:
    seconds matter. consumers: most systems that want one and the same data. teams: teams that own interfaces.
    copy_allowed: data may be stored outside its source. bus: an event bus runs already.
    own_services: how many of the systems the organisation builds itself.
    """

    systems: int
    developers: int | None = None
    volume: Volume | None = None
    regulated: bool | None = None
    realtime: bool | None = None
    consumers: int | None = None
    teams: int | None = None
    copy_allowed: bool | None = None
    bus: bool | None = None
    own_services: int | None = None

    @property
    def possible_links(self) -> int:
        """Links when every system is tied to every other: n(n-1)/2."""
        return self.systems * (self.systems - 1) // 2


LANDSCAPE_FACTS = tuple(Landscape.__dataclass_fields__)
"""Names of the facts about an estate."""
