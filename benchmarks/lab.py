"""A room to measure in: hosts in network namespaces, displays, desktops, programs.

Host 0 is the console's, the others are pupils'. Needs Linux, root, iproute2 and Xvfb. Everything
ends with the block; nothing else is touched.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.readings import is_over, started_at, tree
from tests.helpers.displays import Display, running_display
from tests.helpers.lan import Lan, throw_away_lan

CONSOLE = 0
_PATIENCE_S = 5.0
_LOOK_S = 0.02
_ROOT = Path(__file__).parents[1]

Process = subprocess.Popen[bytes]


class Lab:
    """Hosts on one switch, and what runs on them.

    Attributes:
        folder: For files of this lab; goes with it.
    """

    def __init__(self, lan: Lan, ending: contextlib.ExitStack, folder: Path) -> None:
        self.lan = lan
        self.folder = folder
        self._ending = ending

    def display(self) -> Display:
        """Start an X display."""
        return self._ending.enter_context(running_display())

    def desktop(self, kind: str, display: str) -> Process:
        """Start a desktop of `kind` (`benchmarks.desktops`) and wait until it stands."""
        command = [sys.executable, "-m", "benchmarks.desktops", kind]
        return self._ready(self.start(command, f"desktop{display}", display=display))

    def fill_windows(self, display: str) -> None:
        """Let the main window of every program on `display` be as large as that."""
        command = [sys.executable, "-m", "benchmarks.filling"]
        self._ready(self.start(command, f"filling{display}", display=display))

    def start(
        self,
        command: Sequence[str],
        name: str,
        *,
        host: int | None = None,
        display: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Process:
        """Start a program, which ends with the lab at the latest; its errors go to `name`.log."""
        inside = [] if host is None else ["ip", "netns", "exec", self.lan.namespace(host)]
        screen = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display is not None else {}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*inside, *command],
                cwd=_ROOT,
                env={**os.environ, **screen, **(environment or {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._ending.callback(_close_pipes, process)
        self._ending.callback(self.end, process)
        return process

    def end(self, process: Process) -> None:
        """End a program and all its children: asked first, so that they take away what they hold.

        A killed x11vnc leaves 62 pieces of shared memory, and the system has room for 4096.
        """
        family = {pid: started_at(pid) for pid in tree(process.pid)}
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        _signal_all(family, signal.SIGTERM)
        ends_at = time.monotonic() + _PATIENCE_S
        while _left(family) and time.monotonic() < ends_at:
            time.sleep(_LOOK_S)
        _signal_all(family, signal.SIGKILL)

    @staticmethod
    def _ready(process: Process) -> Process:
        if _line_of(process) != b"ready\n":
            raise RuntimeError(f"{process.args!r} did not start")
        return process

    def say_logs(self) -> None:
        """Write the ends of all logs to standard error."""
        for log in sorted(self.folder.glob("*.log")):
            text = log.read_text(errors="replace")[-1500:].strip()
            if text:
                sys.stderr.write(f"--- {log.name}\n{text}\n")


def _left(family: Mapping[int, int | None]) -> list[int]:
    """Return those of `family`, ids and when they began, that still run."""
    return [
        pid
        for pid, began_at in family.items()
        if began_at is not None and started_at(pid) == began_at and not is_over(pid)
    ]


def _signal_all(family: Mapping[int, int | None], number: signal.Signals) -> None:
    for pid in _left(family):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def tell(process: Process, line: str) -> None:
    """Write a line to a program.

    Raises:
        RuntimeError: It has ended.
    """
    if process.stdin is None:
        raise ValueError("the program has no pipes")
    try:
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        raise RuntimeError(f"the program told {line!r} has ended") from None


def ask(process: Process, question: str) -> bytes:
    """Write a line to a program and return the line it answers.

    Raises:
        RuntimeError: It has ended.
    """
    tell(process, question)
    answer = _line_of(process)
    if not answer:
        raise RuntimeError(f"the program asked {question!r} has ended")
    return answer


def _line_of(process: Process) -> bytes:
    if process.stdout is None:
        raise ValueError("the program has no pipes")
    return process.stdout.readline()


def _close_pipes(process: Process) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


@contextlib.contextmanager
def lab(pupils: int) -> Iterator[Lab]:
    """Make a room with `pupils` hosts beside the console's; end everything in it with the block."""
    with contextlib.ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="harbour-bench-")))
        lan = ending.enter_context(throw_away_lan(pupils + 1))
        room = Lab(lan, ending, folder)
        try:
            yield room
        except BaseException:
            room.say_logs()
            raise
