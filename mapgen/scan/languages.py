"""Programming languages by file name: for the coverage statement, whether or not mapgen understands them."""

from __future__ import annotations

_EXTENSIONS = {
    "Ada": "adb ads",
    "Apex": "cls trigger",
    "C": "c h",
    "C#": "cs",
    "C++": "cc cpp cxx hpp hh hxx",
    "COBOL": "cbl cob cpy",
    "Clojure": "clj cljs cljc",
    "Crystal": "cr",
    "D": "d",
    "Dart": "dart",
    "Delphi": "pas dpr",
    "Elixir": "ex exs",
    "Elm": "elm",
    "Erlang": "erl hrl",
    "F#": "fs fsx",
    "Fortran": "f90 f95 f03",
    "Go": "go",
    "Groovy": "groovy",
    "Haskell": "hs",
    "Java": "java",
    "JavaScript": "js jsx mjs cjs",
    "Julia": "jl",
    "Kotlin": "kt kts",
    "Lua": "lua",
    "Nim": "nim",
    "OCaml": "ml mli",
    "Objective-C": "m mm",
    "PHP": "php",
    "PL/SQL": "pks pkb plsql",
    "Perl": "pl pm",
    "PowerShell": "ps1 psm1",
    "Python": "py pyw",
    "R": "r",
    "Ruby": "rb rake",
    "Rust": "rs",
    "Scala": "scala sc",
    "Shell": "sh bash",
    "Solidity": "sol",
    "Svelte": "svelte",
    "Swift": "swift",
    "TypeScript": "ts tsx mts cts",
    "Visual Basic": "vb bas",
    "Vue": "vue",
    "Zig": "zig",
}
_BY_EXTENSION = {ending: language for language, endings in _EXTENSIONS.items() for ending in endings.split()}


def language_of(path: str) -> str | None:
    """The programming language of a path, by its extension; None for data, configuration and everything else."""
    name = path.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    return _BY_EXTENSION.get(ending.lower()) if dot else None
