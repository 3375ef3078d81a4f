"""Log shippers: Filebeat, Promtail, Logstash, Fluentd, Fluent Bit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.flows import flow
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from extractors.config.common.tree import Path, as_list, dotted, leaves
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact
from mapgen.model.value import Value

_YAML = re.compile(r".*(filebeat|metricbeat|heartbeat|packetbeat|promtail).*\.ya?ml", re.IGNORECASE)
_CONF = re.compile(r".*\.(?:conf|config|cfg)(?:\.(?:template|tmpl|j2))?", re.IGNORECASE)
_OUTPUT = re.compile(r"(?:output\.?|clients\[\d+\]\.)(?:\w+\.)*(?:hosts?|url)(?:\[\d+\])?|setup\.kibana\.host")
_LOGSTASH_BLOCK = re.compile(r"\s*(\w+)\s*\{")
_LOGSTASH_SETTING = re.compile(
    r"\s*(hosts?|url|uri|bootstrap_servers|jdbc_connection_string|servers?|address)\s*=>\s*(.*)"
)
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_PLUMBING = frozenset({"stdout", "stdin", "file", "null", "beats", "tcp_listener", "generator", "heartbeat"})


class LogShipper(ConfigExtractor):
    """Reads the outputs (and pulling inputs) of log shippers."""

    name = "config/log-shipper"
    version = "1"
    description = "Filebeat, Promtail, Logstash, Fluentd, Fluent Bit"
    files = "*filebeat*.yml, *promtail*.yml, Logstash *.conf, fluent*.conf"
    example = "output.logstash.hosts: ['logstash:5044']"
    yields = "log shipping from the unit that runs the shipper to each output address"

    def accepts(self, path: str) -> bool:
        """By name; for *.conf the content decides."""
        return bool(_YAML.fullmatch(name_of(path)) or _CONF.fullmatch(name_of(path)))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One flow per address."""
        found = _YAML.fullmatch(name_of(source.path))
        if found:
            for document in documents_of(source):
                yield from _yaml(source, document, found.group(1).lower())
            return
        raw = source.data()
        if b"output" in raw and b"=>" in raw:
            yield from _logstash(source)
        elif b"<match" in raw or b"[OUTPUT]" in raw.upper():
            yield from _fluent(source)


def _yaml(source: SourceFile, document: Document, product: str) -> Iterator[AnyFact]:
    found: list[tuple[Path, str]] = []
    for path, raw in leaves(mapping(document)):
        if _OUTPUT.fullmatch(dotted(path)):
            found.append((path, raw))
    if found:
        yield from product_unit(source, product, line_of(document, found[0][0]))
    for path, raw in found:
        place = at(source, line_of(document, path))
        for address in as_list(raw.split(",")):
            yield flow(
                place,
                f"{product}/output",
                unit_of(source, product),
                shell(address.strip()),
                "log_shipping",
                transport="telemetry",
            )


def _logstash(source: SourceFile) -> Iterator[AnyFact]:
    owner = unit_of(source, "logstash")
    blocks: list[str] = []
    declared = False
    for number, raw in enumerate(source.text().splitlines(), 1):
        line = raw.partition("#")[0] if raw.lstrip().startswith("#") else raw
        if opened := _LOGSTASH_BLOCK.match(line):
            blocks += [opened.group(1)] * line.count("{")
        inside = line.partition("{")[2] if opened else line
        setting = _LOGSTASH_SETTING.match(inside)
        if setting and len(blocks) >= 2 and blocks[-1] not in _PLUMBING:
            for address in _QUOTED.findall(setting.group(2)):
                if address.startswith(("0.0.0.0", "127.0.0.1", "localhost")):
                    continue
                if not declared:
                    yield from product_unit(source, "logstash", number)
                    declared = True
                yield _logstash_flow(source, number, blocks, owner, shell(address))
        if not opened:
            blocks += ["{"] * line.count("{")
        for _ in range(line.count("}")):
            blocks = blocks[:-1]


def _logstash_flow(source: SourceFile, number: int, blocks: list[str], owner: Value | None, other: Value) -> AnyFact:
    place, rule = at(source, number), f"logstash/{blocks[-1]}"
    if blocks[0] == "input":
        return flow(place, rule, other, owner, "log_shipping", transport="telemetry", pulled=True)
    return flow(place, rule, owner, other, "log_shipping", transport="telemetry")


def _fluent(source: SourceFile) -> Iterator[AnyFact]:
    """`<match>` and `<store>` blocks of Fluentd, `[OUTPUT]` sections of Fluent Bit."""
    owner = unit_of(source, "fluentd")
    settings: dict[str, tuple[str, int]] = {}
    inside = False
    declared = False
    for number, raw in enumerate([*source.text().splitlines(), "[END]"], 1):
        line = raw.strip()
        if line.startswith(("<match", "<store", "<server", "</", "[")):
            if inside and "host" in settings:
                host, where = settings["host"]
                port = settings.get("port", ("", 0))[0]
                if not declared:
                    yield from product_unit(source, "fluentd", where)
                    declared = True
                address = shell(f"{host}:{port}" if port else host)
                yield flow(at(source, where), "fluentd/output", owner, address, "log_shipping", transport="telemetry")
            inside = line.startswith(("<match", "<store", "<server")) or line.upper() == "[OUTPUT]"
            settings = {}
        elif inside and not line.startswith("#"):
            key, _, value = line.partition(" ")
            if key.lower() in ("host", "port", "hosts", "endpoint", "url", "brokers"):
                name = "port" if key.lower() == "port" else "host"
                settings[name] = (value.strip().strip("\"'"), number)
