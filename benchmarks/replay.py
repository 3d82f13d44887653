"""Simulated pupils: the real device side of every link, with recorded screens. A program.

    python -m benchmarks.replay SCHOOL ROSTER KEYS RECORDING [RECORDING ...] --listen ADDRESS

Each device has keys of its own in the real roster, a door of its own, and answers as the client
does. Obeys lines, each answered by its counts as a line of JSON: "go" listens and announces,
"leave" lets one device after another say goodbye, "again" forgets when a watch first began, "count"
only counts. Ends with its input.
"""

import argparse
import dataclasses
import datetime as dt
import json
import logging
import random
import secrets
import sys
import time
from pathlib import Path

from benchmarks.recording import Recording, read_recording
from benchmarks.replayed_screen import ReplayedScreen
from protocol.program import run_program
from protocol.transport.io_thread import IoThread
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.document import Signed
from protocol.trust.keyfile import read_device_key_file
from protocol.trust.keys import DeviceKeys
from protocol.trust.roster import Roster, read_roster
from protocol.trust.school_file import School
from protocol.vocabulary import ViewReason
from student_client.classroom.announcer import Announcer
from student_client.classroom.answers import Myself
from student_client.classroom.attendance import Attendance
from student_client.classroom.membership import Membership
from student_client.classroom.visits import Visits
from student_client.device_folder import load_school
from student_client.openness.watching import Watching
from student_client.screen.sharing import ScreenSharing
from student_client.screen.viewing import ViewSharing


class LitSign:
    """A watching light that is always seen: nobody sits before a simulated screen."""

    def is_shown(self, now: float) -> bool:
        """It is."""
        del now
        return True


class FirstWatch:
    """A history that remembers only when the first watch of all devices began."""

    def __init__(self) -> None:
        self.at: float | None = None

    def began(self, who: str, role: str, lesson: str, reason: ViewReason | None) -> str:
        """Note it."""
        del who, role, lesson, reason
        self.at = self.at or time.monotonic()
        return ""

    def ended(self, watch_id: str, pictures: int) -> None:
        """Keep nothing."""


class NoStore:
    """Rosters are not kept."""

    def save(self, roster: Signed[Roster]) -> None:
        """Do nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class SimulatedDevice:
    """One device without its door."""

    keys: DeviceKeys
    membership: Membership
    visits: Visits
    screen: ReplayedScreen


def simulated_device(
    io: IoThread,
    school: School,
    roster: Signed[Roster],
    keys: DeviceKeys,
    screen: ReplayedScreen,
    history: FirstWatch,
) -> SimulatedDevice:
    """Join the client's own parts around a screen that is replayed."""
    membership = Membership(
        school=school, keys=keys, roster=roster, store=NoStore(), utc_now=_utc_now
    )
    sharing = ScreenSharing(loop=io, capture=screen, sign=LitSign())
    watching = Watching(history=history, on_watchers=lambda _: None)
    attendance = Attendance(
        loop=io, membership=membership, sharing=sharing, watching=watching, utc_now=_utc_now
    )
    device, instance = membership.device, secrets.token_bytes(16)
    name = device.name if device is not None else "not admitted"
    visits = Visits(
        loop=io,
        membership=membership,
        attendance=attendance,
        sharing=sharing,
        views=ViewSharing(loop=io, capture=screen, sign=LitSign()),
        watching=watching,
        myself=lambda: Myself(name, f"Pupil of {name}", instance, "replay", "A recording."),
    )
    screen.visits = visits
    return SimulatedDevice(keys, membership, visits, screen)


class SimulatedClass:
    """Devices on consecutive ports of one address.

    Args:
        recordings: Given to the devices in turn.
        is_announced: By zeroconf too.
    """

    def __init__(
        self,
        school: School,
        roster: Signed[Roster],
        keys: list[DeviceKeys],
        recordings: list[Recording],
        *,
        listen: str,
        port: int,
        is_announced: bool,
    ) -> None:
        self._listen, self._port = listen, port
        self._io = IoThread("io", lambda _: sys.exit(1))
        self.history = FirstWatch()
        self._announcers: list[Announcer] = []
        self._leaving = 0
        phases = random.Random(1)  # noqa: S311  # the same at every run
        self.devices = [
            simulated_device(
                self._io,
                school,
                roster,
                each,
                ReplayedScreen(self._io, recordings[number % len(recordings)], phases.random()),
                self.history,
            )
            for number, each in enumerate(keys)
        ]
        if is_announced:
            self._announcers = [
                Announcer(device.membership.own_key, interfaces=(listen,), port=port + number)
                for number, device in enumerate(self.devices)
            ]

    def go(self) -> None:
        """Listen, and announce if that was asked for."""
        ZapHandler(self._io, self.devices[0].membership.problem_with)  # all hold one roster
        for number, device in enumerate(self.devices):
            device.visits.serve_at(
                CurveServer(
                    self._io,
                    own=device.keys.transport,
                    address=self._listen,
                    port=self._port + number,
                    on_data=device.visits.on_data,
                )
            )
        self._io.start()
        for announcer in self._announcers:
            announcer.start()

    def count(self) -> dict[str, float | None]:
        """Return what was sent, and how many devices were asked for a picture lately."""
        now = time.monotonic()
        return {
            "asked": sum(device.screen.pictures > 0 for device in self.devices),
            "pictures": sum(device.screen.pictures for device in self.devices),
            "picture_bytes": sum(device.screen.picture_bytes for device in self.devices),
            "first_watch_at": self.history.at,
            "at": now,
        }

    def leave(self) -> None:
        """Let the next device say goodbye; consoles find it again by themselves."""
        device = self.devices[self._leaving % len(self.devices)]
        self._leaving += 1
        self._io.post(device.visits.leave)

    def close(self) -> None:
        """Say goodbye and end."""
        for device in self.devices:
            self._io.post(device.visits.leave)
        for announcer in self._announcers:
            announcer.close()
        self._io.stop()


def _run() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("school", type=Path)
    parser.add_argument("roster", type=Path)
    parser.add_argument("keys", type=Path, help="folder of device key files, one for each device")
    parser.add_argument("recordings", type=Path, nargs="+")
    parser.add_argument("--listen", required=True)
    parser.add_argument("--port", type=int, default=48500)
    parser.add_argument("--announce", action="store_true")
    given = parser.parse_args()
    school = load_school(given.school)
    simulated = SimulatedClass(
        school,
        read_roster(given.roster.read_bytes(), where=given.roster, school=school),
        [read_device_key_file(p.read_bytes(), where=p) for p in sorted(given.keys.iterdir())],
        [read_recording(path) for path in given.recordings],
        listen=given.listen,
        port=given.port,
        is_announced=given.announce,
    )
    try:
        for line in sys.stdin:
            order = line.strip()
            if order == "go":
                simulated.go()
            elif order == "leave":
                simulated.leave()
            elif order == "again":
                simulated.history.at = None
            sys.stdout.write(json.dumps(simulated.count()) + "\n")
            sys.stdout.flush()
    finally:
        simulated.close()
    return 0


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


if __name__ == "__main__":
    sys.exit(run_program("replay", _run, log_level=logging.WARNING))
