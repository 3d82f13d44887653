"""T06, T13, T16: the client as the system sees it: whose rights, which ports, which files."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.e2e.test_programs import Client, admit, start_console
from tests.helpers.displays import Display, needs_xvfb
from tests.helpers.real_school import SchoolOnDisk

pytestmark = [
    needs_xvfb,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and Unix sockets"),
]

NOBODY = 65534
_KNOCK = (
    "import socket,sys\n"
    "s=socket.socket(socket.AF_UNIX)\n"
    "try:\n"
    "    s.connect(sys.argv[1])\n"
    "except OSError as exc:\n"
    "    print(type(exc).__name__)\n"
    "else:\n"
    "    print('in')\n"
)


@pytest.fixture
def client(school_on_disk: SchoolOnDisk, display: Display, tmp_path: Path) -> Iterator[Client]:
    client = Client(school_on_disk, display, tmp_path / "pupil")
    client.await_line("listening on port")
    yield client
    client.close()


def listening(process: psutil.Process) -> list[tuple[str, int]]:
    return [
        (each.laddr.ip, each.laddr.port)
        for each in process.net_connections("tcp")
        if each.status == psutil.CONN_LISTEN
    ]


def test_t13_the_client_listens_on_its_lesson_port_alone(client: Client) -> None:
    assert len(listening(psutil.Process(client.process.pid))) == 1


def test_t13_the_console_listens_on_nothing(
    client: Client, school_on_disk: SchoolOnDisk, display: Display
) -> None:
    admit(school_on_disk)
    console = start_console(school_on_disk, display, "--open-lesson", "Room 12")
    try:
        client.await_line("took roster")
        assert listening(psutil.Process(console.pid)) == []
    finally:
        console.kill()
        console.wait()


def knocker_of(folder: Path) -> Path:
    """Where a second start of the client knocks."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"harbour-client-{digest}"


def test_t13_a_second_user_of_the_computer_cannot_reach_the_clients_socket(
    client: Client,
) -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv to be somebody else")
    socket_path = knocker_of(client.folder)
    assert socket_path.is_socket()
    python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else None
    if python is None:
        pytest.skip("needs a Python that every user may run")
    other = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    for who, expected in ((other, "PermissionError"), ([], "in")):
        done = subprocess.run(
            [*who, python, "-c", _KNOCK, str(socket_path)],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.strip() == expected, done.stderr
    assert socket_path.stat().st_mode & 0o077 == 0


def test_t06_the_client_runs_with_the_rights_of_who_started_it(client: Client) -> None:
    process = psutil.Process(client.process.pid)
    assert set(process.uids()) == {os.getuid()}
    assert set(process.gids()) == {os.getgid()}

    def rights_of(pid: int) -> str:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next(line for line in lines if line.startswith("CapEff"))

    assert rights_of(process.pid) == rights_of(os.getpid())


def test_t06_the_client_starts_no_other_program_before_x11(
    client: Client, school_on_disk: SchoolOnDisk, display: Display
) -> None:
    admit(school_on_disk)
    console = start_console(school_on_disk, display, "--open-lesson", "Room 12")
    try:
        client.await_line("took roster")
        assert psutil.Process(client.process.pid).children(recursive=True) == []
    finally:
        console.kill()
        console.wait()


def test_t16_what_the_client_keeps_is_for_its_user_alone(client: Client) -> None:
    assert client.folder.stat().st_mode & 0o777 == 0o700
    paths = list(client.folder.rglob("*"))
    assert len(paths) > 1
    for path in paths:
        is_empty_of_secrets = path.name == "client.lock"  # Qt's, within the closed folder
        assert path.stat().st_mode & (0o022 if is_empty_of_secrets else 0o077) == 0, path
        assert path.stat().st_mode & 0o6000 == 0, path
