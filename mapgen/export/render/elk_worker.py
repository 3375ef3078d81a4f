"""Child process of `elk.py`: reads an ELK JSON graph from standard input, writes it with coordinates to the output.

The engine file (first argument) is written for a web worker: it answers `register` and `layout` messages given to
`onmessage` through `postMessage`; a few lines around it make that a function call.
"""

from __future__ import annotations

import sys
from pathlib import Path

from py_mini_racer import MiniRacer

MEMORY = 1 << 30
"""Most bytes the engine may use."""

SHIM = """
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


def main() -> None:
    """Answer one request."""
    graph = sys.stdin.buffer.read().decode("utf-8")
    engine = MiniRacer()
    engine.set_hard_memory_limit(MEMORY)
    engine.eval(SHIM)
    engine.eval(Path(sys.argv[1]).read_text("utf-8"))
    engine.eval("ask({cmd: 'register', id: 0, algorithms: ['layered']}); 0")
    request = f"{{cmd: 'layout', id: 1, graph: {graph}, layoutOptions: {{}}, options: {{}}}}"
    answer = engine.eval(f"JSON.stringify(ask({request}))")
    sys.stdout.buffer.write(str(answer).encode("utf-8"))


if __name__ == "__main__":
    main()
