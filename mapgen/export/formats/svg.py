"""SVG: the canonical picture."""

from __future__ import annotations

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.rollup import scene_of
from mapgen.model.integration_map import IntegrationMap


class SvgExporter(Exporter):
    """Four lanes, kinds by shape and icon, flows by line style; rolled up above 150 lines."""

    name = "svg"
    description = "picture with the four layers as lanes"
    suffix = ".svg"
    media_type = "image/svg+xml"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Lay the scene out and draw it. Raises ExportError when the build assets are missing."""
        from mapgen.export.render.layout import lay_out  # noqa: PLC0415  (only pictures need the engine)
        from mapgen.export.render.svg import svg  # noqa: PLC0415

        return svg(lay_out(scene_of(imap, options))).encode("utf-8")
