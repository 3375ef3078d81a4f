"""What the catalog's files hold: typed, immutable entries. docs/catalog.md shows one example of each."""

from __future__ import annotations

from typing import Literal

import msgspec

from mapgen.model import vocabulary

Ecosystem = Literal["pypi", "npm", "maven", "go", "nuget", "gem", "packagist", "crates", "stdlib"]
"""Package registries, and `stdlib` for what a language brings along."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all entries: immutable; a key that does not exist is refused, so that a typo is found."""


class Package(Entry, frozen=True, kw_only=True):
    """A library that talks to a system.

    name: `ecosystem:name` (`pypi:simple-salesforce`, `maven:com.stripe:stripe-java`). imports: what source code
    imports, when it differs from what the name suggests (`simple_salesforce`).
    """

    name: str
    imports: tuple[str, ...] = ()


class Unverified(Entry, frozen=True, kw_only=True):
    """Facts no public source confirmed yet: they match, but at lower confidence (`verified` is False)."""

    hosts: tuple[str, ...] = ()
    packages: tuple[Package, ...] = ()
    webhook_headers: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()


class System(Entry, frozen=True, kw_only=True):
    """A product or technology that can be a node of a map.

    hosts: DNS suffixes; `*` stands for one or more labels. api_hosts: hosts seen in a source. webhook_headers: headers
    that carry a webhook's signature. env_prefixes: environment variables start so (`STRIPE_`); an entry without the
    last `_` is a whole name. generic: the name is a common word and proves nothing without an anchor; generic_env:
    prefixes of which the same holds. images: container images without tag. schemes: URL schemes and JDBC/R2DBC
    subprotocols (`amqps`, `jdbc:postgresql`). owns: hosts, packages or prefixes shared with other systems that mean
    this one when nothing else decides. xref: ids in other catalogues. sources: `owner/repo:kind of fact`.
    """

    id: str
    name: str
    kind: str
    layer: vocabulary.Layer = vocabulary.Layer.INTEGRATION
    aliases: tuple[str, ...] = ()
    generic: bool = False
    hosts: tuple[str, ...] = ()
    api_hosts: tuple[str, ...] = ()
    packages: tuple[Package, ...] = ()
    webhook_headers: tuple[str, ...] = ()
    env_prefixes: tuple[str, ...] = ()
    generic_env: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    default_ports: tuple[int, ...] = ()
    images: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    auth: tuple[str, ...] = ()
    owns: tuple[str, ...] = ()
    xref: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    unverified: Unverified = Unverified()


ConstructForm = Literal[
    "call",
    "constructor",
    "annotation",
    "decorator",
    "attribute",
    "base_class",
    "property",
    "file_route",
    "setting",
    "mixin",
    "class",
    "struct_literal",
    "interface",
]
"""How a construct stands in source code."""


class Construct(Entry, frozen=True, kw_only=True):
    """A call, annotation, class or setting of a library, and what using it means.

    construct: `get`, `RestTemplate.getForObject`, `EnableEurekaServer`. role: what the surrounding code does then
    (`http_client`, `http_server_route`, `publish`, `consume`, `db`, `cache`, ...). target_arg: where the target is
    written: `0:url` (positional 0 or keyword url), `kw:queue` (keyword only), `receiver`, `name`, `type_arg`,
    `filepath`, `value`, `class_name`, `-` (nowhere). target_kind: what stands there (`url`, `path`, `dsn`, `topic`,
    `queue`, `host`, `table`, ...). imports: modules one of which must be imported. status: whether construct and
    import were seen together in public code.
    """

    language: str
    ecosystem: Ecosystem
    package: str
    imports: tuple[str, ...]
    construct: str
    form: ConstructForm
    role: str
    target_arg: str = "-"
    target_kind: str = "-"
    status: Literal["observed", "unverified"] = "unverified"

    @property
    def package_id(self) -> str:
        """`ecosystem:name` of the library."""
        return f"{self.ecosystem}:{self.package}"


class DataType(Entry, frozen=True, kw_only=True, rename={"class_": "class"}):
    """A kind of data a field can hold.

    match: `exact` = the snake_cased field name is the pattern; `suffix` = it may also end in `_<pattern>`.
    patterns: linear regular expressions; a leading `=` means exact only. not_patterns: names that never match.
    """

    id: str
    name: str
    category: str
    sensitivity: Literal["low", "medium", "high", "critical"]
    class_: Literal["pii", "personal", "special", "special_phi", "secret", "consent", "governance"]
    match: Literal["exact", "suffix"]
    patterns: tuple[str, ...]
    not_patterns: tuple[str, ...] = ()
    presidio_entities: tuple[str, ...] = ()
    taxonomies: tuple[str, ...] = ()


ConfigTarget = Literal["url", "urls", "dsn", "host", "host_port", "hosts_ports", "service", "port", "name", "flag"]
"""How the address of the other side is written in a configuration value.

url: one URL. urls: several, separated by commas. dsn: a connection string, JDBC or R2DBC URL. host: a host name.
host_port: `host:port`. hosts_ports: several, separated by commas. service: a discovery name (the other side's
`spring.application.name`). port, name: part of an address whose host stands elsewhere. flag: the value is no
address; that the key is set is what matters.
"""


class ConfigKey(Entry, frozen=True, kw_only=True):
    """A configuration key that gives a unit its role.

    key: as documented; compared without regard to case, `-` and `_`, and in its environment spelling; `*` stands for
    one segment. prefix: what stands before the address in the value (`configserver:`). when: the value (lower case)
    a flag must have, "" = any. negates: with that value the unit does NOT play the role, whatever else says so.
    system: the technology on the other side, when the key tells.
    """

    key: str
    target: ConfigTarget = "url"
    prefix: str = ""
    when: str = ""
    negates: bool = False
    system: str = ""


class Role(Entry, frozen=True, kw_only=True):
    """A part a unit plays in the platform, and the flow to its counterpart that follows.

    counterpart: the role on the other side ("" = none). data: where the data of the flow goes. initiator: who opens
    the connection. relation: what the flow is for. systems: technologies (ids) that play this role, the default
    first. packages, annotations (per language, simple names), config_keys, images: how a unit gets the role.
    default_port: where a server listens unless told otherwise.
    """

    id: str
    title: str
    tier: vocabulary.Tier
    relation: str = ""
    counterpart: str = ""
    data: Literal["to_counterpart", "from_counterpart", "none"] = "none"
    initiator: Literal["self", "counterpart", "none"] = "none"
    transport: vocabulary.FlowTransport = vocabulary.FlowTransport.UNKNOWN
    systems: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    annotations: dict[str, tuple[str, ...]] = {}
    config_keys: tuple[ConfigKey, ...] = ()
    images: tuple[str, ...] = ()
    default_port: int = 0
