"""The headless console started as a program, and waiting for what it says."""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.real_school import SchoolOnDisk

ROOT = Path(__file__).parents[2]


class ConsoleProcess:
    """A headless console as a process, and what it says.

    Args:
        interface: Its network.
        prefix: Put before the command, to start it elsewhere.
    """

    def __init__(self, school: SchoolOnDisk, interface: str, *, prefix: Sequence[str] = ()) -> None:
        command = [
            *(sys.executable, "-m", "tests.helpers.headless_console", str(school.teacher)),
            *(str(school.passphrase), interface, "Room 12"),
        ]
        self.started_at = time.monotonic()
        self._process = subprocess.Popen(
            [*prefix, *command],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="console output")
        self._reader.start()

    def await_event(self, fits: Callable[[dict[str, Any]], bool], within_s: float) -> float:
        """When (monotonic seconds) the first event that fits was said; fails after `within_s`."""
        ends_at = time.monotonic() + within_s
        while True:
            try:
                event = self._said.get(timeout=max(0.001, ends_at - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"nothing that fits within {within_s} s")
            if fits(event):
                return float(event["at"])

    def await_state(self, state: str, within_s: float) -> float:
        return self.await_event(lambda event: event.get("state") == state, within_s)

    def await_picture(self, within_s: float) -> float:
        return self.await_event(lambda event: event["what"] == "picture", within_s)

    def heard(self) -> list[dict[str, Any]]:
        """Everything said and not yet waited for."""
        events = []
        while not self._said.empty():
            events.append(self._said.get())
        return events

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(json.loads(line))
