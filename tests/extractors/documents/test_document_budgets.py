"""Hostile documents end in an error, soon, and never in a crash."""

from __future__ import annotations

import time

import pytest

from extractors.documents import Limits, load_json, load_jsonc, load_yaml
from mapgen.errors import BudgetExceeded, DocumentError

DEEP = 200_000


def laughs(levels: int, width: int) -> bytes:
    """A YAML alias bomb with width ** levels leaves."""
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


def test_an_alias_bomb_is_refused() -> None:
    with pytest.raises(BudgetExceeded, match="aliases"):
        load_yaml(laughs(9, 9), "bomb.yml")


def test_a_bomb_of_merge_keys_is_refused() -> None:
    base = ", ".join(f"k{n}: 1" for n in range(1_000))
    uses = "\n".join(f"u{n}: {{<<: *b}}" for n in range(1_000))
    with pytest.raises(BudgetExceeded):
        load_yaml(f"b: &b {{{base}}}\n{uses}".encode(), "bomb.yml", Limits(nodes=100_000))


def test_honest_aliases_pass() -> None:
    assert load_yaml(laughs(3, 3), "ok.yml")[0].data["a2"][0][0] == ["x", "x", "x"]


def test_a_node_that_contains_itself_is_an_error() -> None:
    with pytest.raises(DocumentError, match="contains itself"):
        load_yaml(b"a: &a [*a]", "loop.yml")


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * DEEP,
        b"[" * DEEP + b"]" * DEEP,
        b"- " * DEEP + b"a",
        b'{"a":' * DEEP,
        b"? " * DEEP,
        b"[" * 300 + b"]" * 300,
        ("[" * DEEP).encode("utf-16"),
    ],
)
def test_deep_yaml_is_refused_before_libyaml_overflows_the_stack(raw: bytes) -> None:
    with pytest.raises(DocumentError):
        load_yaml(raw, "deep.yml")


@pytest.mark.parametrize("raw", [b"[" * DEEP, b'{"a":' * DEEP, b"[" * 300 + b"]" * 300])
def test_deep_json_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError):
        load_json(raw, "deep.json")


@pytest.mark.parametrize("raw", [b"[" * 249 + b"]" * 249, b"{a: " * 249 + b"1" + b"}" * 249, b"- " * 249 + b"a"])
def test_what_is_just_not_too_deep_is_read(raw: bytes) -> None:
    assert len(load_yaml(raw, "deep.yml")) == 1


def test_many_repeated_keys_take_linear_time() -> None:
    keys = "".join(f"k{n}: 1\n" for n in range(20_000))
    started = time.process_time()
    [document] = load_yaml((keys + keys).encode(), "twice.yml")
    assert len(document.duplicates) == 20_000
    assert document.duplicates[5].first_line == 6
    assert time.process_time() - started < 10


def test_size_is_checked_before_anything_else() -> None:
    with pytest.raises(BudgetExceeded, match="11 bytes is over the limit of 10"):
        load_json(b"[0,0,0,0,0]", "big.json", Limits(bytes=10))


def test_unclosed_comments_take_linear_time() -> None:
    with pytest.raises(DocumentError):
        load_jsonc(b"/*" * 300_000, "x.json")
