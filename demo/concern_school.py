"""The school of the scenario: who receives concerns, a hub, one pupil, one teacher's console."""

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from demo.accessibility import start_bus
from demo.children import Children
from demo.class_of_pupils import LOOPBACK, TEACHER, DemoSchool
from demo.displays import start_display
from demo.steps import await_that
from protocol.errors import HarbourError

LEAD = "Mr Okoye"
_LIST = "recipients.harbour"
_SIZE = {"width_px": 1280, "height_px": 800}


class Seat:
    """A person's display, and the bus on which its windows can be read aloud."""

    def __init__(self, children: Children, name: str, folder: Path) -> None:
        self.display = start_display(children, f"display-{name}", **_SIZE)
        environment = start_bus(children, f"bus-{name}", folder / f"bus-{name}")
        self.bus = environment["DBUS_SESSION_BUS_ADDRESS"]
        self.environment = {
            **environment,
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_SESSION_TYPE": "x11",
        }


class ConcernSchool:
    """A school in a temporary folder, with a post office.

    Args:
        folder: Private to this user; holds everything the school ever writes.
    """

    def __init__(self, folder: Path, children: Children) -> None:
        self._folder = folder
        self._children = children
        self._school = DemoSchool(folder, children)
        self.hub = folder / "hub"
        self.pupil = self._school.pupil_folder(0)
        self._port = 0
        self._hub: subprocess.Popen[bytes] | None = None
        self._hubs_started = 0

    def found(self) -> str:
        """Found it; add a teacher and a safeguarding lead."""
        self._school.found()
        self._school.add_staff(LEAD, "dsl", self._folder / "lead")
        return f"a technician's key, {TEACHER} (teacher) and {LEAD} (safeguarding lead)"

    def sign_recipients(self) -> str:
        """Sign, with the safeguarding root, who may receive concerns."""
        for name, more in (
            (LEAD, ("--title", "Safeguarding lead", "--duty", "dsl")),
            (TEACHER, ("--title", "Head of Year 8", "--looks-after", "Year 8")),
        ):
            self._school.admin(
                *("recipients", "add", name, *more, "--folder", str(self._school.root)),
                passphrase=self._school.safeguarding,
            )
        shutil.copy(self._school.root / _LIST, self._school.teacher)
        return (
            f"{TEACHER} and {LEAD}, by harbour-admin recipients; the console's folder has the list"
        )

    def admit_hub(self) -> str:
        """Let the hub make its key, start it, and admit it."""
        with socket.socket() as probe:
            probe.bind(("", 0))
            self._port = probe.getsockname()[1]
        request = self._folder / "hub.request"
        self._children.run("hub-request", [*self._hub_command(), "--request", str(request)])
        said = self._children.log_path("hub-request").read_text()
        mark = re.search(r"^  (\S+)$", said, re.MULTILINE)
        if mark is None:
            raise HarbourError("the hub read out no fingerprint")
        shutil.copy(self._school.root / _LIST, self.hub)
        self.start_hub()
        self._school.admin(
            *("hub", "add", str(request), "--school-folder", str(self._school.root)),
            *("--address", f"{LOOPBACK}:{self._port}", "--fingerprint", mark[1]),
            passphrase=self._school.passphrase,
        )
        return f"it listens on {LOOPBACK}:{self._port} and holds the roster"

    def start_hub(self) -> None:
        """Start the hub; wait until it listens."""
        self._hubs_started += 1
        name = f"hub-{self._hubs_started}"
        self._hub = self._children.start(name, self._hub_command())
        log = self._children.log_path(name)
        await_that(
            "hub that listens",
            lambda: True if b"listening on port" in log.read_bytes() else None,
            self._children,
        )

    def kill_hub(self) -> None:
        """Send the hub SIGKILL."""
        if self._hub is not None:
            self._children.kill(self._hub)

    def waiting(self) -> tuple[int, int]:
        """Return how many envelopes the hub's disk holds, and their bytes, by `--status`."""
        name = "hub-status"
        self._children.run(name, [*self._hub_command(), "--status"])
        told = json.loads(self._children.log_path(name).read_text())
        return int(told["waiting"]), int(told["waiting_bytes"])

    def admit_pupil(self, seat: Seat) -> str:
        """Start the pupil's client, and admit the computer."""
        self._school.start_pupil(0, display=seat.display, more=seat.environment)
        found, admitted = self._school.admit(1)
        if not admitted:
            raise HarbourError(f"{found} computers were found and none admitted")
        return "found, admitted, and told by the technician's tool"

    def start_console(self, seat: Seat) -> None:
        """Start the teacher's console, without a lesson."""
        command = [
            *(sys.executable, "-m", "teacher_console", "--data", str(self._school.teacher)),
            *("--passphrase-file", str(self._school.passphrase), "--interface", LOOPBACK),
        ]
        self._children.start("console", command, environment=seat.environment)

    def hub_files(self) -> list[Path]:
        """Return everything the hub has written: its whole folder and its logs."""
        return [self.hub, *sorted(self._folder.glob("hub-*.log"))]

    def pupil_files(self) -> list[Path]:
        """Return everything the pupil's client has written: its whole folder and its log."""
        return [self.pupil, self._children.log_path("client-0")]

    def _hub_command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "school_hub", "--school", str(self._school.school_file)),
            *("--data", str(self.hub), "--listen", LOOPBACK, "--port", str(self._port)),
        ]
