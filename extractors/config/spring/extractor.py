"""Spring, MicroProfile, Quarkus and Micronaut settings, in an application or a config repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.placeholders import resolved, spring
from extractors.config.common.secrets import without_secret
from extractors.config.spring.files import Owner, may_hold_settings, owner_of, worth_reading
from extractors.config.spring.knowledge import canonical_key, key_table
from extractors.config.spring.rules import facts_of
from extractors.config.spring.sections import Section, sections_of
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, ConfigSet, UnitDeclared


class SpringSettings(ConfigExtractor):
    """Reads `application*`, `bootstrap*`, `microprofile-config.properties` and config repositories."""

    name = "config/spring"
    version = "1"
    description = "Spring, MicroProfile, Quarkus and Micronaut settings; config repositories"
    files = "application*.yml, application*.properties, bootstrap*, microprofile-config.properties, config repositories"
    example = "spring.datasource.url: jdbc:postgresql://orders-db/orders"
    yields = "the application's name and port; every key; stores, calls, routes and topics the framework's keys name"

    def accepts(self, path: str) -> bool:
        """By name; other YAML and properties files are looked at because a config repository may hold them."""
        return may_hold_settings(path)

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of a settings file; none for a file that is something else."""
        if not worth_reading(source):
            return ()
        try:
            sections = sections_of(source)
        except DocumentError:
            if name_of(source.path).startswith(("application", "bootstrap")):
                raise
            return ()  # other YAML (templates, say) is some other extractor's business
        owner = owner_of(source, sections)
        return _facts(source, sections, owner) if owner else ()


def _facts(source: SourceFile, sections: list[Section], owner: Owner) -> Iterator[AnyFact]:
    if unit := _unit(source, sections, owner):
        yield unit
    for section in sections:
        for setting in section.settings:
            if not setting.raw or setting.key.startswith("logging.level."):
                continue
            place = at(source, setting.line)
            yield ConfigSet(
                location=place,
                rule="spring/property",
                key=setting.key,
                value=without_secret(setting.key, spring(setting.raw)),
                namespace="property",
                unit=owner.application,
                shared=owner.shared,
                profile=setting.profile or section.profile or owner.profile,
            )
            if not owner.shared:
                yield from facts_of(section, setting, place, owner.application)


def _unit(source: SourceFile, sections: list[Section], owner: Owner) -> UnitDeclared | None:
    """The application a file names, or whose port it sets."""
    if owner.shared:
        return None
    table = key_table()
    names: dict[str, int] = {}
    ports: dict[int, int] = {}
    for section in sections:
        for setting in section.settings:
            key = canonical_key(setting.key)
            value = resolved(spring(setting.raw)) or ""
            if key in table.application_names and value:
                names.setdefault(value, setting.line)
            elif key in table.port_keys and value.isdigit() and 0 < int(value) < 65536:
                ports.setdefault(int(value), setting.line)
    name = owner.application or next(iter(names), "") or name_of(owner.directory or "")
    if not name or not (names or ports):
        return None
    line = next(iter(names.values()), 0) or next(iter(ports.values()))
    return UnitDeclared(
        location=at(source, line),
        rule="spring/application.name" if names else "spring/server.port",
        name=name,
        unit_kind="application",
        directory=owner.directory,
        aliases=tuple(other for other in names if other != name),
        ports=tuple(ports),
        deployed=bool(names) and owner.application is None,
    )
