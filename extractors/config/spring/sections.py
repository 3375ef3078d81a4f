"""Property files and YAML documents as the same thing: sections of dotted keys with lines and a profile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.config.common.documents import documents_of, line_of
from extractors.config.common.lines import properties
from extractors.config.common.tree import dotted, leaves
from extractors.config.spring.knowledge import canonical_key, key_table
from mapgen.model.extraction import SourceFile

_PROFILE_PREFIX = re.compile(r"%([\w,-]+)\.(.+)")
_PROPERTIES_PROFILE = re.compile(r"#---\s*")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key with its raw value; `profile` when the key itself names one (`%dev.kafka.topic`)."""

    key: str
    raw: str
    line: int
    profile: str = ""


@dataclass(slots=True)
class Section:
    """The settings that belong together: a properties file or one YAML document; "" is the default profile."""

    settings: list[Setting] = field(default_factory=list)
    profile: str = ""
    _values: dict[str, str] | None = None

    def values(self) -> dict[str, str]:
        """Raw values by canonical key; the last one wins."""
        if self._values is None:
            self._values = {canonical_key(setting.key): setting.raw for setting in self.settings}
        return self._values


def sections_of(source: SourceFile) -> list[Section]:
    """The sections of a file. Raises `DocumentError` for broken YAML."""
    if source.path.endswith(".properties"):
        found = _property_sections(source)
    else:
        found = [
            Section([_setting(dotted(path), raw, line_of(document, path)) for path, raw in leaves(document.data)])
            for document in documents_of(source)
        ]
    for section in found:
        section.profile = _declared_profile(section)
    return found


def _property_sections(source: SourceFile) -> list[Section]:
    """Spring splits properties files at `#---` lines."""
    content = source.text()
    breaks = [n for n, line in enumerate(content.splitlines(), 1) if _PROPERTIES_PROFILE.fullmatch(line)]
    found = [Section() for _ in range(len(breaks) + 1)]
    for entry in properties(content):
        number = sum(1 for line in breaks if line < entry.line)
        found[number].settings.append(_setting(entry.key, entry.value, entry.line))
    return found


def _setting(key: str, raw: str, line: int) -> Setting:
    found = _PROFILE_PREFIX.fullmatch(key)
    return Setting(found.group(2), raw, line, found.group(1)) if found else Setting(key, raw, line)


def _declared_profile(section: Section) -> str:
    values = section.values()
    for key in sorted(key_table().profile_keys):
        for name in (key, f"{key}.[0]"):
            if values.get(name):
                return values[name]
    return ""
