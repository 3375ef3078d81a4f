"""The extension door for third parties."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from mapgen.errors import ExportError
from mapgen.export import registry
from mapgen.export.base import Exporter, ExportOptions
from mapgen.model.integration_map import IntegrationMap


class Shout(Exporter):
    name = "shout"
    description = "the name in capitals"
    suffix = ".txt"
    media_type = "text/plain"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        return imap.name.upper().encode()


def shouting() -> list[Exporter]:
    return [Shout()]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    registry.all_exporters.cache_clear()
    yield
    registry.all_exporters.cache_clear()


def offer(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    entries = [EntryPoint(f"x{number}", value, registry.GROUP) for number, value in enumerate(values)]
    monkeypatch.setattr(registry, "entry_points", lambda group: entries)


def test_a_third_party_format_is_found(monkeypatch: pytest.MonkeyPatch):
    offer(monkeypatch, "tests.export.test_registry:shouting")
    assert registry.find_exporter("shout").export(IntegrationMap(), ExportOptions()) == b"ESTATE"


def test_a_name_can_be_taken_once(monkeypatch: pytest.MonkeyPatch):
    offer(monkeypatch, "tests.export.test_registry:shouting", "tests.export.test_registry:shouting")
    with pytest.raises(ExportError, match="two exporters are named 'shout'"):
        registry.all_exporters()


@pytest.mark.parametrize("value", ["no_such_module:f", "tests.export.test_registry:nothing"])
def test_a_broken_package_is_named(monkeypatch: pytest.MonkeyPatch, value: str):
    offer(monkeypatch, value)
    with pytest.raises(ExportError, match=value):
        registry.all_exporters()
