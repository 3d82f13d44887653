"""T02 across a real network: three real clients started from copies of one disk."""

import contextlib
import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.console_process import ConsoleProcess
from tests.helpers.displays import needs_xvfb, running_display
from tests.helpers.lan import Lan, needs_lan, throw_away_lan
from tests.helpers.real_school import ADMIN, SchoolOnDisk

MACHINE_ID = Path("/etc/machine-id")
CONSOLE, ORIGINAL, COPIES = 0, 1, (2, 3)
ROOT = Path(__file__).parents[2]

pytestmark = [
    needs_lan,
    needs_xvfb,
    pytest.mark.skipif(not MACHINE_ID.exists(), reason="this system has no machine id to replace"),
]


@dataclasses.dataclass
class Computers:
    """Hosts of one LAN, each with a disk of its own in `folder`."""

    lan: Lan
    school: SchoolOnDisk
    folder: Path
    screen: dict[str, str]
    ending: contextlib.ExitStack

    def disk(self, host: int) -> Path:
        return self.folder / f"disk-{host}"

    def copy_disk(self, host: int) -> None:
        shutil.copytree(self.disk(ORIGINAL), self.disk(host))

    def start(self, host: int, machine: str) -> "subprocess.Popen[str]":
        """The client on `host`, on a machine that calls itself `machine`."""
        identity = self.folder / f"machine-id-{machine}"
        identity.write_text(f"{machine * 32}\n")
        log = self.ending.enter_context(self.log(host).open("wb"))
        # `ip netns exec` gives the command mounts of its own, so this replaces nobody else's file.
        inside = ["sh", "-c", f'mount --bind "{identity}" {MACHINE_ID} && exec "$@"', "sh"]
        client = [
            *(sys.executable, "-m", "student_client", "--data", str(self.disk(host))),
            *("--school", str(self.school.root / "school.harbour")),
            *("--interface", self.lan.address(host), "--listen", self.lan.address(host)),
            *("--device-name", f"pc-{host}", "--pupil-name", "Zebedee Quill"),
        ]
        process = self.lan.popen(host, [*inside, *client], cwd=ROOT, env=self.screen, stderr=log)
        self.ending.callback(process.wait, 10)
        self.ending.callback(process.terminate)
        return process

    def log(self, host: int) -> Path:
        return self.folder / f"client-{host}.log"

    def admit(self, found: int) -> None:
        """Admit whoever is new, once so many are found."""
        admit = [
            *ADMIN,
            *("admit", "--school-folder", str(self.school.root), "--room", "Room 12"),
            *("--yes", "--interface", self.lan.address(CONSOLE), "--wait-s", "20"),
            *("--expect", str(found), "--passphrase-file", str(self.school.passphrase)),
        ]
        process = self.lan.popen(CONSOLE, admit, cwd=ROOT, stderr=subprocess.DEVNULL)
        assert process.wait(60) == 0
        self.school.hand_over_roster()

    @contextlib.contextmanager
    def console(self) -> Iterator[ConsoleProcess]:
        inside = ["ip", "netns", "exec", self.lan.namespace(CONSOLE)]
        console = ConsoleProcess(self.school, self.lan.address(CONSOLE), prefix=inside)
        try:
            yield console
        finally:
            console.close()


@pytest.fixture
def computers(school_on_disk: SchoolOnDisk, tmp_path: Path) -> Iterator[Computers]:
    """One admitted computer, switched off, and two empty ones."""
    with contextlib.ExitStack() as ending:
        lan = ending.enter_context(throw_away_lan(4))
        display = ending.enter_context(running_display())
        screen = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
        computers = Computers(lan, school_on_disk, tmp_path, screen, ending)
        original = computers.start(ORIGINAL, "a")
        computers.admit(1)
        original.terminate()
        original.wait(10)
        for host in COPIES:
            computers.copy_disk(host)
        yield computers


def test_t02_copies_on_other_machines_make_their_own_keys_and_wait_to_be_admitted(
    computers: Computers,
) -> None:
    for host, machine in ((ORIGINAL, "a"), *zip(COPIES, "bc", strict=True)):
        computers.start(host, machine)
    computers.admit(3)
    for host in COPIES:
        assert "must admit this device anew" in computers.log(host).read_text()
    keys = {(computers.disk(host) / "device.key").read_bytes() for host in (ORIGINAL, *COPIES)}
    assert len(keys) == 3
    with computers.console() as console:
        waiting = {f"pc-{host}" for host in (ORIGINAL, *COPIES)}

        def are_all_in_the_lesson(event: dict[str, Any]) -> bool:
            if event.get("state") in {"starting", "live", "withheld"}:
                waiting.discard(event["who"])
            return not waiting

        console.await_event(are_all_in_the_lesson, within_s=25)


def test_t02_copies_that_claim_to_be_the_same_machine_raise_the_alarm(
    computers: Computers,
) -> None:
    for host in (ORIGINAL, *COPIES):
        computers.start(host, "a")
    with computers.console() as console:
        console.await_state("duplicate", within_s=30)
        console.heard()
        with pytest.raises(pytest.fail.Exception):
            console.await_picture(within_s=8)
