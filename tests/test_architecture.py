"""Rules that hold for the whole tree: who may import whom, what is documented, how large a file may be."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGES = ("mapgen", "extractors", "server", "evals", "prompts")
MAX_LINES = 600

LEAVES = ("mapgen.model", "mapgen.errors", "mapgen.terminal")
"""Modules of the core that everybody may import."""

ALLOWED = {
    "mapgen.errors": (),
    "mapgen.terminal": (),
    "mapgen.model": ("mapgen.model",),
    "mapgen.catalog": ("mapgen.catalog", *LEAVES),
    "mapgen.redact": ("mapgen.redact", "mapgen.catalog", *LEAVES),
    "mapgen.compare": ("mapgen.compare", *LEAVES),
    "mapgen.recommend": ("mapgen.recommend", "mapgen.catalog", *LEAVES),
    "mapgen.resolve": ("mapgen.resolve", "mapgen.catalog", *LEAVES),
    "mapgen": ("mapgen",),
    "extractors": ("extractors", "mapgen.catalog", *LEAVES),
}
"""Package -> what of our own packages it may import; the longest matching entry counts."""


def python_files(*folders: str) -> list[Path]:
    """Our Python files below the folders."""
    return sorted(path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))


def module_of(path: Path) -> str:
    """Dotted name of a file."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tracked_files() -> list[Path]:
    """Files under version control that exist in this tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := REPOSITORY / name).is_file()]


def imports_of(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[str]:
    """Dotted names that a module imports, wherever in the file; relative imports made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")
                kept = parents[: len(parents) - node.level + int(is_package)]
                base = ".".join([*kept, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def below(name: str, package: str) -> bool:
    """True when the dotted name is the package or inside it."""
    return name == package or name.startswith(f"{package}.")


def forbidden_imports(path: Path) -> list[str]:
    """Imports of our own packages that the module's package may not have."""
    module = module_of(path)
    entry = max((name for name in ALLOWED if below(module, name)), key=len, default=None)
    if entry is None:
        return []
    allowed = ALLOWED[entry]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = (name for name in imports_of(tree, module, is_package=path.name == "__init__.py"))
    ours = {name for name in own if name.split(".")[0] in PACKAGES}
    return sorted(
        name
        for name in ours
        if not any(below(name, package) or below(package, name) for package in allowed)
        and not _is_parent_of_allowed(name, ours, allowed)
    )


def _is_parent_of_allowed(name: str, ours: set[str], allowed: tuple[str, ...]) -> bool:
    """`from mapgen import errors` names `mapgen` and `mapgen.errors`: the first is only the way to the second."""
    inner = {other for other in ours if other != name and below(other, name)}
    return bool(inner) and all(any(below(other, package) for package in allowed) for other in inner)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package: str) -> None:
    broken = {module_of(path): bad for path in python_files(package) if (bad := forbidden_imports(path))}
    assert not broken


def test_the_import_rule_itself_notices_a_wrong_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "mapgen" / "model" / "wrong.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("def f():\n    from extractors.logs import engine\n", encoding="utf-8")
    monkeypatch.setattr("tests.test_architecture.REPOSITORY", tmp_path)
    assert forbidden_imports(wrong) == ["extractors.logs", "extractors.logs.engine"]


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public_definitions(body: list[ast.stmt]) -> list[Definition]:
    """Public classes and functions of a module's or class's body."""
    return [node for node in body if isinstance(node, Definition) and not node.name.startswith("_")]


def contract_elsewhere(node: Definition) -> bool:
    """True for overloads, setters and marked overrides: their contract stands at another definition."""
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(names & {"overload", "setter", "override"})


class Contracts:
    """Documented methods of all classes of the tree, by class name, so that an implementation need not repeat them."""

    def __init__(self, trees: list[ast.Module]) -> None:
        self._bases: dict[str, set[str]] = {}
        self._documented: dict[str, set[str]] = {}
        for node in (item for tree in trees for item in ast.walk(tree) if isinstance(item, ast.ClassDef)):
            bases = {ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases}
            methods = {item.name for item in public_definitions(node.body) if ast.get_docstring(item)}
            self._bases.setdefault(node.name, set()).update(bases)
            self._documented.setdefault(node.name, set()).update(methods)

    def inherited(self, owner: str, method: str) -> bool:
        """True when a base class of ours documents the method."""
        seen, waiting = {owner}, list(self._bases.get(owner, ()))
        while waiting:
            base = waiting.pop()
            if base in seen:
                continue
            seen.add(base)
            if method in self._documented.get(base, ()):
                return True
            waiting += self._bases.get(base, ())
        return False


def undocumented(tree: ast.Module, contracts: Contracts) -> Iterator[str]:
    """Names of a module that need a docstring and have none; the module itself is `module`."""
    if tree.body and not ast.get_docstring(tree):
        yield "module"
    for node in public_definitions(tree.body):
        if not ast.get_docstring(node) and not contract_elsewhere(node):
            yield node.name
        for method in public_definitions(node.body) if isinstance(node, ast.ClassDef) else ():
            known = contract_elsewhere(method) or contracts.inherited(node.name, method.name)
            if not ast.get_docstring(method) and not known:
                yield f"{node.name}.{method.name}"


def test_every_module_and_public_name_has_a_docstring() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in python_files(*PACKAGES)}
    contracts = Contracts(list(trees.values()))
    missing = [f"{module_of(path)}: {name}" for path, tree in trees.items() for name in undocumented(tree, contracts)]
    assert missing == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*PACKAGES, "tests")}
    assert {module_of(path): lines for path, lines in lengths.items() if lines > MAX_LINES} == {}


def test_a_broad_catch_gives_its_reason() -> None:
    """ruff (BLE001) refuses `except Exception` that does not raise again; an exception from this rule is explained."""
    marks = [
        (f"{module_of(path)}:{number}", line)
        for path in python_files(*PACKAGES)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "noqa: BLE001" in line
    ]
    assert [place for place, line in marks if not re.search(r"noqa: BLE001 - \w", line)] == []


def test_nothing_in_the_repository_points_at_one_machine_or_one_package_index() -> None:
    indexes = (
        "pypi" + r"\.org",
        "registry" + r"\.npmjs\.org",
        "files" + r"\.pythonhosted\.org",
        "repo1?" + r"\.maven\.org",
    )
    machines = "|".join(("work", "root"))
    places = (r"(?<![\w.~-])/(?:home|Users)/[a-z]\w*/", rf"(?<![\w./-])/(?:{machines})/\w")
    pattern = re.compile("|".join((*indexes, *places)))
    found = []
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" in data[:4096]:
            continue
        text = data.decode(encoding="utf-8", errors="replace")
        found += [
            f"{path.relative_to(REPOSITORY)}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if pattern.search(line)
        ]
    assert not found


DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/*.md", "examples/**/*.md")


def documents() -> list[Path]:
    """The written project."""
    return sorted(path for pattern in DOCUMENTS for path in REPOSITORY.glob(pattern))


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (document.parent / link).exists()] == []


def test_every_test_that_the_security_page_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8"))
    assert named
    missing = [
        f"{path}::{test}"
        for path, test in named
        if not re.search(rf"def {test}\(", (REPOSITORY / path).read_text(encoding="utf-8"))
    ]
    assert missing == []
