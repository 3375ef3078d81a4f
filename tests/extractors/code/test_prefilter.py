"""What makes a file worth parsing."""

from __future__ import annotations

import pytest

from extractors.code.languages import frontend_for
from extractors.code.prefilter import worth_parsing


def worth(path: str, text: str) -> bool:
    frontend = frontend_for(path)
    assert frontend is not None
    return worth_parsing(frontend, text.encode())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "import requests\nrequests.get(address)\n"),
        ("a.py", 'BASE = "https://api.acme.test"\n'),
        ("a.py", "import os\nos.environ['A']\n"),
        ("a.ts", "import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\n"),
        ("a.ts", 'const a = "http://localhost:8081/orders";\n'),
    ],
)
def test_a_file_that_may_hold_a_fact_is(path: str, text: str) -> None:
    assert worth(path, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "import requests\nrequests = 3\n"),
        ("a.py", 'x = {"$schema": "http://json-schema.org/draft-07/schema"}\n'),
        ("a.tsx", 'const icon = <svg xmlns="http://www.w3.org/2000/svg" />;\n'),
        ("a.tsx", 'const more = <a href="https://docs.acme.test">more</a>;\n'),
        ("a.ts", "import { User } from '@prisma/client';\nexport const create = (user: User) => user;\n"),
    ],
)
def test_a_file_that_cannot_is_not(path: str, text: str) -> None:
    assert not worth(path, text)
