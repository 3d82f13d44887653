"""A watching console as a process, and what it says of each device, kept and waited for."""

import dataclasses
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.helpers.real_school import SchoolOnDisk

ROOT = Path(__file__).parents[1]


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """One thing the console said of one device.

    Attributes:
        at: Monotonic seconds.
        state: The device's new state, with the reason if there is one; empty for a picture.
        age_s: How old the picture was; None when it could not be told, or this is a state.
    """

    at: float
    state: str
    age_s: float | None


class Wall:
    """A headless console that runs on one host of the LAN.

    Args:
        prefix: Put before the command, to start it there.
    """

    def __init__(
        self, school: SchoolOnDisk, interface: str, room: str, *, prefix: Sequence[str]
    ) -> None:
        command = [
            *(sys.executable, "-m", "drills.watching_console", str(school.teacher)),
            *(str(school.passphrase), interface, room),
        ]
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            [*prefix, *command],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._said: dict[str, list[Said]] = {}
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, name="wall")
        self._reader.start()

    def wait_for(
        self, who: str, fits: Callable[[Said], bool], *, after: float, within_s: float
    ) -> Said | None:
        """Return the first thing said of `who` at or after `after` that fits, None if too late."""
        ends_at = after + within_s
        with self._news:
            while True:
                for said in self._said.get(who, ()):
                    if said.at >= after and fits(said):
                        return said if said.at <= ends_at else None
                # What was said in time may still be on its way through the pipe.
                if not self._news.wait(max(0.0, ends_at + 0.5 - time.monotonic())):
                    return None

    def between(self, who: str, begin: float, end: float) -> list[Said]:
        """Return what was said of `who` in a stretch of time."""
        with self._news:
            return [said for said in self._said.get(who, ()) if begin <= said.at < end]

    def close(self) -> None:
        """End it, however it stands."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        if self.process.stdout is None:
            return
        for line in self.process.stdout:
            event = json.loads(line)
            if event["what"] not in {"state", "picture"}:
                continue
            words = [event.get("state", ""), event.get("reason") or ""]
            said = Said(event["at"], " ".join(filter(None, words)), event.get("age"))
            with self._news:
                self._said.setdefault(event["who"], []).append(said)
                self._news.notify_all()
