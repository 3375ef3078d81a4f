"""Whose settings a file holds: an application's own, or those a config server hands out.

Decided by structure alone. A config repository is a folder outside `src/main/resources` that holds framework
settings under application names, or a folder that a config server's own settings name as its search location.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from extractors.config.common.base import folder, name_of
from extractors.config.spring.knowledge import canonical_key, key_table
from extractors.config.spring.sections import Section
from mapgen.model.extraction import SourceFile

_OWN = re.compile(r"(application|bootstrap)(?:-([\w.-]+))?\.(?:ya?ml|properties)|microprofile-config\.properties")
_SERVER_FILES = tuple(
    f"{name}.{suffix}"
    for name in ("application", "bootstrap", "application-native")
    for suffix in ("yml", "yaml", "properties")
)
_SUFFIXES = (".yml", ".yaml", ".properties")
_BUILD_FILES = ("pom.xml", "build.gradle", "build.gradle.kts", "package.json", "Dockerfile", "go.mod", "Makefile")
_RESOURCES = re.compile(r"(?:^|(.*?)/)src/main/(?:resources|webapp/WEB-INF)(?:/(.*))?")
_CONFIG_FOLDERS = frozenset({"config", "conf", "configuration", "resources", "cfg", "META-INF"})
_SEARCHES = re.compile(r"search-?locations|search-?paths", re.IGNORECASE)
_NATIVE = re.compile(r"(?:active|spring\.profiles\.active)\s*[:=]\s*[\w, ]*\bnative\b")
_NEVER = re.compile(
    r"(?:docker-)?compose.*|values.*|Chart\.ya?ml|kustomization\.ya?ml|.*gradle.*\.properties|mkdocs\.ya?ml|"
    r"log4j.*|logback.*|.*messages.*\.properties|maven-wrapper\.properties|pnpm-.*|skaffold.*|openapi.*|swagger.*"
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who reads a file. application: the name a config server knows it by (None = the unit that owns the file).
    shared: everybody who asks the config server. directory: module folder of an application's own file."""

    application: str | None = None
    shared: bool = False
    profile: str = ""
    directory: str | None = None


def may_hold_settings(path: str) -> bool:
    """True when a file's name allows it to be framework settings or a config repository's file."""
    name = name_of(path)
    if not name.endswith(_SUFFIXES):
        return False
    if _OWN.fullmatch(name):
        return True
    hidden = any(part.startswith(".") for part in PurePosixPath(path).parts)
    return not hidden and not _NEVER.fullmatch(name)


def worth_reading(source: SourceFile) -> bool:
    """Cheap look before parsing: an own settings name, a framework key at a line's start, or a served folder."""
    if _OWN.fullmatch(name_of(source.path)) or _framework_line().search(source.data()):
        return True
    directory = folder(source.path)
    found = _RESOURCES.fullmatch(directory)
    if found:
        return bool(found.group(2)) and _is_served(source, found.group(1) or "", found.group(2))
    return bool(directory) and _is_served(source, folder(directory), name_of(directory))


@lru_cache(maxsize=1)
def _framework_line() -> re.Pattern[bytes]:
    keys = "|".join(sorted(key_table().framework_keys | {"server"}))
    return re.compile(rf"^[\"']?(?:{keys})[\"']?[.:]".encode(), re.MULTILINE)


def owner_of(source: SourceFile, sections: list[Section]) -> Owner | None:
    """Who reads the file; None when it is no framework configuration at all."""
    directory, name = folder(source.path), name_of(source.path)
    own = _OWN.fullmatch(name)
    if _is_repository(source, directory, own is not None, sections):
        return _repository_owner(source, directory, name)
    if own is None:
        return None
    return Owner(profile=own.group(2) or "", directory=module_folder(directory))


def module_folder(directory: str) -> str:
    """The module a settings folder belongs to (`orders/src/main/resources` -> `orders`)."""
    found = _RESOURCES.fullmatch(directory)
    if found:
        return found.group(1) or ""
    parts = directory.split("/")
    while parts and parts[-1] in _CONFIG_FOLDERS:
        parts.pop()
    return "/".join(parts)


def _is_repository(source: SourceFile, directory: str, own_name: bool, sections: list[Section]) -> bool:
    found = _RESOURCES.fullmatch(directory)
    if found:
        below_resources = found.group(2) or ""
        return bool(below_resources) and _is_served(source, found.group(1) or "", below_resources)
    if "src" in directory.split("/"):
        return False
    if directory and _is_served(source, folder(directory), name_of(directory)):
        return True
    if _has_build_file(source, directory):
        return False
    applications = _neighbours(source, directory)
    if own_name:
        return bool(applications) or (directory == "" and not _has_any_module(source))
    return _is_framework(sections)


def _is_served(source: SourceFile, module: str, location: str) -> bool:
    """A config server's settings name the folder as a search location, or keep the default (`config`)."""
    if not location:
        return False
    prefix = f"{module}/" if module else ""
    named = re.compile(rf"[:/]{re.escape(location)}(?:[/\"',\s]|$)", re.MULTILINE)
    for name in _SERVER_FILES:  # probed by name: a glob per folder is too slow for large estates
        raw = source.sibling(f"{prefix}src/main/resources/{name}")
        content = raw.decode("utf-8", errors="replace") if raw else ""
        if _SEARCHES.search(content):
            if named.search(content):
                return True
        elif location == "config" and _NATIVE.search(content):
            return True
    return False


def _has_build_file(source: SourceFile, directory: str) -> bool:
    prefix = f"{directory}/" if directory else ""
    return any(source.sibling(f"{prefix}{name}") is not None for name in _BUILD_FILES)


def _has_any_module(source: SourceFile) -> bool:
    return any(source.siblings(f"{prefix}{name}") for name in _BUILD_FILES[:4] for prefix in ("*/", "*/*/"))


def _neighbours(source: SourceFile, directory: str) -> list[str]:
    """Files beside it that carry framework settings under an application's name."""
    prefix = f"{directory}/" if directory else ""
    found: list[str] = []
    for suffix in _SUFFIXES:
        for path in source.siblings(f"{prefix}*{suffix}"):
            if _OWN.fullmatch(name_of(path)) or not may_hold_settings(path):
                continue
            raw = source.sibling(path) or b""
            if _framework_line().search(raw):
                found.append(path)
    return found


def _is_framework(sections: list[Section]) -> bool:
    table = key_table()
    for section in sections:
        for setting in section.settings:
            key = canonical_key(setting.key)
            if key.partition(".")[0] in table.framework_keys or key in table.port_keys:
                return True
    return False


def _repository_owner(source: SourceFile, directory: str, name: str) -> Owner:
    stem = name.rpartition(".")[0]
    own = _OWN.fullmatch(name)
    if own:
        return Owner(shared=True, profile=own.group(2) or "")
    application, profile = split_profile(stem, _stems(source, directory))
    return Owner(application=application, profile=profile)


def _stems(source: SourceFile, directory: str) -> set[str]:
    prefix = f"{directory}/" if directory else ""
    paths = [path for suffix in _SUFFIXES for path in source.siblings(f"{prefix}*{suffix}")]
    return {name_of(path).rpartition(".")[0] for path in paths}


def split_profile(stem: str, stems: set[str]) -> tuple[str, str]:
    """Application and profile of a file stem: `orders-docker` is orders in profile docker, `auth-server` a name."""
    head = stem.rpartition("-")[0]
    while head:
        rest = stem[len(head) + 1 :]
        if rest.lower() in key_table().profile_words or (head in stems and f"application-{rest}" in stems):
            return head, rest
        head = head.rpartition("-")[0]
    return stem, ""
