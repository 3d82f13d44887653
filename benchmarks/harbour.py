"""Harbour in a lab: a school founded by its own tools, clients, and the console with a lesson."""

import subprocess
import sys
from pathlib import Path

from benchmarks.lab import CONSOLE, Lab, Process
from benchmarks.peer import Peer
from tests.helpers.real_school import SchoolOnDisk

ROOM = "Room 12"
PORT = 48480
_ROOT = Path(__file__).parents[1]


class Harbour(Peer):
    """The project itself."""

    name = "Harbour"

    def __init__(self, room: Lab, pupils: int) -> None:
        super().__init__(room, pupils)
        folder = room.folder / "harbour"
        folder.mkdir()
        self._folder = folder
        self.school = SchoolOnDisk(folder)
        self.school.found()

    def start_pupils(self, display: str) -> None:
        """Start every client, and admit them all."""
        for number in range(1, self.count + 1):
            address = self.room.lan.address(number)
            command = [
                *(sys.executable, "-m", "student_client"),
                *("--data", str(self.pupil_folder(number))),
                *("--school", str(self.school.root / "school.harbour")),
                *("--interface", address, "--listen", address, "--port", str(PORT)),
                *("--device-name", device_name(number), "--pupil-name", f"Pupil {number}"),
            ]
            name = f"harbour-pupil-{number}"
            client = self.room.start(command, name, host=number, display=display)
            self.pupils.append(self._keep(client))
        admit = [
            *(sys.executable, "-m", "teacher_console.school"),
            *("admit", "--school-folder", str(self.school.root), "--room", ROOM, "--yes"),
            *("--interface", self.room.lan.address(CONSOLE), "--wait-s", "60"),
            *("--expect", str(self.count), "--passphrase-file", str(self.school.passphrase)),
        ]
        subprocess.run(
            ["ip", "netns", "exec", self.room.lan.namespace(CONSOLE), *admit],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=90,
        )
        self.school.hand_over_roster()

    def start_console(
        self, display: str, *more: str, module: str = "teacher_console", has_lesson: bool = True
    ) -> Process:
        """Start the console with a lesson open.

        Args:
            more: Further arguments.
            module: Another program that takes the console's arguments.
        """
        command = [
            *(sys.executable, "-m", module, "--data", str(self.school.teacher)),
            *("--passphrase-file", str(self.school.passphrase)),
            *("--interface", self.room.lan.address(CONSOLE)),
            *(("--open-lesson", ROOM) if has_lesson else ()),
            *more,
        ]
        console = self.room.start(command, "harbour-console", host=CONSOLE, display=display)
        return self._keep(console)

    def start_full_view(self, display: str) -> Process:
        """Start the console with a lesson, and the first pupil in full view."""
        return self.start_console(display, "--open-view", device_name(1))

    def pupil_folder(self, number: int) -> Path:
        """Return where a client keeps its files."""
        return self._folder / f"pupil-{number}"


def device_name(number: int) -> str:
    """Return what the roster calls the pupil's device of this number, from 1."""
    return f"pc-{number:02}"
