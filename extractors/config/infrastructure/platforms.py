"""Application platforms: Cloud Foundry, Render, Fly.io, Vercel, Netlify."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.addresses import is_url
from extractors.config.common.base import ConfigExtractor, at, below, env_set, folder, name_of
from extractors.config.common.documents import documents_of, json_document, line_of, mapping
from extractors.config.common.flows import flow, route
from extractors.config.common.placeholders import shell
from extractors.config.common.toml_lines import TomlLines, load_toml
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, UnitDeclared
from mapgen.model.value import text

_NAMES = frozenset({"render.yaml", "fly.toml", "vercel.json", "netlify.toml"})
_CLOUD_FOUNDRY = re.compile(r"manifest(?:[-_.][\w-]+)?\.ya?ml")


class Platforms(ConfigExtractor):
    """Reads what a platform file deploys, its environment, bound services and proxied paths."""

    name = "config/platforms"
    version = "1"
    description = "Cloud Foundry, Render, Fly.io, Vercel, Netlify"
    files = "manifest*.yml, render.yaml, fly.toml, vercel.json, netlify.toml"
    example = "applications: [{name: orders, path: orders/target, services: [orders-db]}]"
    yields = "a unit per application with its folder and environment; bound services (weak); routes of rewrites"

    def accepts(self, path: str) -> bool:
        """By name."""
        name = name_of(path)
        return name in ("render.yaml", "fly.toml", "vercel.json", "netlify.toml") or bool(
            _CLOUD_FOUNDRY.fullmatch(name)
        )

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of one platform file."""
        name = name_of(source.path)
        if name == "fly.toml":
            yield from _fly(source)
        elif name == "netlify.toml":
            yield from _netlify(source)
        elif name == "vercel.json":
            yield from _vercel(source, json_document(source.data(), source.path))
        else:
            for document in documents_of(source):
                yield from _render(source, document) if name == "render.yaml" else _cloud_foundry(source, document)


def _unit(source: SourceFile, line: int, rule: str, name: str, directory: str) -> UnitDeclared:
    return UnitDeclared(
        location=at(source, line),
        rule=rule,
        name=name,
        unit_kind="process",
        directory=below(folder(source.path), directory) if directory else None,
    )


def _cloud_foundry(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    for index, item in enumerate(as_list(mapping(document).get("applications"))):
        base: Path = ("applications", index)
        name = text_at(item, "name")
        if not name:
            continue
        built = re.split(r"/(?:target|build)(?:/|$)", text_at(item, "path"), maxsplit=1)[0]
        yield _unit(source, line_of(document, (*base, "name")), "cloudfoundry/application", name, built)
        for key, raw in as_map(get(item, "env")).items():
            place = at(source, line_of(document, (*base, "env", key)))
            yield env_set(place, "cloudfoundry/env", key, text(scalar(raw) or ""), unit=name)
        for step, service in enumerate(as_list(get(item, "services"))):
            place = at(source, line_of(document, (*base, "services", step)))
            target = text_at(service, "name") or (scalar(service) or "")
            yield flow(place, "cloudfoundry/services", text(name), text(target), "link")


def _render(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    for index, item in enumerate(as_list(mapping(document).get("services"))):
        base: Path = ("services", index)
        name = text_at(item, "name")
        directory = text_at(item, "rootDir") or text_at(item, "dockerContext")
        yield _unit(source, line_of(document, (*base, "name")), "render/service", name, directory)
        for step, variable in enumerate(as_list(get(item, "envVars"))):
            origin = get(variable, "fromService") or get(variable, "fromDatabase")
            value = text_at(origin, "name") or text_at(variable, "value")
            place = at(source, line_of(document, (*base, "envVars", step)))
            if key := text_at(variable, "key"):
                yield env_set(place, "render/envVars", key, text(value), unit=name)


def _fly(source: SourceFile) -> Iterator[AnyFact]:
    data, lines = load_toml(source), TomlLines(source.text())
    name = text_at(data, "app")
    if name:
        yield _unit(source, lines.key("", "app"), "fly/app", name, ".")
    for key, raw in as_map(data.get("env")).items():
        yield env_set(at(source, lines.key("env", key)), "fly/env", key, text(scalar(raw) or ""), unit=name or None)


def _netlify(source: SourceFile) -> Iterator[AnyFact]:
    """A redirect with status 200 is a proxy; any other sends the browser away."""
    data, lines = load_toml(source), TomlLines(source.text())
    for item in as_list(data.get("redirects")):
        target = text_at(item, "to")
        if is_url(target) and text_at(item, "status") == "200":
            yield route(at(source, lines.item(target)), "netlify/redirects", None, shell(target))


def _vercel(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    data: dict[str, Any] = mapping(document)
    for key, attribute in (("rewrites", "destination"), ("routes", "dest")):
        for index, item in enumerate(as_list(data.get(key))):
            target = text_at(item, attribute)
            if is_url(target) and not get(item, "status"):
                place = at(source, line_of(document, (key, index, attribute)))
                yield route(place, f"vercel/{key}", None, shell(target))
