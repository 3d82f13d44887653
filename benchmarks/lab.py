"""A room to measure in: pupils and a console in network namespaces, on displays of their own.

Needs Linux, root, iproute2 and Xvfb. Everything ends with the block; nothing else is touched.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.displays import Display, running_display
from tests.helpers.lan import Lan, throw_away_lan
from tests.helpers.real_school import SchoolOnDisk

ROOM = "Room 12"
PORT = 48480
_CONSOLE = 0
_PATIENCE_S = 5.0
_ROOT = Path(__file__).parents[1]

Process = subprocess.Popen[bytes]


class Lab:
    """One console and some pupils.

    Attributes:
        pupils: The clients' processes, in order of their hosts.
    """

    def __init__(self, lan: Lan, ending: contextlib.ExitStack, folder: Path, pupils: int) -> None:
        self._lan = lan
        self._ending = ending
        self._folder = folder
        self._count = pupils
        self.pupils: list[Process] = []
        self.school = SchoolOnDisk(folder / "school")
        (folder / "school").mkdir()
        self.school.found()

    def display(self) -> Display:
        """Start an X display."""
        return self._ending.enter_context(running_display())

    def desktop(self, kind: str, display: str) -> Process:
        """Start a desktop of `kind` (`benchmarks.desktops`) and wait until it stands."""
        desktop = self._start(
            [sys.executable, "-m", "benchmarks.desktops", kind], f"desktop{display}", display
        )
        if desktop.stdout is None or desktop.stdout.readline() != b"ready\n":
            raise RuntimeError(f"the {kind} desktop did not start")
        return desktop

    def start_pupils(self, display: str) -> None:
        """Start every client on `display`, and admit them all."""
        for number in range(self._count):
            host = number + 1
            address = self._lan.address(host)
            command = [
                *(sys.executable, "-m", "student_client"),
                *("--data", str(self._folder / f"pupil-{number}")),
                *("--school", str(self.school.root / "school.harbour")),
                *("--interface", address, "--listen", address, "--port", str(PORT)),
                *("--device-name", f"pc-{number + 1:02}", "--pupil-name", f"Pupil {number + 1}"),
            ]
            self.pupils.append(self._start(command, f"pupil-{number}", display, host))
        admit = [
            *(sys.executable, "-m", "teacher_console.school"),
            *("admit", "--school-folder", str(self.school.root), "--room", ROOM, "--yes"),
            *("--interface", self._lan.address(_CONSOLE), "--wait-s", "60"),
            *("--expect", str(self._count), "--passphrase-file", str(self.school.passphrase)),
        ]
        subprocess.run(
            ["ip", "netns", "exec", self._lan.namespace(_CONSOLE), *admit],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        self.school.hand_over_roster()

    def start_console(self, display: str) -> Process:
        """Start the console with a lesson open."""
        command = [
            *(sys.executable, "-m", "teacher_console", "--data", str(self.school.teacher)),
            *("--passphrase-file", str(self.school.passphrase), "--open-lesson", ROOM),
            *("--interface", self._lan.address(_CONSOLE)),
        ]
        return self._start(command, "console", display, _CONSOLE)

    def end(self, process: Process) -> None:
        """End one program."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(
        self, command: list[str], name: str, display: str, host: int | None = None
    ) -> Process:
        inside = [] if host is None else ["ip", "netns", "exec", self._lan.namespace(host)]
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*inside, *command],
                cwd=_ROOT,
                env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._ending.callback(_close_pipes, process)
        self._ending.callback(self.end, process)
        return process


def _close_pipes(process: Process) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


@contextlib.contextmanager
def lab(pupils: int) -> Iterator[Lab]:
    """Make a room for `pupils`; end everything in it with the block."""
    with contextlib.ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="harbour-bench-")))
        lan = ending.enter_context(throw_away_lan(pupils + 1))
        try:
            yield Lab(lan, ending, folder, pupils)
        except BaseException:
            for log in sorted(folder.glob("*.log")):
                sys.stderr.write(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}")
            raise
