"""The programs the demonstration starts, and their orderly end: by process id, nothing left."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from demo.stopping import Stopping
from protocol.errors import HarbourError

_PATIENCE_S = 5.0
_LOG_LINES = 12


class ChildEndedError(HarbourError):
    """A program the demonstration needs ended by itself."""


class Children:
    """Starts programs with a log each, and ends them newest first.

    Args:
        folder: For the logs; removed by whoever made it.
        stopping: Waits while a program is being started.
    """

    def __init__(self, folder: Path, stopping: Stopping) -> None:
        self._folder = folder
        self.stopping = stopping
        self._started: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._at_end: list[Callable[[], None]] = []

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        pass_fds: Sequence[int] = (),
    ) -> "subprocess.Popen[bytes]":
        """Start `command` out of reach of the terminal's Ctrl-C, which we turn into an order."""
        with self.log_path(name).open("wb") as log, self.stopping.held():
            child = subprocess.Popen(
                command,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=sys.platform != "win32",
            )
            self._started.append((name, child))
        return child

    def run(self, name: str, command: Sequence[str]) -> None:
        """Start `command` and wait until it has ended.

        Raises:
            ChildEndedError: It did not end well; with the last lines of its log.
        """
        child = self.start(name, command)
        if child.wait() != 0:
            self.check()
        self._started = [(each, other) for each, other in self._started if other is not child]

    def check(self) -> None:
        """Raise if one of them ended by itself.

        Raises:
            ChildEndedError: With the last lines of its log.
        """
        for name, child in self._started:
            status = child.poll()
            if status is not None:
                log = self.log_path(name).read_text(errors="replace")
                last = "\n  ".join(log.splitlines()[-_LOG_LINES:])
                raise ChildEndedError(f"{name} ended with status {status}:\n  {last}")

    def kill(self, child: "subprocess.Popen[bytes]") -> None:
        """End `child` at once and without a chance to put anything away: SIGKILL on Unix."""
        self._started = [(name, other) for name, other in self._started if other is not child]
        child.kill()
        child.wait()

    def log_path(self, name: str) -> Path:
        """Return where what the program called `name` says is kept."""
        return self._folder / f"{name}.log"

    def has_ended(self, name: str) -> bool:
        """Tell whether the program called `name` ended well by itself: a window was closed."""
        return any(each == name and child.poll() == 0 for each, child in self._started)

    def end_all(self) -> None:
        """End what still runs, newest kind first, each kind together."""
        kinds: list[list[subprocess.Popen[bytes]]] = []
        last = ""
        for name, child in reversed(self._started):
            kind = name.split("-")[0]
            if kind != last:
                kinds.append([])
                last = kind
            kinds[-1].append(child)
        self._started = []
        for each in kinds:
            _end(each)
        for call in self._at_end:
            call()

    def at_end(self, call: Callable[[], None]) -> None:
        """Make `call` when all have ended, to remove what a killed program could leave."""
        self._at_end.append(call)


def _end(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    trees: list[psutil.Process] = []
    for child in children:
        try:
            trees += psutil.Process(child.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            continue
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    for process in trees:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
