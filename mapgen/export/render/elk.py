"""The layout engine: ELK's layered algorithm in an embedded V8, without Node, network or file access.

The engine file is written for a web worker: it answers `register` and `layout` messages given to `onmessage` through
`postMessage`. A few lines around it make that a function call.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from mapgen.errors import ExportError
from mapgen.export.render import assets

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

SECONDS = 30.0
"""Most time one layout may take; 60 systems need about half a second."""

MEMORY = 1 << 30
"""Most bytes the engine may use."""

_SHIM = """
var self = this, reply = null;
self.postMessage = function (message) { reply = message; };
var console = {log() {}, info() {}, warn() {}, error() {}};
function ask(message) {
  reply = null;
  self.onmessage({data: message});
  if (reply === null) throw new Error("the engine did not answer");
  if (reply.error) throw new Error(String(reply.error.message || reply.error));
  return reply.data;
}
"""
_lock = threading.Lock()


def layout(graph: dict[str, Any]) -> dict[str, Any]:
    """Give the ELK JSON graph with coordinates. Raises ExportError when the engine fails or runs out of time.

    Answers for the same graph are kept, so that an unchanged map is laid out once per process.
    """
    answer: dict[str, Any] = orjson.loads(_layout(orjson.dumps(graph, option=orjson.OPT_SORT_KEYS)))
    return answer


@lru_cache(maxsize=64)
def _layout(graph: bytes) -> str:
    import py_mini_racer as racer  # noqa: PLC0415  (loads a 30 MB library)

    with _lock:
        try:
            return _run(graph.decode("utf-8"))
        except racer.JSTimeoutException as error:
            _retire()
            raise ExportError(
                f"the layout took more than {SECONDS:.0f} s", hint="choose a smaller view, for example --view overview"
            ) from error
        except racer.JSEvalException as error:
            _retire()
            raise ExportError(f"the layout engine failed: {str(error).splitlines()[0]}") from error


def _run(graph: str) -> str:
    engine = _engine()
    text = engine.eval(
        f"JSON.stringify(ask({{cmd: 'layout', id: 1, graph: {graph}, layoutOptions: {{}}, options: {{}}}}))",
        timeout_sec=SECONDS,
    )
    if not isinstance(text, str):
        raise ExportError("the layout engine gave no answer")
    return text


@lru_cache(maxsize=1)
def _engine() -> MiniRacer:
    import py_mini_racer as racer  # noqa: PLC0415

    engine = racer.MiniRacer()
    engine.set_hard_memory_limit(MEMORY)
    engine.eval(_SHIM)
    engine.eval(assets.asset(assets.ENGINE).read_text("utf-8"))
    engine.eval("ask({cmd: 'register', id: 0, algorithms: ['layered']}); 0")
    return engine


def _retire() -> None:
    """Close an engine that was stopped in the middle: its state is unknown. The idle step lets the stop arrive first."""
    engine = _engine()
    engine.eval("0")
    engine.close()
    _engine.cache_clear()
