"""Pictures: legible by numbers, portable, safe, deterministic."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
import resvg_py

from mapgen.errors import ExportError
from mapgen.export.base import ExportOptions
from mapgen.export.formats.svg import SvgExporter
from mapgen.export.render import assets, elk
from mapgen.export.render.font import shipped
from mapgen.export.render.geometry import Picture, Rect
from mapgen.export.render.layout import NAME_SIZE, lay_out, wrap
from mapgen.export.render.quality import Quality, measure
from mapgen.export.rollup import scene_of
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import FlowStatus
from tests.export import estates
from tests.export.conftest import needs_assets

pytestmark = needs_assets
REPOSITORY = Path(__file__).resolve().parents[2]
MAPS = {
    "small": estates.small,
    "crm": estates.crm_estate,
    "sixty": lambda: estates.synthetic(60, 90),
    "overview": lambda: estates.synthetic(300, 700),
    "hostile": estates.hostile,
    "one system": lambda: IntegrationMap(systems=estates.small().systems[:1]),
}
OPTIONS = ExportOptions(statuses=frozenset(FlowStatus))


@pytest.fixture(scope="module", params=list(MAPS))
def picture(request: pytest.FixtureRequest) -> Picture:
    return lay_out(scene_of(MAPS[request.param](), OPTIONS))


@pytest.fixture(scope="module", params=list(MAPS))
def drawn(request: pytest.FixtureRequest) -> str:
    return SvgExporter().export(MAPS[request.param](), OPTIONS).decode("utf-8")


@pytest.mark.parametrize(
    "count",
    [
        "box_overlaps",
        "label_overlaps",
        "labels_on_boxes",
        "lines_through_boxes",
        "lines_under_foreign_labels",
        "lanes_out_of_order",
        "boxes_outside_lane",
    ],
)
def test_nothing_overlaps(picture: Picture, count: str):
    assert getattr(measure(picture), count) == 0


def test_routes_are_orthogonal(picture: Picture):
    for line in picture.lines:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(line.points, line.points[1:], strict=False))


def test_routes_end_on_their_boxes(picture: Picture):
    boxes = {box.node.id: box.rect for box in picture.boxes}
    for line in picture.lines:
        for (x, y), end in ((line.points[0], line.edge.source), (line.points[-1], line.edge.target)):
            rect = boxes[end]
            assert rect.x - 1 <= x <= rect.right + 1
            assert min(abs(y - rect.y), abs(y - rect.bottom)) <= 1


def test_everything_lies_inside_the_picture(picture: Picture):
    area = Rect(0, 0, picture.width, picture.height)
    for rect in [box.rect for box in picture.boxes] + [line.label.rect for line in picture.lines if line.label]:
        assert area.x <= rect.x <= rect.right <= area.right
        assert area.y <= rect.y <= rect.bottom <= area.bottom


def test_names_fit_their_boxes(picture: Picture):
    bold = shipped(bold=True)
    for box in picture.boxes:
        assert all(bold.width(line, NAME_SIZE) <= box.rect.width - 60 for line in box.lines)


def test_arrow_heads_at_a_busy_box_stay_apart():
    imap = estates.synthetic(24, 3)
    hub, *others = imap.systems
    imap.flows = [estates.flow(f"{other.id}.trace.report", other.id, hub.id) for other in others]
    tips = sorted((line.points[-1][1], line.points[-1][0]) for line in lay_out(scene_of(imap, OPTIONS)).lines)
    assert all(right[0] > left[0] or right[1] - left[1] >= 9 for left, right in pairwise(tips))


def test_the_measure_sees_an_overlap():
    picture = lay_out(scene_of(estates.small(), OPTIONS))
    piled = Picture(
        title="piled",
        systems=5,
        flows=0,
        width=picture.width,
        height=picture.height,
        lanes=picture.lanes,
        boxes=tuple(type(box)(box.node, Rect(0, 0, 10, 10), box.lines, box.caption) for box in picture.boxes),
        lines=(),
        notes=(),
    )
    assert measure(piled).box_overlaps == 10


def test_a_crm_estate_stays_calm():
    quality: Quality = measure(lay_out(scene_of(estates.crm_estate(), OPTIONS)))
    assert quality.crossings <= 3
    assert quality.bends <= 40


def test_svg_keeps_to_the_portable_subset(drawn: str):
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn).iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "rect", "circle", "text"}


def test_svg_runs_and_loads_nothing(drawn: str):
    for element in ET.fromstring(drawn).iter():
        assert not [key for key in element.attrib if key.lower().startswith("on") or key.endswith(("href", "style"))]
    assert "url(" not in drawn


def test_svg_can_be_read_without_seeing_it(drawn: str):
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]


def test_svg_names_one_font(drawn: str):
    assert re.findall(r'font-family="([^"]+)"', drawn) == ["DejaVu Sans, Verdana, sans-serif"]


def test_svg_renders_with_its_font(drawn: str):
    fonts = [str(assets.asset(name)) for name in (assets.REGULAR, assets.BOLD)]
    png = bytes(resvg_py.svg_to_bytes(svg_string=drawn, font_files=fonts))
    assert png.startswith(b"\x89PNG")


def test_says_when_a_picture_is_rolled_up():
    assert "700 flows and 300 systems rolled up" in SvgExporter().export(estates.synthetic(300, 700), OPTIONS).decode()


def test_marks_are_in_the_picture_and_its_legend():
    text = SvgExporter().export(estates.crm_estate(), OPTIONS).decode()
    for said in ("Proposed, not yet accepted", "Undocumented: seen in traffic only", "Dead: in code", "External"):
        assert said in text


def test_gives_the_same_bytes_in_another_process_and_order():
    code = (
        "from tests.export import estates; from mapgen.export.formats.svg import SvgExporter;"
        "from mapgen.export.base import ExportOptions; import hashlib;"
        "print(hashlib.sha256(SvgExporter().export(estates.synthetic(20, 30), ExportOptions())).hexdigest())"
    )
    first = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    before = code.replace("print(", "SvgExporter().export(estates.crm_estate(), ExportOptions()); print(")
    second = subprocess.run([sys.executable, "-c", before], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert first.stdout == second.stdout


def test_a_new_flow_moves_few_boxes():
    before = {box.node.id: box.rect for box in lay_out(scene_of(estates.crm_estate(), OPTIONS)).boxes}
    imap = estates.crm_estate()
    imap.flows.append(estates.flow("dbt.metric.share", "dbt", "looker", estates.ConnectorKind.FILE))
    after = {box.node.id: box.rect for box in lay_out(scene_of(imap, OPTIONS)).boxes}
    order = sorted(before, key=lambda name: (before[name].y, before[name].x))
    assert sorted(after, key=lambda name: (after[name].y, after[name].x)) == order


def test_missing_assets_say_how_to_build_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    with pytest.raises(ExportError, match=r"without MAPGEN_SKIP_WEB=1.*other formats work"):
        assets.asset(assets.ENGINE)


def test_a_layout_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(elk, "SECONDS", 0.01)
    with pytest.raises(ExportError, match="choose a smaller view"):
        lay_out(scene_of(estates.synthetic(70, 140, seed=99), OPTIONS))


def test_long_names_are_cut_to_two_lines():
    name = "Customer relationship and contract lifecycle management platform"
    assert len(wrap(name, 152, 13, shipped(bold=True))) == 2


def test_a_hyphenated_name_breaks_after_a_hyphen():
    assert wrap("turbine-stream-service", 152, 13, shipped(bold=True)) == ("turbine-stream-", "service")


def test_a_name_without_spaces_is_broken():
    lines = wrap("W" * 200, 152, 13, shipped(bold=True))
    assert lines[1].endswith("\u2026")
    assert all(shipped(bold=True).width(line, 13) <= 152 for line in lines)


def test_widths_are_those_of_the_font():
    assert shipped().width("mapgen", 100) == pytest.approx(410.5, abs=0.1)
    assert shipped().width("\u540d", 10) == 10
