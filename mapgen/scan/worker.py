"""A worker process: gets batches of files over a socket, answers with one result per file.

Either forked from a process that has loaded everything already, or started with `python -P`: the current folder, which
may be the analysed repository, is then never on the import path. (`multiprocessing`'s own spawn starts without it.)
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socket

import msgspec

from mapgen.scan.plugins import Extractors, PluginError, load_from
from mapgen.scan.source import Budgets, RootFiles
from mapgen.scan.work import Job, work_on

COLLECT = (100_000, 20, 50)
"""Thresholds of the garbage collector: work on a file makes many objects and few cycles, and ends with all of them."""


class Setup(msgspec.Struct):
    """What a worker needs before its first batch. memory: address space in bytes for work on one file, 0 = any."""

    source: str
    folders: dict[str, str]
    paths: dict[str, list[str]]
    code_bytes: int
    data_bytes: int
    memory: int

    def roots(self) -> dict[str, RootFiles]:
        """The roots as files see them."""
        budgets = Budgets(self.code_bytes, self.data_bytes)
        return {
            name: RootFiles(name, Path(folder), self.paths.get(name, ()), budgets)
            for name, folder in self.folders.items()
        }


class Ready(msgspec.Struct):
    """A worker's first answer; `problem` says why it cannot work."""

    problem: str = ""


def main(handle: int, loaded: Extractors | None = None) -> None:
    """Serve until the other side closes the socket. loaded: the extractors, in a forked process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides and closes
    os.dup2(2, 1)  # an extractor that prints must not disturb the parent's output
    connection = Connection(handle)
    try:
        setup = msgspec.msgpack.decode(connection.recv_bytes(), type=Setup)
        extractors = _load(connection, setup, loaded)
        if extractors is not None:
            gc.freeze()  # what is loaded now stays: collections look at the work on files alone
            gc.set_threshold(*COLLECT)
            _serve(connection, setup, extractors)
    except (EOFError, ConnectionError):  # the parent is gone or done
        return


def fork(handle: int, loaded: Extractors, others: Iterable[Connection | socket]) -> int:
    """Serve in a copy of this process; returns its id. others: connections that are the parent's alone."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        for connection in others:
            connection.close()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        main(handle, loaded)
        status = 0
    finally:
        os._exit(status)  # never the parent's clean-up


def _load(connection: Connection, setup: Setup, loaded: Extractors | None) -> Extractors | None:
    try:
        extractors = loaded or load_from(setup.source)
    except (PluginError, ImportError, AttributeError) as error:
        connection.send_bytes(msgspec.msgpack.encode(Ready(str(error))))
        return None
    connection.send_bytes(msgspec.msgpack.encode(Ready()))
    return extractors


def _serve(connection: Connection, setup: Setup, extractors: Extractors) -> None:
    encoder = msgspec.msgpack.Encoder()
    decoder = msgspec.msgpack.Decoder(list[Job])
    roots = setup.roots()
    while True:
        for job in decoder.decode(connection.recv_bytes()):
            _limit_memory(setup.memory if job.kind == "file" else 0)
            connection.send_bytes(encoder.encode(work_on(job, roots, extractors)))


def _limit_memory(wanted: int) -> None:
    """Bound the address space for the next file where the system allows it; logs may be mapped whole."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = wanted or hard
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard) if soft != resource.RLIM_INFINITY else hard
    if sys.platform.startswith("linux"):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
