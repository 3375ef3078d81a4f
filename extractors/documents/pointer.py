"""JSON pointers (RFC 6901): paths as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote


def escape(step: str | int) -> str:
    """One step of a path, as it stands in a pointer (`a/b` -> `a~1b`)."""
    return str(step).replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The step a pointer's token stands for; the order of the two replacements matters (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~")


def pointer(path: Sequence[str | int]) -> str:
    """The pointer of a path; the whole document is the empty string."""
    return "".join(f"/{escape(step)}" for step in path)


def parse(text: str, *, fragment: bool = False) -> tuple[str, ...]:
    """The path of a pointer; with `fragment`, of a URI fragment (`/paths/~1a%20b`), whose percent-encoding is undone.

    Raises:
        ValueError: the text is neither empty nor starts with a slash.
    """
    plain = unquote(text) if fragment else text
    if not plain:
        return ()
    if not plain.startswith("/"):
        raise ValueError(f"a JSON pointer starts with a slash: {text!r}")
    return tuple(unescape(token) for token in plain[1:].split("/"))


def follow(data: Any, path: Sequence[str]) -> Any:
    """The value at a pointer's path.

    Raises:
        KeyError: a step is absent, or leads into something that is neither a mapping nor a list.
    """
    node = data
    for step in path:
        if isinstance(node, dict) and step in node:
            node = node[step]
        elif isinstance(node, list) and step.isascii() and step.isdigit() and len(step) < 10 and int(step) < len(node):
            node = node[int(step)]
        else:
            raise KeyError(step)
    return node
