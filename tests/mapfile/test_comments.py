"""People's comments survive a rewrite."""

from __future__ import annotations

from pathlib import Path

from mapgen.mapfile import read_map, write_map

TEXT = """\
# Owned by the architecture group.
#
# Ask before you remove a flow.

schema_version: 1
name: acme  # the company
# Everything we run
systems:
  # the heart of it
  - id: billing
    name: Billing

  - id: crm
    name: CRM
flows:  # reviewed every quarter
  # agreed in the March workshop
  # with the finance team
  - id: crm.contact.sync
    source: crm
    target: billing
    status: accepted
    # asked for by finance
    connector: api  # was batch
    purpose: |
      Two lines
      of purpose
    objects: [contact]  # not companies
    fingerprint: abc

# end of map
"""


def test_comments_survive_where_they_stood(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(TEXT.replace("|\n", "|-\n"))
    write_map(read_map(path), path)
    assert path.read_text() == TEXT.replace("|\n", "|-\n")


def test_comments_survive_with_another_block_style(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(TEXT)
    write_map(read_map(path), path)
    assert path.read_text() == TEXT


def test_a_comment_moves_with_its_flow(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(TEXT)
    imap = read_map(path)
    extra = imap.flows[0].model_copy(update={"id": "billing.invoice.push", "fingerprint": "def"})
    imap.flows.append(extra)
    write_map(imap, path)
    lines = path.read_text().splitlines()
    assert lines[lines.index("  - id: crm.contact.sync") - 1] == "  # with the finance team"


def test_a_file_that_is_no_map_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(TEXT)
    imap = read_map(path)
    path.write_text("{ not: [closed")
    write_map(imap, path)
    assert read_map(path) == imap


def test_a_value_that_looks_like_a_comment_is_none(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    imap = read_map(_written(path, TEXT.replace("Two lines", "# Two lines").replace("of purpose", "# of purpose")))
    write_map(imap, path)
    once = path.read_bytes()
    write_map(read_map(path), path)
    assert path.read_bytes() == once
    assert read_map(path) == imap


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path
