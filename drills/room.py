"""A room to hurt: real clients on hosts of a LAN before a desktop that shows the time.

Needs Linux, root, iproute2 and Xvfb. Everything ends with the block.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from drills.wall import ROOT, Wall
from tests.helpers.displays import Display, running_display
from tests.helpers.lan import Lan, throw_away_lan
from tests.helpers.real_school import ADMIN, SchoolOnDisk

ROOM = "Room 12"
PORT = 48480
CONSOLE = 0
_PATIENCE_S = 5.0


class Pupil:
    """One client on its host, started, hurt and started again."""

    def __init__(
        self, lan: Lan, host: int, school: SchoolOnDisk, folder: Path, display: str
    ) -> None:
        self.host = host
        self.name = f"pc-{host:02}"
        self._lan = lan
        self._data = folder / self.name
        self._log = folder / f"{self.name}.log"
        self._environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        address = lan.address(host)
        self._command = [
            *(sys.executable, "-m", "student_client", "--data", str(self._data)),
            *("--school", str(school.root / "school.harbour")),
            *("--interface", address, "--listen", address, "--port", str(PORT)),
            *("--device-name", self.name, "--pupil-name", f"Pupil {host}"),
        ]
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the client, as the log-on of a pupil does."""
        with self._log.open("ab") as log:
            self.process = self._lan.popen(
                self.host, self._command, cwd=ROOT, env=self._environment, stderr=log
            )

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the client."""
        if self.process is not None:
            self.process.send_signal(number)

    def end(self, number: signal.Signals) -> None:
        """Send a signal that ends the client, and wait for its end."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(number)
        try:
            self.process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ended_watches(self) -> int:
        """Return how many watches this pupil's history says are over."""
        path = self._data / "watched.jsonl"
        return path.read_text().count('"ended"') if path.exists() else 0


class Room:
    """Pupils in a lesson, and whoever watches them."""

    def __init__(
        self, lan: Lan, ending: contextlib.ExitStack, folder: Path, pupils: int, display: Display
    ) -> None:
        self.lan = lan
        self.school = SchoolOnDisk(folder / "school")
        (folder / "school").mkdir()
        self.school.found()
        self.pupils = [
            Pupil(lan, host, self.school, folder, display.name) for host in range(1, pupils + 1)
        ]
        for pupil in self.pupils:
            pupil.start()
            ending.callback(pupil.end, signal.SIGTERM)
        self._admit(pupils)

    def inside(self, host: int) -> list[str]:
        """Return what starts a command on `host`."""
        return ["ip", "netns", "exec", self.lan.namespace(host)]

    def wall(self) -> Wall:
        """Start a console with the lesson open; whoever asked closes it."""
        address = self.lan.address(CONSOLE)
        return Wall(self.school, address, ROOM, prefix=self.inside(CONSOLE))

    def _admit(self, count: int) -> None:
        admit = [
            *(*ADMIN, "admit", "--school-folder", str(self.school.root), "--room", ROOM, "--yes"),
            *("--interface", self.lan.address(CONSOLE), "--wait-s", "60"),
            *("--expect", str(count), "--passphrase-file", str(self.school.passphrase)),
        ]
        subprocess.run(
            [*self.inside(CONSOLE), *admit],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        self.school.hand_over_roster()


@contextlib.contextmanager
def room_of(pupils: int) -> Iterator[Room]:
    """Make a room of `pupils` before one display that shows the time."""
    with contextlib.ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="harbour-drill-")))
        lan = ending.enter_context(throw_away_lan(pupils + 1))
        display = ending.enter_context(running_display())
        ending.enter_context(_clock(display))
        try:
            yield Room(lan, ending, folder, pupils, display)
        except BaseException:
            for log in sorted(folder.glob("*.log")):
                sys.stderr.write(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}")
            raise


@contextlib.contextmanager
def _clock(display: Display) -> Iterator[None]:
    clock = subprocess.Popen(
        [sys.executable, "-m", "drills.clock"],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if clock.stdout is None or clock.stdout.readline() != "ready\n":
            raise RuntimeError("the desktop with the clock did not start")
        yield
    finally:
        clock.terminate()
        clock.wait(_PATIENCE_S)
        if clock.stdout is not None:
            clock.stdout.close()
