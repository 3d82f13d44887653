"""A class of simulated pupils in a lab: recordings made here, keys in the school's real roster."""

import datetime as dt
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.harbour import ROOM, Harbour, device_name
from benchmarks.lab import Lab, Process, ask, lab
from protocol.trust.admission_request import DEVICE_REQUEST, read_request, request_file
from protocol.trust.keyfile import device_key_file
from protocol.trust.keys import DeviceKeys
from teacher_console.school.roster_editing import add_devices, sign_roster
from teacher_console.school.school_folder import SchoolFolder
from tests.helpers.real_school import PASSPHRASE

RECORDED_S = 20.0
"""Two turns of the slowest desktop."""
PORT = 48500
_PATIENCE_S = 60.0


def record_desktops(kinds: Sequence[str], folder: Path) -> dict[str, Path]:
    """Record each kind of desktop on a display of its own, all at once; return the files."""
    files = {kind: folder / f"{kind}.recording" for kind in kinds}
    with lab(0) as room:
        recorders = []
        for kind, path in files.items():
            display = room.display()
            room.desktop(kind, display.name)
            command = [sys.executable, "-m", "benchmarks.recording", str(path), str(RECORDED_S)]
            recorders.append(room.start(command, f"recorder-{kind}", display=display.name))
        for recorder in recorders:
            if recorder.wait(RECORDED_S + _PATIENCE_S) != 0:
                raise RuntimeError("a desktop could not be recorded")
    return files


class SimulatedPupils:
    """Pupils of `harbour`'s school, all in one process on one host.

    Args:
        host: Where they run.

    Attributes:
        process: Plays them.
        arguments: With which a console finds them.
    """

    def __init__(
        self,
        room: Lab,
        harbour: Harbour,
        *,
        count: int,
        recordings: Sequence[Path],
        host: int = 1,
        first: int = 1,
    ) -> None:
        numbers = range(first, first + count)
        keys = enrol(harbour, numbers)
        address = room.lan.address(host)
        self.process = start_replay(room, harbour, keys, recordings, host)
        places = [
            f"{device_name(number)},{address}:{PORT + offset}"
            for offset, number in enumerate(numbers)
        ]
        path = room.folder / "addresses.csv"
        path.write_text("\n".join(["device,address", *places]) + "\n")
        self.arguments = ("--addresses", str(path))
        self.order("go")

    def order(self, order: str) -> dict[str, Any]:
        """Give an order of `benchmarks.replay`; return its counts."""
        found: dict[str, Any] = json.loads(ask(self.process, order))
        return found

    def await_steady(self, quiet_s: float = 2.0) -> int:
        """Wait until no further pupil is asked for pictures; return how many are.

        Raises:
            TimeoutError: None ever was.
        """
        ends_at = time.monotonic() + _PATIENCE_S
        asked, changed_at = 0, time.monotonic()
        while time.monotonic() < ends_at:
            now_asked = self.order("count")["asked"]
            if now_asked != asked:
                asked, changed_at = now_asked, time.monotonic()
            if asked and time.monotonic() - changed_at > quiet_s:
                return asked
            time.sleep(0.25)
        if not asked:
            raise TimeoutError("the console asked no simulated pupil for a picture")
        return asked


def start_replay(
    room: Lab, harbour: Harbour, keys: Path, recordings: Sequence[Path], host: int, *more: str
) -> Process:
    """Start the simulated devices whose key files are in `keys`; they wait for "go".

    Args:
        more: Further arguments of `benchmarks.replay`.
    """
    command = [
        # The console has a computer of its own in a school: nothing simulated may slow it here.
        *("nice", "-n", "10", sys.executable, "-m", "benchmarks.replay"),
        *(str(harbour.school.root / name) for name in ("school.harbour", "roster.harbour")),
        *(str(keys), *map(str, recordings)),
        *("--listen", room.lan.address(host), "--port", str(PORT), *more),
    ]
    return room.start(command, f"replay-{host}", host=host)


def enrol(harbour: Harbour, numbers: range) -> Path:
    """Put devices into the school's roster; return the folder of their key files."""
    school_folder = SchoolFolder(harbour.school.root)
    school = school_folder.school()
    folder = harbour.school.folder / "simulated-keys"
    folder.mkdir()
    admitted = []
    for number in numbers:
        keys = DeviceKeys.generate()
        (folder / f"{number:04}.key").write_bytes(device_key_file(keys))
        request = request_file(DEVICE_REQUEST, device_name(number), keys, school)
        admitted.append(
            (read_request(DEVICE_REQUEST, request, where=number), device_name(number), ROOM)
        )
    roster = add_devices(school_folder.roster(school).body, admitted, now=dt.datetime.now(dt.UTC))
    root = school_folder.deployment_keys(PASSPHRASE, school)
    school_folder.save_roster(sign_roster(roster, root))
    harbour.school.hand_over_roster()
    return folder
