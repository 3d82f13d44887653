"""A real `harbour-hub` in a process of its own, for a school in memory."""

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

from protocol.identifiers import TransportKey
from protocol.trust.document import Signed
from protocol.trust.keyfile import device_key_file
from protocol.trust.recipients import RECIPIENTS, RecipientsList
from protocol.trust.roster import ROSTER, Roster
from protocol.trust.school_file import SCHOOL_FILE
from tests.helpers.school import PostOffice, SchoolInMemory

COMMAND = (sys.executable, "-m", "school_hub")


class HubProcess:
    """Starts, stops and kills one hub; its folder lasts from start to start.

    Args:
        command: Program that takes the hub's arguments.
        database: URL; empty is SQLite in the folder.
    """

    def __init__(
        self,
        folder: Path,
        school: SchoolInMemory,
        hub: PostOffice,
        roster: Signed[Roster] | None,
        recipients: Signed[RecipientsList] | None = None,
        *,
        database: str = "",
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        self.data = folder / "hub"
        self.data.mkdir(mode=0o700)
        self.school_path = folder / "school.harbour"
        self.key: TransportKey = hub.key
        self.port = 0
        self.said: list[str] = []
        self._command = command
        self._database = database
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        signed = SCHOOL_FILE.sign(school.school, school.deployment.signing.secret)
        self.school_path.write_bytes(SCHOOL_FILE.to_file(signed))
        self._write("hub.key", device_key_file(hub.keys))
        if roster is not None:
            self._write("roster.harbour", ROSTER.to_file(roster))
        if recipients is not None:
            self._write("recipients.harbour", RECIPIENTS.to_file(recipients))

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def arguments(self, *more: str) -> list[str]:
        whole = ["--school", str(self.school_path), "--data", str(self.data)]
        whole += ["--listen", "127.0.0.1", "--port", str(self.port), *more]
        return [*whole, "--database", self._database] if self._database else whole

    def start(self, *more: str) -> Self:
        """Start and wait until it listens; the next start takes the same port."""
        self._process = subprocess.Popen(
            [*self._command, *self.arguments(*more)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        listening = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(self._process, listening))
        self._reader.start()
        assert listening.wait(20), self.said
        assert self.port, self.said
        return self

    def wait(self) -> int:
        """The exit status, when it ended."""
        assert self._process is not None
        assert self._reader is not None
        status = self._process.wait(20)
        self._reader.join(5)
        return status

    def stop(self) -> int:
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _write(self, name: str, data: bytes) -> None:
        path = self.data / name
        path.touch(mode=0o600)
        path.write_bytes(data)

    def _read(self, process: "subprocess.Popen[str]", listening: threading.Event) -> None:
        assert process.stderr is not None
        with process.stderr:
            for line in process.stderr:
                self.said.append(line.rstrip())
                if found := re.search(r"listening on port (\d+)", line):
                    self.port = int(found[1])
                    listening.set()
        listening.set()  # it ended
