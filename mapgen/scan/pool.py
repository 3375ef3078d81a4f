"""Worker processes for files: a stuck or crashed worker costs one file, never the run.

`concurrent.futures` is not used because it can neither tell which file a worker is stuck on nor replace
that one worker; here every worker has its own socket, answers once per file, and is killed when it takes
too long for one.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Protocol

import msgspec

from mapgen.errors import MapgenError
from mapgen.scan.plugins import Extractors
from mapgen.scan.work import Job, Result, notice_result
from mapgen.scan.worker import Ready, Setup, fork

START_SECONDS = 60.0
"""A worker that is not ready after this long is given up."""

_PROGRAM = "import sys; from mapgen.scan.worker import main; main(int(sys.argv[1]))"

_encoder = msgspec.msgpack.Encoder()
_results = msgspec.msgpack.Decoder(Result)
_ready = msgspec.msgpack.Decoder(Ready)


class WorkerError(MapgenError):
    """Worker processes cannot be started."""


class _Process(Protocol):
    """What the pool needs of a process."""

    def kill(self) -> None:
        """End it now."""

    def wait(self) -> object:
        """Wait for its end, so that nothing of it stays."""


@dataclass(frozen=True)
class _Forked:
    """A forked process, by its id."""

    id: int

    def kill(self) -> None:
        os.kill(self.id, signal.SIGKILL)  # not waited for yet, so the id is still its own

    def wait(self) -> None:
        os.waitpid(self.id, 0)


def can_fork() -> bool:
    """True where a copy of this process is safe and saves the start of another one: Linux, and no other thread."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


@dataclass
class _Worker:
    """One process; `batch` are its files without answer yet, the first being worked on."""

    process: _Process
    connection: Connection
    batch: deque[Job] = field(default_factory=deque)
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    inbox: select.poll = field(default_factory=select.poll)

    def __post_init__(self) -> None:
        # Connection.poll makes a selector for every question, which costs more than reading the answer
        self.inbox.register(self.connection.fileno(), select.POLLIN)

    def stop(self) -> None:
        """End the process now."""
        self.connection.close()
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True)
class Limits:
    """How many workers, and how many seconds one file or one log may take."""

    workers: int
    file_seconds: float = 30.0
    log_seconds: float = 7_200.0

    def of(self, job: Job) -> float:
        """Seconds for one job."""
        return self.log_seconds if job.kind == "log" else self.file_seconds


def run_in_workers(
    jobs: Sequence[Job], setup: Setup, limits: Limits, loaded: Extractors
) -> Generator[Result, None, None]:
    """Results of all jobs, in the order they finish. Closing the iterator ends the workers at once.

    loaded: the extractors that `setup` names, for workers that are copies of this process.

    Raises:
        WorkerError: a worker does not start (a broken plugin, no processes left).
    """
    pool = _Pool(jobs, setup, limits, loaded)
    try:
        yield from pool.run()
    finally:
        pool.stop()


class _Pool:
    """The workers of one run and the files they have not been given yet."""

    def __init__(self, jobs: Sequence[Job], setup: Setup, limits: Limits, loaded: Extractors) -> None:
        self._waiting = deque(jobs)
        self._loaded = loaded
        self._setup = _encoder.encode(setup)
        self._limits = limits
        self._open = len(jobs)
        self._workers: list[_Worker] = []

    def run(self) -> Iterator[Result]:
        for _ in range(min(self._limits.workers, self._open)):
            self._start()
        while self._open:
            for worker in self._heard():
                yield from self._answers(worker)
            for worker in [one for one in self._workers if self._overdue(one)]:
                yield from self._lose(worker, "scan.timeout", "files that took too long were left out")

    def stop(self) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            process = self._process(theirs.fileno(), ours)
        except OSError as error:
            ours.close()
            raise WorkerError(f"cannot start a worker process: {error.strerror}") from error
        finally:
            theirs.close()
        worker = _Worker(process, Connection(ours.detach()))
        self._workers.append(worker)
        with contextlib.suppress(ConnectionError):  # a worker that died at once is noticed when it is read
            worker.connection.send_bytes(self._setup)

    def _process(self, handle: int, ours: socket.socket) -> _Process:
        if can_fork():
            mine: list[Connection | socket.socket] = [ours, *(worker.connection for worker in self._workers)]
            return _Forked(fork(handle, self._loaded, mine))
        command = [sys.executable, "-P", "-c", _PROGRAM, str(handle)]
        return subprocess.Popen(command, pass_fds=[handle], stdin=subprocess.DEVNULL)

    def _heard(self) -> list[_Worker]:
        """Workers with something to read; waits until the nearest deadline at most."""
        now = time.monotonic()
        nearest = min((worker.since + self._seconds(worker) for worker in self._workers), default=now)
        everyone = select.poll()
        for worker in self._workers:
            everyone.register(worker.connection.fileno(), select.POLLIN)
        heard = {handle for handle, _ in everyone.poll(max(0.0, nearest - now) * 1000)}
        return [worker for worker in self._workers if worker.connection.fileno() in heard]

    def _seconds(self, worker: _Worker) -> float:
        if not worker.ready:
            return START_SECONDS
        return self._limits.of(worker.batch[0]) if worker.batch else 1e6

    def _overdue(self, worker: _Worker) -> bool:
        return time.monotonic() - worker.since >= self._seconds(worker)

    def _answers(self, worker: _Worker) -> Iterator[Result]:
        """Everything a worker has to say now."""
        try:
            while worker.inbox.poll(0):
                message = worker.connection.recv_bytes()
                worker.since = time.monotonic()
                if not worker.ready:
                    self._greet(worker, _ready.decode(message))
                    continue
                worker.batch.popleft()
                self._open -= 1
                yield _results.decode(message)
                if not worker.batch:
                    self._give(worker)
        except (EOFError, ConnectionError):
            yield from self._lose(worker, "scan.crashed", "files whose reading ended the worker process")

    def _greet(self, worker: _Worker, answer: Ready) -> None:
        if answer.problem:
            raise WorkerError(f"a worker process cannot work: {answer.problem}")
        worker.ready = True
        self._give(worker)

    def _give(self, worker: _Worker) -> None:
        """Hand out the next batch: large at first, small towards the end, so that all finish together."""
        share = max(1, min(64, len(self._waiting) // (4 * len(self._workers))))
        worker.batch.extend(self._waiting.popleft() for _ in range(min(share, len(self._waiting))))
        if worker.batch:
            worker.since = time.monotonic()
            worker.connection.send_bytes(_encoder.encode(list(worker.batch)))

    def _lose(self, worker: _Worker, code: str, message: str) -> Iterator[Result]:
        """Replace a worker; the file it was on is reported, the rest of its batch goes back in front."""
        if not worker.ready:
            raise WorkerError("a worker process ended before it was ready", hint="run with --jobs 1 to see why")
        worker.stop()
        self._workers.remove(worker)
        if worker.batch:
            self._open -= 1
            yield notice_result(worker.batch.popleft(), code, message)
        self._waiting.extendleft(reversed(worker.batch))
        if self._waiting:
            self._start()
