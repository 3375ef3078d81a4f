"""How far a scan is, on standard error: a bar in a terminal, a line now and then elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichBar
    from rich.progress import TaskID


class Progress(Protocol):
    """Told by long work how far it is."""

    def start(self, what: str, total: int) -> None:
        """A stage of `total` steps begins."""

    def advance(self, steps: int = 1) -> None:
        """Steps of the stage are done."""


class Silent:
    """Says nothing."""

    def start(self, what: str, total: int) -> None:
        """Ignore."""

    def advance(self, steps: int = 1) -> None:
        """Ignore."""


class Lines:
    """One plain line when a stage begins and then at most every `every` seconds: for CI logs."""

    def __init__(self, stream: TextIO, every: float = 5.0) -> None:
        self._stream, self._every = stream, every
        self._what, self._total, self._done = "", 0, 0
        self._said = 0.0

    def start(self, what: str, total: int) -> None:
        """Say the stage."""
        self._what, self._total, self._done, self._said = what, total, 0, time.monotonic()
        print(f"{what}: {total:,}", file=self._stream, flush=True)

    def advance(self, steps: int = 1) -> None:
        """Say the count when it is time."""
        self._done += steps
        now = time.monotonic()
        if now - self._said >= self._every:
            self._said = now
            print(f"{self._what}: {self._done:,} of {self._total:,}", file=self._stream, flush=True)


class Bar:
    """A progress bar for a terminal; gone when the work is done.

    It is drawn by the thread that works, not by one of its own: workers can then be copies of this process.
    """

    def __init__(self, bar: RichBar, every: float = 0.1) -> None:
        self._bar = bar
        self._every = every
        self._drawn = 0.0
        self._task: TaskID | None = None

    def start(self, what: str, total: int) -> None:
        """Begin a stage; the former one disappears."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(what, total=total)
        self._bar.refresh()

    def advance(self, steps: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bar.advance(self._task, steps)
        now = time.monotonic()
        if now - self._drawn >= self._every:
            self._drawn = now
            self._bar.refresh()


@contextmanager
def progress_for(*, quiet: bool = False, stream: TextIO | None = None) -> Iterator[Progress]:
    """The progress that fits the place: silent when asked, a bar on a terminal, plain lines elsewhere."""
    out = stream or sys.stderr
    if quiet:
        yield Silent()
    elif not out.isatty():
        yield Lines(out)
    else:
        from rich.console import Console  # noqa: PLC0415 - costs 60 ms that only terminals need
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
        from rich.progress import Progress as Rich  # noqa: PLC0415

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Rich(*columns, console=Console(file=out), transient=True, auto_refresh=False) as bar:
            yield Bar(bar)
