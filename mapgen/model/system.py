"""Systems: the nodes of a map."""

from __future__ import annotations

from pydantic import Field

from mapgen.model.evidence import MapModel
from mapgen.model.vocabulary import Layer, Tier

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class System(MapModel):
    """An application, service, SaaS product, data store, broker or external party.

    `kind` is one of the catalog's kinds (crm, billing, warehouse, broker, service, database, ...); `vendor` the
    catalog id of the product when it is a known one; `external` True when the estate does not deploy it.
    """

    id: str = Field(pattern=SLUG_PATTERN)
    name: str = Field(min_length=1, max_length=200)
    kind: str = "service"
    layer: Layer = Layer.INTEGRATION
    tier: Tier = Tier.CORE
    aliases: list[str] = Field(default_factory=list)
    vendor: str | None = None
    external: bool = False
    owner: str | None = None
    region: str | None = None
    domain: str | None = None
    description: str | None = None
    tags: list[str] = Field(default_factory=list)
