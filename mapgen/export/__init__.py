"""Exports: a map as a document or a picture. `exporters()` is the built-in side of the extension door."""

from __future__ import annotations

from mapgen.export.base import Exporter
from mapgen.export.formats.csv import CsvExporter
from mapgen.export.formats.d2 import D2Exporter
from mapgen.export.formats.dot import DotExporter
from mapgen.export.formats.drawio import DrawioExporter
from mapgen.export.formats.graphml import GraphMlExporter
from mapgen.export.formats.json import JsonExporter
from mapgen.export.formats.markdown import MarkdownExporter
from mapgen.export.formats.mermaid import MermaidExporter
from mapgen.export.formats.plantuml import PlantUmlExporter
from mapgen.export.formats.svg import SvgExporter
from mapgen.export.formats.yaml import YamlExporter


def exporters() -> list[Exporter]:
    """The formats that come with mapgen."""
    return [
        CsvExporter(),
        D2Exporter(),
        DotExporter(),
        DrawioExporter(),
        GraphMlExporter(),
        JsonExporter(),
        MarkdownExporter(),
        MermaidExporter(),
        PlantUmlExporter(),
        SvgExporter(),
        YamlExporter(),
    ]
