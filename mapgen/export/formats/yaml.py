"""YAML: the JSON document, for people and policy tools that read YAML."""

from __future__ import annotations

import yaml

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.formats.document import document
from mapgen.model.integration_map import IntegrationMap


class YamlExporter(Exporter):
    """The same values as the JSON export; reading the YAML gives back exactly these values."""

    name = "yaml"
    description = "the JSON document as YAML"
    suffix = ".yaml"
    media_type = "application/yaml"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the document of `mapgen.export.formats.document` as UTF-8 YAML."""
        text = yaml.dump(
            document(imap, options),
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=1_000_000,
        )
        return text.encode("utf-8")


class _Dumper(yaml.SafeDumper):
    """Quotes and escapes text with characters that cannot be seen: plain, a YAML reader folds some of them."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """A string, double-quoted unless every character is printable."""
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Dumper.add_representer(str, _Dumper.represent_text)
