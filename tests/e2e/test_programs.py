"""The installed programs themselves, started and ended as a person or the system would."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from Xlib import X
from Xlib import display as xdisplay
from Xlib.error import BadWindow
from Xlib.ext import shape

from tests.helpers.console_process import ConsoleProcess
from tests.helpers.displays import Display
from tests.helpers.real_school import SchoolOnDisk, run_admin

ROOT = Path(__file__).parents[2]


class Client:
    """A real client on a real display."""

    def __init__(
        self, school: SchoolOnDisk, display: Display, folder: Path, platform: str = "xcb"
    ) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DISPLAY": display.name,
            "QT_QPA_PLATFORM": platform,
            "XDG_SESSION_TYPE": "x11",
        }
        self.command = [
            *(sys.executable, "-m", "student_client", "--data", str(folder)),
            *("--school", str(school.root / "school.harbour"), "--listen", "127.0.0.1"),
            *("--port", "0", "--interface", "127.0.0.1", "--device-name", "pc-01"),
            *("--pupil-name", "Amira Khan"),
        ]
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stderr=subprocess.PIPE, text=True
        )

    def await_line(self, words: str) -> None:
        """Read what the client says until it says this."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if words in line:
                return
        pytest.fail(f"the client ended and never said {words!r}")

    def second_start(self) -> int:
        done = subprocess.run(
            self.command, cwd=ROOT, env=self.environment, capture_output=True, check=False
        )
        return done.returncode

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stderr is not None
        self.process.stderr.close()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


@pytest.fixture
def client(school_on_disk: SchoolOnDisk, display: Display, tmp_path: Path) -> Iterator[Client]:
    client = Client(school_on_disk, display, tmp_path / "pupil")
    yield client
    client.close()


class Windows:
    """The windows of a display, by their titles, told by the server as they come and go."""

    def __init__(self, display: Display) -> None:
        self._display = xdisplay.Display(display.name)
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._display.sync()

    def has(self, title: str) -> bool:
        return title in self._titles()

    def await_shown(self, title: str, within_s: float = 15.0) -> None:
        self._await(lambda: self.has(title), within_s)

    def await_gone(self, title: str, within_s: float = 15.0) -> None:
        self._await(lambda: not self.has(title), within_s)

    @contextlib.contextmanager
    def kept_off(self, title: str) -> Iterator[None]:
        """Unmap a window from outside, again and again, as a pupil's own program could."""
        is_over = threading.Event()
        thread = threading.Thread(target=self._keep_off, args=(title, is_over))
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def _keep_off(self, title: str, is_over: threading.Event) -> None:
        other = xdisplay.Display(self._display.get_display_name())
        while not is_over.wait(0.02):
            for window in other.screen().root.query_tree().children:
                with contextlib.suppress(BadWindow):
                    if str(window.get_wm_name()) == title and window.get_attributes().map_state:
                        window.unmap()
            other.sync()
        other.close()

    def cut_to_nothing(self, title: str) -> None:
        """Give a window a shape without a pixel, as a pupil's own program could."""
        for window in self._root.query_tree().children:
            if str(window.get_wm_name()) == title:
                size = window.get_geometry()
                nothing = self._root.create_pixmap(size.width, size.height, 1)
                nothing.fill_rectangle(
                    nothing.create_gc(foreground=0), 0, 0, size.width, size.height
                )
                window.shape_mask(shape.SO.Set, shape.SK.Bounding, 0, 0, nothing)
        self._display.sync()

    def close(self) -> None:
        self._display.close()

    def _await(self, condition: Callable[[], bool], within_s: float) -> None:
        ends_at = time.monotonic() + within_s
        while not condition():
            if not self._display.pending_events():  # asking for titles may have read some already
                left_s = ends_at - time.monotonic()
                ready, _, _ = select.select([self._display.fileno()], [], [], max(0.0, left_s))
                assert ready, f"it did not happen within {within_s} s"
            while self._display.pending_events():
                self._display.next_event()

    def _titles(self) -> list[str]:
        titles = []
        for window in self._root.query_tree().children:
            try:
                if window.get_attributes().map_state:
                    titles.append(str(window.get_wm_name()))
            except BadWindow:  # gone since we asked for the list
                continue
        return titles


@pytest.fixture
def windows(display: Display) -> Iterator[Windows]:
    windows = Windows(display)
    yield windows
    windows.close()


def start_console(school: SchoolOnDisk, display: Display, *more: str) -> "subprocess.Popen[bytes]":
    command = [
        *(sys.executable, "-m", "teacher_console", "--data", str(school.teacher)),
        *("--passphrase-file", str(school.passphrase), "--interface", "127.0.0.1", *more),
    ]
    environment = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def admit(school: SchoolOnDisk) -> None:
    for _ in range(5):  # devices of others may be on the loopback too, and be found first
        done = run_admin(
            *("admit", "--school-folder", school.root, "--room", "Room 12", "--yes"),
            *("--interface", "127.0.0.1", "--wait-s", "3", "--json", "-"),
            *("--passphrase-file", school.passphrase),
        )
        if json.loads(done.stdout)["admitted"] == 1:
            break
    school.hand_over_roster()


LIGHT = "Your screen can be seen"


def test_a_second_start_shows_the_history_of_the_first_and_ends(
    client: Client, windows: Windows
) -> None:
    client.await_line("listening on port")
    assert client.second_start() == 0
    windows.await_shown("Who has watched this screen")
    assert client.process.poll() is None
    assert client.end() == 0


def test_a_lesson_from_program_to_program_lights_the_light_and_is_remembered(
    client: Client, school_on_disk: SchoolOnDisk, display: Display, windows: Windows
) -> None:
    admit(school_on_disk)
    assert not windows.has(LIGHT)
    console = start_console(school_on_disk, display, "--open-lesson", "Room 12")
    try:
        windows.await_shown(LIGHT)
        console.send_signal(signal.SIGTERM)
        assert console.wait(10) == 0
        windows.await_gone(LIGHT)
    finally:
        console.kill()
        console.wait()
    history = (client.folder / "watched.jsonl").read_text()
    assert '"who":"Ms Patel"' in history
    assert '"ended"' in history
    assert client.end() == 0


def test_a_console_killed_outright_leaves_no_light_on(
    client: Client, school_on_disk: SchoolOnDisk, display: Display, windows: Windows
) -> None:
    del client
    admit(school_on_disk)
    console = start_console(school_on_disk, display, "--open-lesson", "Room 12")
    windows.await_shown(LIGHT)
    console.kill()
    console.wait()
    windows.await_gone(LIGHT, within_s=8)


def test_no_picture_leaves_while_the_light_is_taken_off_the_screen_and_it_comes_back(
    client: Client, school_on_disk: SchoolOnDisk, windows: Windows
) -> None:
    del client
    admit(school_on_disk)
    console = ConsoleProcess(school_on_disk, "127.0.0.1")
    try:
        console.await_picture(within_s=15)
        windows.await_shown(LIGHT)
        with windows.kept_off(LIGHT):
            console.await_event(lambda event: event.get("state") == "withheld", within_s=6)
            console.heard()
            with pytest.raises(pytest.fail.Exception):
                console.await_picture(within_s=3)
        windows.await_shown(LIGHT, within_s=5)
        console.await_picture(within_s=8)
    finally:
        console.close()


def test_t22_no_picture_leaves_while_the_light_is_cut_to_nothing(
    client: Client, school_on_disk: SchoolOnDisk, windows: Windows
) -> None:
    del client
    admit(school_on_disk)
    console = ConsoleProcess(school_on_disk, "127.0.0.1")
    try:
        console.await_picture(within_s=15)
        windows.await_shown(LIGHT)
        windows.cut_to_nothing(LIGHT)
        console.await_event(lambda event: event.get("reason") == "no_sign", within_s=15)
        console.heard()
        with pytest.raises(pytest.fail.Exception):
            console.await_picture(within_s=3)
    finally:
        console.close()


def test_t22_a_client_whose_windows_are_drawn_nowhere_shows_no_picture(
    school_on_disk: SchoolOnDisk, display: Display, tmp_path: Path
) -> None:
    client = Client(school_on_disk, display, tmp_path / "pupil", platform="offscreen")
    client.await_line("listening on port")
    admit(school_on_disk)
    console = ConsoleProcess(school_on_disk, "127.0.0.1")
    try:
        console.await_event(lambda event: event.get("reason") == "no_sign", within_s=15)
        with pytest.raises(pytest.fail.Exception):
            console.await_picture(within_s=3)
    finally:
        console.close()
        client.close()


def test_a_device_can_be_admitted_by_a_file(
    client: Client, school_on_disk: SchoolOnDisk, tmp_path: Path
) -> None:
    client.await_line("listening on port")
    assert client.end() == 0
    request = tmp_path / "pc-01.request"
    done = subprocess.run(
        [*client.command, "--request", str(request)], cwd=ROOT, env=client.environment, check=False
    )
    assert done.returncode == 0
    run_admin(
        *("admit", "--school-folder", school_on_disk.root, "--room", "Room 12", "--yes"),
        *("--request", request, "--passphrase-file", school_on_disk.passphrase),
    )
    shown = run_admin("roster", "show", "--school-folder", school_on_disk.root)
    assert "pc-01" in shown.stdout
    assert "since" in shown.stdout


def test_a_session_that_closes_is_an_orderly_end(client: Client) -> None:
    client.await_line("listening on port")
    client.process.send_signal(signal.SIGHUP)
    assert client.process.wait(10) == 0


@pytest.mark.parametrize("name", ["device.key", "device.machine", "roster.harbour"])
def test_a_pipe_in_the_place_of_a_clients_file_is_said_and_not_waited_for(
    school_on_disk: SchoolOnDisk, display: Display, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "pupil"
    folder.mkdir(mode=0o700)
    (folder / "device.key").touch(mode=0o600)
    if name != "device.machine":
        (folder / "device.key").unlink()
    os.mkfifo(folder / name, 0o600)
    client = Client(school_on_disk, display, folder)
    client.await_line(f"{folder / name}: this is a pipe")
    assert client.process.wait(10) == 2
    client.close()


@pytest.mark.parametrize("name", ["staff.key", "school.harbour", "roster.harbour"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_console_with_a_spoilt_file_says_which(
    school_on_disk: SchoolOnDisk, name: str, damage: str
) -> None:
    path = school_on_disk.teacher / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if damage == "empty" else path.read_bytes()[:100])
    done = subprocess.run(
        [sys.executable, "-m", "teacher_console", "--data", str(school_on_disk.teacher)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert str(path) in done.stderr


def test_a_client_with_a_spoilt_key_says_so_and_keeps_it(
    school_on_disk: SchoolOnDisk, display: Display, tmp_path: Path
) -> None:
    folder = tmp_path / "pupil"
    folder.mkdir(mode=0o700)
    key = folder / "device.key"
    key.touch(mode=0o600)
    key.write_text("{")
    client = Client(school_on_disk, display, folder)
    client.await_line(str(key))
    assert client.process.wait(10) == 2
    client.close()
    assert key.read_text() == "{"
