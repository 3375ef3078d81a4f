"""A few functions that write SVG elements; all text goes through `xml`."""

from __future__ import annotations

from mapgen.export.render.palette import FONT, INK
from mapgen.export.render.shapes import number
from mapgen.export.text import xml


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`. `content` must be markup already."""
    spelt = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{spelt}>{content}</{name}>" if content else f"<{name}{spelt}/>"


def _value(value: str | float) -> str:
    return xml(value) if isinstance(value, str) else number(value)


def path(data: str, **attributes: str | float) -> str:
    """A path; without `fill` it is only stroked."""
    attributes.setdefault("fill", "none")
    return element("path", d=data, **attributes)


def text(content: str, x: float, y: float, size: float, **attributes: str | float) -> str:
    """One line of text with its baseline at `y`."""
    attributes.setdefault("fill", INK)
    return element("text", xml(content), x=x, y=y, font_size=size, **attributes)


def group(title: str, parts: list[str], **attributes: str | float) -> str:
    """A group with the title that assistive technology and tooltips show."""
    return element("g", element("title", xml(title)) + "".join(parts), **attributes)


def document(width: float, height: float, title: str, description: str, parts: list[str]) -> str:
    """The whole file."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" font-family="{FONT}">'
    )
    described = f"<title>{xml(title)}</title>\n<desc>{xml(description)}</desc>"
    return "\n".join([head, described, *parts, "</svg>"]) + "\n"
