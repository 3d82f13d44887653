"""The real client on a real display: how Help opens, and that nobody sees it on another screen."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from Xlib import XK, X
from Xlib import display as xdisplay
from Xlib.ext import xtest

from protocol.trust.document import Signed
from protocol.trust.keyfile import device_key_file
from protocol.trust.recipients import RECIPIENTS
from protocol.trust.roster import ROSTER, Roster
from protocol.trust.school_file import SCHOOL_FILE
from tests.helpers.displays import Display, needs_xvfb, running_display
from tests.helpers.fake_office import FakeOffice, running_office
from tests.helpers.oak_school import OakSchool

pytestmark = needs_xvfb
ROOT = Path(__file__).parents[2]


def await_that(condition: Callable[[], bool], within_s: float = 15.0) -> None:
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"
        threading.Event().wait(0.05)


class Client:
    """The program, on a display of its own."""

    def __init__(self, oak: OakSchool, display: Display, roster: Signed[Roster]) -> None:
        self.display = display
        self.data = oak.folder / "device"
        self.data.mkdir(mode=0o700)
        write(self.data / "device.key", device_key_file(oak.computer.keys))
        write(self.data / "roster.harbour", ROSTER.to_file(roster))
        write(self.data / "recipients.harbour", RECIPIENTS.to_file(oak.recipients))
        self.school = oak.folder / "school.harbour"
        school = SCHOOL_FILE.sign(oak.school.school, oak.school.deployment.signing.secret)
        self.school.write_bytes(SCHOOL_FILE.to_file(school))
        self.log = oak.folder / "client.log"

    def start(self, *more: str) -> "subprocess.Popen[bytes]":
        environment = dict(os.environ, DISPLAY=self.display.name, QT_QPA_PLATFORM="xcb")
        command = [sys.executable, "-m", "student_client", "--school", str(self.school)]
        command += ["--data", str(self.data), "--port", "0", "--listen", "127.0.0.1"]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*command, "--pupil-name", "Zoë Ødegård", *more],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )

    @contextlib.contextmanager
    def running(self, *more: str) -> Iterator["subprocess.Popen[bytes]"]:
        process = self.start(*more)
        try:
            await_that(lambda: b"listening on port" in self.log.read_bytes(), 30)
            yield process
        finally:
            process.terminate()
            assert process.wait(20) == 0, self.log.read_text()


def write(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)


class Screen:
    """What stands on the display, and a person's keys."""

    def __init__(self, name: str) -> None:
        self.display = xdisplay.Display(name)
        self.root = self.display.screen().root

    def help_window(self) -> tuple[int, int, int, int] | None:
        for window in self.root.query_tree().children:
            found = self._find(window)
            if found is not None:
                return found
        return None

    def _find(self, window: object) -> tuple[int, int, int, int] | None:
        if window.get_wm_name() == "Help" and (  # type: ignore[attr-defined]
            window.get_attributes().map_state == X.IsViewable  # type: ignore[attr-defined]
        ):
            place = window.get_geometry()  # type: ignore[attr-defined]
            return place.x, place.y, place.width, place.height
        return None

    def press(self, *names: str) -> None:
        codes = [self.display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in codes:
            xtest.fake_input(self.display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def click(self, x: int, y: int) -> None:
        xtest.fake_input(self.display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self.display, X.ButtonPress, 1)
        xtest.fake_input(self.display, X.ButtonRelease, 1)
        self.display.sync()

    def tap(self, x: int, y: int) -> None:
        """Click, and wait until something else is shown."""
        before = self.picture()
        self.click(x, y)
        await_that(lambda: self.picture() != before)

    def picture(self) -> Image.Image:
        size = self.display.screen()
        raw = self.root.get_image(
            0, 0, size.width_in_pixels, size.height_in_pixels, X.ZPixmap, 0xFFFFFFFF
        )
        return Image.frombytes(
            "RGB", (size.width_in_pixels, size.height_in_pixels), raw.data, "raw", "BGRX"
        )


@pytest.fixture
def oak(tmp_path: Path) -> OakSchool:
    return OakSchool(tmp_path)


@pytest.fixture
def hub() -> Iterator[FakeOffice]:
    with running_office() as office:
        yield office


@pytest.fixture
def screen(oak: OakSchool, hub: FakeOffice) -> Iterator[tuple[Client, Screen]]:
    with running_display() as display:
        seen = Screen(display.name)
        try:
            yield Client(oak, display, oak.roster(hub)), seen
        finally:
            seen.display.close()


def test_the_command_line_opens_it_in_the_client_that_runs(
    screen: tuple[Client, Screen],
) -> None:
    client, seen = screen
    with client.running():
        assert seen.help_window() is None
        second = client.start("--help-window")
        assert second.wait(20) == 0
        await_that(lambda: seen.help_window() is not None)
        place = seen.help_window()
        assert place is not None
        assert place[2] <= 420
        assert place[3] <= 520


def test_a_client_started_for_help_shows_it(screen: tuple[Client, Screen]) -> None:
    client, seen = screen
    with client.running("--help-window"):
        await_that(lambda: seen.help_window() is not None)


def test_the_shortcut_opens_it_whatever_lock_keys_are_on_and_escape_hides_it(
    screen: tuple[Client, Screen],
) -> None:
    client, seen = screen
    with client.running():
        seen.press("Control_L", "Alt_L", "h")
        await_that(lambda: seen.help_window() is not None)
        place = seen.help_window()
        assert place is not None
        seen.click(
            place[0] + 40, place[1] + place[3] - 12
        )  # gives it the keyboard, with no manager
        seen.press("Escape")
        await_that(lambda: seen.help_window() is None)


def test_three_taps_at_the_display_bring_it_to_the_hub(
    screen: tuple[Client, Screen], hub: FakeOffice
) -> None:
    client, seen = screen
    with client.running("--help-window"):
        await_that(lambda: seen.help_window() is not None)
        place = seen.help_window()
        assert place is not None
        left, top, width, height = place
        await_that(lambda: "WatchReaders" in hub.log)
        for x, y in ((0.5, 0.265), (0.5, 0.21), (0.5, 0.87)):
            seen.tap(left + round(width * x), top + round(height * y))
        await_that(lambda: bool(hub.kept))


def own_memory_kb(process: "subprocess.Popen[bytes]") -> int:
    """What no other program shares with this one."""
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
    [found] = [int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:")]
    return found


def test_the_window_costs_little_memory_and_none_before_it_is_opened(
    screen: tuple[Client, Screen],
) -> None:
    client, seen = screen
    with client.running() as process:
        before = own_memory_kb(process)
        seen.press("Control_L", "Alt_L", "h")
        await_that(lambda: seen.help_window() is not None)
        assert own_memory_kb(process) - before < 8_000


def test_t12_no_pixel_of_it_is_in_a_thumbnail_or_a_full_view(display: Display) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.helpers.help_scene", "120"],
        cwd=ROOT,
        env=dict(os.environ, DISPLAY=display.name, QT_QPA_PLATFORM="xcb"),
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert counted["on_display"] > 100_000  # it did stand there
    assert counted["pictures"] > 50
    assert counted["in_pictures"] == 0
