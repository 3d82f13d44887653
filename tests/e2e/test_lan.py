"""A class across a real network: namespaces, a switch, cables that are pulled, a machine that lies.

The pupil's side is the real client on a real display; the console's is the real class, finder and
links without the window.
"""

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.trust.roster import read_roster
from protocol.trust.school_file import read_school
from tests.helpers.capture import tcp_payloads
from tests.helpers.console_process import ConsoleProcess
from tests.helpers.displays import needs_xvfb, running_display
from tests.helpers.lan import Lan, needs_lan, throw_away_lan
from tests.helpers.real_school import ADMIN, SchoolOnDisk

pytestmark = [needs_lan, needs_xvfb]

CONSOLE, PUPIL, ROGUE = 0, 1, 2
PORT = 48480
ROOT = Path(__file__).parents[2]


@dataclasses.dataclass
class Class:
    lan: Lan
    school: SchoolOnDisk
    pupil_folder: Path
    recording: Path
    pupil_log: Path

    def console(self) -> ConsoleProcess:
        inside = ["ip", "netns", "exec", self.lan.namespace(CONSOLE)]
        return ConsoleProcess(self.school, self.lan.address(CONSOLE), prefix=inside)

    def watches(self) -> list[str]:
        path = self.pupil_folder / "watched.jsonl"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture(scope="module")
def room(founded_school: SchoolOnDisk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """One pupil on a LAN, admitted; everything that crosses the switch is recorded."""
    folder = tmp_path_factory.mktemp("lan")
    recording, log_path, data = folder / "wire", folder / "client.log", folder / "pupil"
    school = founded_school.copied_to(folder / "school")
    with throw_away_lan(3) as lan, running_display() as display, log_path.open("wb") as log:
        processes = [
            lan.popen_at_switch(
                [sys.executable, "-m", "tests.helpers.capture", f"p{PUPIL}", str(recording)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
            )
        ]
        assert processes[0].stdout is not None
        assert processes[0].stdout.readline() == "ready\n"
        screen = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
        try:
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "demo.desktop", "1"], cwd=ROOT, env=screen, text=True
                )
            )
            client = [
                *(sys.executable, "-m", "student_client", "--data", str(data)),
                *("--school", str(school.root / "school.harbour")),
                *("--interface", lan.address(PUPIL), "--listen", lan.address(PUPIL)),
                *("--port", str(PORT), "--device-name", "pc-01", "--pupil-name", "Zebedee Quill"),
            ]
            processes.append(lan.popen(PUPIL, client, cwd=ROOT, env=screen, stderr=log))
            admit = [
                *ADMIN,
                *("admit", "--school-folder", str(school.root), "--room", "Room 12"),
                *("--yes", "--interface", lan.address(CONSOLE), "--wait-s", "20"),
                *("--expect", "1", "--passphrase-file", str(school.passphrase)),
            ]
            assert lan.popen(CONSOLE, admit, cwd=ROOT, stderr=subprocess.DEVNULL).wait(40) == 0
            school.hand_over_roster()
            yield Class(lan, school, data, recording, log_path)
        finally:
            for process in processes:
                process.terminate()
                process.wait(10)
                if process.stdout is not None:
                    process.stdout.close()


@pytest.fixture
def console(room: Class) -> Iterator[ConsoleProcess]:
    console = room.console()
    yield console
    console.close()


def test_a_lesson_across_the_network_is_live_within_six_seconds(
    console: ConsoleProcess,
) -> None:
    live_at = console.await_picture(within_s=8)
    assert live_at - console.started_at < 8


def test_a_pulled_cable_is_grey_at_three_lost_at_five_and_live_again_within_five_seconds(
    room: Class, console: ConsoleProcess
) -> None:
    console.await_picture(within_s=8)
    room.lan.pull_cable(PUPIL)
    pulled_at = time.monotonic()
    try:
        quiet_at = console.await_state("quiet", within_s=6)
        lost_at = console.await_state("lost", within_s=6)
        console.heard()
        with pytest.raises(pytest.fail.Exception):
            console.await_picture(within_s=4)
    finally:
        room.lan.plug_cable(PUPIL)
    healed_at = time.monotonic()
    fresh_at = console.await_picture(within_s=8)
    assert 1.9 <= quiet_at - pulled_at <= 4.5  # silence counts from the last sign of life
    assert 3.9 <= lost_at - pulled_at <= 6.5
    assert fresh_at - healed_at <= 5.0


def test_t08_a_machine_that_lies_gets_nothing_and_the_real_console_is_served(
    room: Class,
) -> None:
    key = _pupil_key(room)
    watches = room.watches()
    attack = room.lan.popen(
        ROGUE,
        [
            *(sys.executable, "-m", "tests.helpers.rogue", room.lan.address(ROGUE), key.hex()),
            f"{room.lan.address(PUPIL)}:{PORT}",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    honest = room.console()
    try:
        live_at = honest.await_picture(within_s=12)
        assert attack.wait(30) == 0
        assert attack.stdout is not None
        assert attack.stdout.read().strip() == "0"  # bytes the stranger was given
        honest.heard()
        honest.await_picture(within_s=6)  # the forged goodbye took nobody away
    finally:
        attack.kill()
        attack.wait()
        if attack.stdout is not None:
            attack.stdout.close()
        honest.close()
    assert live_at - honest.started_at <= 10
    who = {json.loads(line)["who"] for line in room.watches() if '"began"' in line}
    assert who == {"Ms Patel"}
    assert len(room.watches()) > len(watches)
    assert "refused at the door" in room.pupil_log.read_text()


def test_t03_nothing_of_a_lesson_can_be_read_on_the_wire(
    room: Class, console: ConsoleProcess
) -> None:
    console.await_picture(within_s=8)
    assert len(tcp_payloads(room.recording, from_port=PORT)) > 10_000  # pictures did cross it
    wire = room.recording.read_bytes()
    secrets = [b"Zebedee", b"Quill", b"Patel", b"A test lesson", b"Room 12", b"Oak School"]
    secrets += [b"\xff\xd8\xff", b"JFIF", b"RIFF", b"WEBPVP8"]
    secrets += [read_school(_school_file(room), where="").body.enrolment.token]
    assert [secret for secret in secrets if secret in wire] == []


def test_t04_replaying_every_byte_that_was_sent_to_a_device_does_nothing(
    room: Class, console: ConsoleProcess
) -> None:
    console.await_picture(within_s=8)
    console.close()
    recorded = tcp_payloads(room.recording, to_port=PORT)
    assert len(recorded) > 1000
    before = room.watches()
    replay = (
        "import socket,sys,time\n"
        f"s=socket.create_connection(('{room.lan.address(PUPIL)}',{PORT}),5)\n"
        "data=sys.stdin.buffer.read(); s.sendall(data); s.settimeout(3); got=0\n"
        "try:\n"
        "    while (part:=s.recv(65536)): got+=len(part)\n"
        "except OSError: pass\n"
        "print(got)"
    )
    process = subprocess.Popen(
        ["ip", "netns", "exec", room.lan.namespace(ROGUE), sys.executable, "-c", replay],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    answered, _ = process.communicate(recorded, timeout=30)
    assert int(answered) < 400  # a greeting and at most a handshake's welcome, never a picture
    began = [line for line in room.watches() if '"began"' in line]
    assert began == [line for line in before if '"began"' in line]


def test_a_silent_connection_keeps_nobody_waiting(room: Class) -> None:
    hold = (
        "import socket,sys\n"
        f"a=('{room.lan.address(PUPIL)}',{PORT})\n"
        "s=[socket.create_connection(a,5) for _ in range(100)]\n"
        "print('held',flush=True); sys.stdin.read()"
    )
    process = room.lan.popen(
        ROGUE, [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "held\n"
    honest = room.console()
    try:
        honest.await_picture(within_s=8)
    finally:
        honest.close()
        process.stdin.close()
        process.wait(5)
        process.stdout.close()


def test_t18_a_revoked_teacher_is_out_within_sixty_seconds(
    room: Class, console: ConsoleProcess
) -> None:
    console.await_picture(within_s=8)
    revoke = [
        *ADMIN,
        *("revoke", "--school-folder", str(room.school.root), "--staff", "Ms Patel"),
        *("--interface", room.lan.address(CONSOLE), "--wait-s", "2"),
        *("--passphrase-file", str(room.school.passphrase)),
    ]
    backup = (room.school.root / "roster.harbour").read_bytes()
    revoked_at = time.monotonic()
    process = room.lan.popen(CONSOLE, revoke, cwd=ROOT, stderr=subprocess.DEVNULL)
    assert process.wait(30) == 0
    lost_at = console.await_state("lost", within_s=60)
    assert lost_at - revoked_at < 60
    console.heard()
    with pytest.raises(pytest.fail.Exception):
        console.await_picture(within_s=5)
    log = room.pupil_log.read_text()
    assert "its key is revoked" in log
    assert "Patel" not in log
    assert backup != (room.school.root / "roster.harbour").read_bytes()


def _school_file(room: Class) -> bytes:
    return (room.school.root / "school.harbour").read_bytes()


def _pupil_key(room: Class) -> bytes:
    school = read_school(_school_file(room), where="").body
    path = room.school.root / "roster.harbour"
    return read_roster(path.read_bytes(), where=path, school=school).body.devices[-1].transport_key
