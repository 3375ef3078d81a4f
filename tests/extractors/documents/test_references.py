"""References are followed inside the root, and nowhere else."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from extractors.documents import load_document
from extractors.documents.local_file import LocalFile
from extractors.documents.refs import Place, References


def references(root: Path, content: str, path: str = "api/spec.yaml") -> References:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    return References(LocalFile(root, path), load_document(content.encode(), path))


def resolved(found: References, ref: str, path: str = "api/spec.yaml") -> Any:
    return found.resolve({"$ref": ref}, Place(path))[0]


def test_a_pointer_into_the_same_document(tmp_path: Path) -> None:
    found = references(tmp_path, "a/b:\n  - {x: 1}\n")
    value, place = found.resolve({"$ref": "#/a~1b/0"}, Place("api/spec.yaml"))
    assert value == {"x": 1}
    assert found.line(place) == 2


def test_a_file_of_the_same_root_and_back(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/models.json").write_text('{"Contact": {"$ref": "../api/spec.yaml#/Real"}}')
    found = references(tmp_path, "Real: {email: x}")
    assert resolved(found, "../shared/models.json#/Contact") == {"email": "x"}
    assert found.findings() == []


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        ("http://127.0.0.1:1/x.yaml", "ref.remote"),
        ("//host/x.yaml", "ref.remote"),
        ("file:///etc/passwd", "ref.remote"),
        ("/etc/passwd", "ref.outside"),
        ("../../etc/passwd", "ref.outside"),
        ("..%2f..%2fetc/passwd", "ref.outside"),
        ("absent.yaml", "ref.missing"),
        ("a" * 300 + ".yaml", "ref.missing"),
        ("loop.yaml", "ref.missing"),
        ("a%00b.yaml", "ref.outside"),
        ("broken.yaml", "ref.unreadable"),
        ("#/nowhere", "ref.dangling"),
        ("#anchor", "ref.dangling"),
        ("#/loop", "ref.cycle"),
    ],
)
def test_what_is_refused_is_a_finding_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ref: str, code: str
) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", no_network)
    (tmp_path / "api").mkdir()
    (tmp_path / "api/broken.yaml").write_text("a: b: c")
    (tmp_path / "api/loop.yaml").symlink_to("loop.yaml")
    found = references(tmp_path, f"loop: {{$ref: '#/loop'}}\nuse:\n  $ref: '{ref}'\n")
    value, _ = found.resolve(found.files["api/spec.yaml"].data["use"], Place("api/spec.yaml", ("use",)))  # type: ignore[union-attr]
    assert value is None
    assert [(finding.code, finding.line) for finding in found.findings()] == [(code, 3)]


def test_a_symbolic_link_out_of_the_root_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1")
    (tmp_path / "root/api").mkdir(parents=True)
    (tmp_path / "root/api/link.yaml").symlink_to(tmp_path / "secret.yaml")
    found = references(tmp_path / "root", "b: 1")
    assert resolved(found, "link.yaml#/a") is None
    assert [finding.code for finding in found.findings()] == ["ref.missing"]


def test_references_that_leave_the_file_are_checked_though_nothing_uses_them(tmp_path: Path) -> None:
    found = references(tmp_path, "unused:\n  deep:\n    - $ref: https://vendor.invalid/common.json#/A\n")
    found.check_foreign()
    assert [(finding.code, finding.line) for finding in found.findings()] == [("ref.remote", 3)]
