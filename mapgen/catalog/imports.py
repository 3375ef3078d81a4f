"""How each ecosystem's imports are spelt, cut into roots, and guessed from a package's name."""

from __future__ import annotations

from collections.abc import Iterator

_SEPARATOR = {
    "pypi": ".",
    "maven": ".",
    "nuget": ".",
    "npm": "/",
    "go": "/",
    "gem": "/",
    "packagist": "\\",
    "crates": "::",
}
_STDLIB = {
    "python": "pypi",
    "javascript": "npm",
    "java": "maven",
    "kotlin": "maven",
    "go": "go",
    "csharp": "nuget",
    "ruby": "gem",
    "php": "packagist",
    "rust": "crates",
}
_AWS2 = "software.amazon.awssdk"
_SHARED_GROUPS = (
    "org.springframework",
    "org.apache",
    "com.google",
    "com.microsoft",
    "com.azure",
    "io.quarkus",
    "com.ibm",
)


def module_key(ecosystem: str, module: str, language: str = "") -> tuple[str, str] | None:
    """The comparable form of a stated import, or None for what is no module (file names, wildcards, Go aliases)."""
    if ecosystem == "stdlib":
        ecosystem = _STDLIB.get(language, "")
    file_like = module.endswith((".yml", ".properties", ".rb"))
    go_alias = ecosystem == "go" and "." not in module and language == "go" and "/" not in module
    if ecosystem not in _SEPARATOR or "*" in module or file_like or go_alias or module == "global":
        return None
    return ecosystem, clean(ecosystem, module)


def clean(ecosystem: str, module: str) -> str:
    """A module without the decoration its language allows ("node:http", "\\\\Stripe", "use stripe::{...}")."""
    module = module.strip().strip("\"'`;")
    if ecosystem == "npm":
        return module.removeprefix("node:").lower()
    if ecosystem == "packagist":
        return module.strip("\\")
    if ecosystem == "crates":
        return module.replace("-", "_")
    return module.removesuffix(".*")


def module_parents(ecosystem: str, module: str) -> Iterator[str]:
    """The module and its parents, longest first ("a.b.c", "a.b", "a")."""
    separator = _SEPARATOR.get(ecosystem)
    if separator is None:
        return
    root = clean(ecosystem, module)
    while root:
        yield root
        root = root.rpartition(separator)[0]


def guessed_imports(package: str) -> Iterator[str]:
    """Import roots that a package's name suggests; wrong guesses only fail to match."""
    ecosystem, _, name = package.partition(":")
    if ecosystem == "pypi":
        yield name.lower().replace("-", "_")
        if name.lower().startswith(("google-cloud-", "azure-")):
            yield name.lower().replace("-", ".")
    elif ecosystem in ("npm", "go", "nuget", "crates"):
        yield name
    elif ecosystem == "gem":
        yield name
        yield name.replace("-", "/")
    elif ecosystem == "maven":
        yield from _maven_roots(name)


def _maven_roots(name: str) -> Iterator[str]:
    group, _, artifact = name.partition(":")
    if group == _AWS2:
        yield f"{_AWS2}.services.{artifact}"
    elif artifact.startswith("google-cloud-"):
        yield f"{group}.{artifact.removeprefix('google-cloud-')}"
    elif group.count(".") >= 1 and not group.startswith(_SHARED_GROUPS):
        yield group
