"""Any bytes give facts or nothing, never an exception, in bounded time."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.code import extractors
from mapgen.model.extraction import FileRole
from mapgen.model.facts import AnyFact, CallMade


@dataclass(frozen=True)
class Bytes:
    """A file in memory, without siblings."""

    path: str
    content: bytes
    root: str = "case"
    role: FileRole = FileRole.SOURCE

    @property
    def size(self) -> int:
        return len(self.content)

    def data(self) -> bytes:
        return self.content

    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def sibling(self, path: str) -> bytes | None:
        return None

    def siblings(self, pattern: str) -> list[str]:
        return []


def facts(path: str, content: str | bytes) -> list[AnyFact]:
    (extractor,) = extractors()
    data = content.encode() if isinstance(content, str) else content
    return list(extractor.extract(Bytes(path, data)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
@pytest.mark.parametrize("path", ["a.py", "a.js", "a.ts", "a.java", "a.vue"])
def test_any_bytes_are_read(path: str, data: bytes) -> None:
    head = b"import requests\nimport org.springframework.web.client.RestTemplate;\nimport 'axios'\n"

    assert isinstance(facts(path, head + data), list)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.py", "import requests\nx = " + "(" * 20_000 + ")" * 20_000),
        ("a.py", "import requests\nrequests.get(" + " + ".join(["'a'"] * 5_000) + ")"),
        ("a.py", "import requests\nrequests.get(x" + ".a()" * 5_000 + ")"),
        ("a.js", "import 'axios';\n" + "f(" * 3_000 + ")" * 3_000),
        ("a.js", "import axios from 'axios';\naxios.get(" + "a ? b : " * 3_000 + "c)"),
        (
            "A.java",
            "import java.net.URL;\nclass A {" + "{" * 10_000 + "}" * 10_000 + "}",
        ),
    ],
    ids=["parentheses", "concatenation", "chain", "nested-calls", "ternaries", "blocks"],
)
def test_nesting_does_not_recurse_to_death(path: str, content: str) -> None:
    start = time.perf_counter()

    assert isinstance(facts(path, content), list)
    assert time.perf_counter() - start < 10


def test_values_that_double_at_every_step_stay_small() -> None:
    steps = "\n".join(f"a{i + 1} = a{i} + a{i}" for i in range(60))

    (call,) = [
        fact
        for fact in facts("a.py", f"import requests\na0 = 'x'\n{steps}\nrequests.get('http://crm/' + a60)\n")
        if isinstance(fact, CallMade)
    ]

    assert len(str(call.target)) < 100_000


def test_names_bound_to_each_other_end() -> None:
    found = facts("a.py", "import requests\na = b\nb = a\ndef f():\n    return f()\nrequests.get(a + f())\n")

    assert [type(fact).__name__ for fact in found] == ["CallMade"]
