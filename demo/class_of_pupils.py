"""The throw-away school: founded, staffed and filled by the real command line tools."""

import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from demo.children import Children
from demo.displays import start_display
from teacher_console.school.staff_request import read_staff_request, request_fingerprint
from teacher_console.school.unlocking import ROSTER_NAME

ROOM = "Room 12"
TEACHER = "Ms Patel"
LOOPBACK = "127.0.0.1"
_ADMIT_WAITS_S = (30, 5, 10)
_PUPILS = (
    "Amira Khan",
    "Ben Carter",
    "Chloe Okafor",
    "Daniel Nowak",
    "Elin Rhys",
    "Farid Rahimi",
    "Grace Lindqvist",
    "Hugo Martins",
    "Isla McLeod",
    "Jonas Weber",
)


class DemoSchool:
    """A school in a temporary folder.

    Args:
        folder: Private to this user; holds everything the school ever writes.
    """

    def __init__(self, folder: Path, children: Children) -> None:
        self._folder = folder
        self._children = children
        self.root = folder / "school"
        self.teacher = folder / "teacher"
        self.passphrase = _passphrase_file(folder / "passphrase")
        self.safeguarding = _passphrase_file(folder / "passphrase-safeguarding")
        self.school_file = self.root / "school.harbour"

    def found(self) -> None:
        """Found it and add one teacher."""
        self.admin(
            *("found", str(self.root), "--name", "Oak School"),
            *("--safeguarding-passphrase-file", str(self.safeguarding)),
            passphrase=self.passphrase,
        )
        self.add_staff(TEACHER, "teacher", self.teacher)

    def add_staff(self, name: str, role: str, folder: Path) -> None:
        """Make a key in `folder`, compare its mark and add the person to the roster."""
        self.admin(
            *("staff", "request", "--name", name, "--role", role),
            *("--out", str(folder), "--school", str(self.school_file)),
            passphrase=self.passphrase,
        )
        [request] = folder.glob("*.request")
        mark = request_fingerprint(read_staff_request(request.read_bytes(), where=request))
        self.admin(
            *("staff", "add", str(request), "--school-folder", str(self.root)),
            *("--rooms", ROOM if role == "teacher" else "", "--fingerprint", mark),
            passphrase=self.passphrase,
        )

    def start_pupil(
        self,
        number: int,
        *,
        display: str | None = None,
        is_painted: bool = False,
        more: Mapping[str, str] | None = None,
    ) -> "subprocess.Popen[bytes]":
        """Start a pupil's client.

        Args:
            display: Shares this X display; None shares one of its own with a desktop on it.
            is_painted: Paints a desktop of its own instead of looking at a display.
            more: Added to the client's environment.
        """
        environment = {}
        if is_painted and sys.platform == "linux":
            environment = {"QT_QPA_PLATFORM": "offscreen"}  # the light, too, is shown to nobody
        if not is_painted:
            if display is None:
                display = start_display(self._children, f"display-{number}")
                environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
                self._children.start(
                    f"desktop-{number}",
                    [sys.executable, "-m", "demo.desktop", str(number)],
                    environment=environment,
                )
            environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_SESSION_TYPE": "x11"}
        module = ["demo.painted_client"] if is_painted else ["student_client"]
        command = [
            *(sys.executable, "-m", *module),
            *("--data", str(self.pupil_folder(number)), "--school", str(self.school_file)),
            *("--listen", LOOPBACK, "--port", "0", "--interface", LOOPBACK),
            *("--device-name", f"pc-{number + 1:02}", "--pupil-name", pupil_name(number)),
        ]
        environment = {**environment, **(more or {})}
        return self._children.start(f"client-{number}", command, environment=environment)

    def pupil_folder(self, number: int) -> Path:
        """Return the data folder of a pupil's client."""
        return self._folder / f"pupil-{number}"

    def admit(self, pupils: int) -> tuple[int, int]:
        """Admit our devices as a technician does, again where some were slow or others' came first.

        Returns how many of ours were found, and how many admitted.
        """
        report_path = self._folder / "admitted.json"
        admitted = found = 0
        for wait_s in _ADMIT_WAITS_S:
            expect = ["--expect", str(pupils)] if not admitted else []
            self.admin(
                *("admit", "--school-folder", str(self.root), "--room", ROOM, "--yes"),
                *("--interface", LOOPBACK, "--wait-s", str(wait_s), *expect),
                *("--json", str(report_path)),
                passphrase=self.passphrase,
            )
            report = json.loads(report_path.read_text())
            admitted += int(report["admitted"])
            found = max(found, int(report["found"]) - len(report["refused"]))
            if admitted >= pupils:
                break
        roster = (self.root / "roster.harbour").read_bytes()
        (self.teacher / ROSTER_NAME).write_bytes(roster)
        return found, admitted

    def admin(self, *arguments: str, passphrase: Path) -> None:
        """Run `harbour-admin`.

        Raises:
            ChildEndedError: It did not end well.
        """
        command = [sys.executable, "-m", "teacher_console.school", *arguments]
        self._children.run("admin", [*command, "--passphrase-file", str(passphrase)])

    def start_console(
        self, display: str | None, *, platform: str | None = None
    ) -> tuple["subprocess.Popen[bytes]", float]:
        """Start the console with a lesson open; return it and when (monotonic seconds)."""
        environment = {}
        if display is not None:
            environment["DISPLAY"] = display
        if platform is not None:
            environment["QT_QPA_PLATFORM"] = platform
        command = [
            *(sys.executable, "-m", "teacher_console", "--data", str(self.teacher)),
            *("--passphrase-file", str(self.passphrase), "--open-lesson", ROOM),
            *("--interface", LOOPBACK),
        ]
        started_at = time.monotonic()
        return self._children.start("console", command, environment=environment), started_at

    def pictures_sent(self, pupils: Iterable[int]) -> int:
        """Return how many pictures the pupils' own histories count. After the clients ended."""
        total = 0
        for number in pupils:
            path = self.pupil_folder(number) / "watched.jsonl"
            for line in path.read_text().splitlines() if path.exists() else []:
                total += int(json.loads(line).get("pictures", 0)) if line else 0
        return total


def _passphrase_file(path: Path) -> Path:
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(24) + "\n")
    return path


def pupil_name(number: int) -> str:
    """Return who sits at the computer with this number, from 0."""
    again = number // len(_PUPILS)
    name = _PUPILS[number % len(_PUPILS)]
    return f"{name} {again + 1}" if again else name
