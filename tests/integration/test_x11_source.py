"""A real X display whose monitors come and go, and that is locked and blanked."""

import contextlib
import os
import select
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import X
from Xlib import display as xdisplay
from Xlib.xobject.drawable import Window

from protocol.vocabulary import NoPictureReason
from student_client.screen.backends.logind import LogindSession
from student_client.screen.backends.x11 import X11Source
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Shot
from tests.helpers.buses import needs_dbus, running_bus
from tests.helpers.displays import Display, needs_xvfb, running_display
from tests.helpers.fake_logind import FakeLogind

pytestmark = needs_xvfb

_RED, _GREEN = 0xFF0000, 0x00FF00


class Desktop:
    """A display, what is drawn on it, and the source that looks at it."""

    def __init__(self, display: Display) -> None:
        self.name = display.name
        self._environment = dict(os.environ, DISPLAY=display.name)
        self.source = X11Source(display.name)
        self.display = xdisplay.Display(display.name)
        self.root = self.display.screen().root
        self.bell, self._hand = socket.socketpair()

    def close(self) -> None:
        self.source.close()
        self.display.close()
        self.bell.close()
        self._hand.close()

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self._environment, check=True, capture_output=True)

    def window(self, place: Rectangle, colour: int, wm_class: str | None = None) -> Window:
        window: Window = self.root.create_window(
            *place, 0, X.CopyFromParent, background_pixel=colour, override_redirect=1
        )
        if wm_class is not None:
            window.set_wm_class(wm_class, wm_class)
        window.map()
        self.display.sync()
        return window

    def add_mode(self, name: str, width: int, height: int) -> None:
        timings = [width, width, width, width, height, height, height, height]
        self.run("xrandr", "--newmode", name, "60", *map(str, timings))
        self.run("xrandr", "--addmode", "screen", name)

    def monitors(self) -> tuple[Rectangle, ...]:
        found = self.source.monitors()
        assert isinstance(found, tuple)
        return found

    def next_reason(self, *, is_covered: bool) -> NoPictureReason | None:
        """What the source says after the next thing it is told, as the capture thread asks."""
        for _ in range(20):
            found = self.source.monitors()
            if isinstance(found, NoPictureReason) == is_covered:
                return found if isinstance(found, NoPictureReason) else None
            self.source.changes()
            self.source.wait_for_change(0.5, self.bell)
        pytest.fail("the source was told nothing")


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with running_display(2600, 2000) as display:
        desktop = Desktop(display)
        yield desktop
        desktop.close()


def colour(shot: Shot | NoPictureReason, x: int, y: int) -> int:
    """The pixel at a place of the desktop, as 0xRRGGBB."""
    assert isinstance(shot, Shot)
    at = ((y - shot.top_px) * shot.width_px + x - shot.left_px) * 4
    return int.from_bytes(bytes(shot.bgrx[at : at + 3]), "little")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1080, 1920), (2600, 2000)])
def test_a_new_resolution_or_a_turned_monitor_is_right_at_the_first_look(
    desktop: Desktop, width: int, height: int
) -> None:
    desktop.add_mode("before", 1920, 1080)
    desktop.run("xrandr", "--output", "screen", "--mode", "before")
    before = desktop.monitors()[0]
    desktop.source.grab(before)
    desktop.add_mode("after", width, height)
    desktop.run("xrandr", "--output", "screen", "--mode", "after")
    desktop.window(Rectangle(width - 50, height - 50, 50, 50), _GREEN)
    (place,) = desktop.monitors()
    assert place == Rectangle(0, 0, width, height)
    shot = desktop.source.grab(place)
    assert colour(shot, width - 20, height - 20) == _GREEN
    assert colour(shot, width - 70, height - 70) == 0


def test_a_grab_that_comes_between_is_of_what_is_there_now(desktop: Desktop) -> None:
    before = desktop.monitors()[0]
    desktop.add_mode("small", 800, 600)
    desktop.run("xrandr", "--output", "screen", "--mode", "small")
    shot = desktop.source.grab(before)
    assert isinstance(shot, Shot)
    assert shot.place == Rectangle(0, 0, 800, 600)
    shot = desktop.source.grab(Rectangle(1000, 1000, 200, 200))
    assert isinstance(shot, Shot)
    assert shot.place == Rectangle(0, 0, 800, 600)


def test_a_monitor_that_is_plugged_in_and_out_is_followed(desktop: Desktop) -> None:
    desktop.run("xrandr", "--setmonitor", "left", "1300/300x2000/500+0+0", "screen")
    assert desktop.monitors() == (Rectangle(0, 0, 1300, 2000),)
    desktop.run("xrandr", "--setmonitor", "right", "1300/300x2000/500+1300+0", "none")
    desktop.window(Rectangle(1400, 100, 100, 100), _RED)
    left, right = desktop.monitors()
    assert right == Rectangle(1300, 0, 1300, 2000)
    assert colour(desktop.source.grab(right), 1450, 150) == _RED
    desktop.run("xrandr", "--delmonitor", "right")
    assert desktop.monitors() == (left,)


def test_a_change_of_monitors_wakes_whoever_waits(desktop: Desktop) -> None:
    desktop.monitors()
    desktop.source.changes()
    desktop.source.wait_for_change(0.2, desktop.bell)
    desktop.source.changes()
    desktop.run("xrandr", "--setmonitor", "half", "1300/300x2000/500+0+0", "screen")
    started = time.monotonic()
    desktop.source.wait_for_change(5.0, desktop.bell)
    assert time.monotonic() - started < 1.0


def test_the_pupils_window_tells_the_monitor_and_else_the_pointer(desktop: Desktop) -> None:
    desktop.run("xrandr", "--setmonitor", "left", "1300/300x2000/500+0+0", "screen")
    desktop.run("xrandr", "--setmonitor", "right", "1300/300x2000/500+1300+0", "none")
    desktop.root.warp_pointer(100, 100)
    desktop.display.sync()
    desktop.monitors()
    assert desktop.source.focused() == 0
    desktop.root.warp_pointer(1500, 100)
    desktop.display.sync()
    assert desktop.source.focused() == 1
    window = desktop.window(Rectangle(200, 200, 300, 300), _RED)
    atom = desktop.display.intern_atom("_NET_ACTIVE_WINDOW")
    desktop.root.change_property(atom, desktop.display.intern_atom("WINDOW"), 32, [window.id])
    desktop.display.sync()
    assert desktop.source.focused() == 0
    window.destroy()
    desktop.display.sync()
    assert desktop.source.focused() == 1


def test_a_mirrored_monitor_is_not_a_second_one(desktop: Desktop) -> None:
    desktop.run("xrandr", "--setmonitor", "desk", "2600/600x2000/500+0+0", "screen")
    desktop.run("xrandr", "--setmonitor", "projector", "1024/600x768/500+0+0", "none")
    assert desktop.monitors() == (Rectangle(0, 0, 2600, 2000),)


def test_all_monitors_off_is_blanked(desktop: Desktop) -> None:
    desktop.monitors()
    subprocess.run(  # xrandr ends with an error because the screen cannot become 0 pixels wide
        ["xrandr", "--output", "screen", "--off"],
        env=desktop._environment,
        check=False,
        capture_output=True,
    )
    assert desktop.next_reason(is_covered=True) is NoPictureReason.BLANKED


def test_the_screen_saver_is_blanked_until_it_goes(desktop: Desktop) -> None:
    place = desktop.monitors()[0]
    desktop.run("xset", "s", "activate")
    assert desktop.next_reason(is_covered=True) is NoPictureReason.BLANKED
    assert desktop.source.grab(place) is NoPictureReason.BLANKED
    desktop.run("xset", "s", "reset")
    assert desktop.next_reason(is_covered=False) is None
    assert isinstance(desktop.source.grab(place), Shot)


def test_a_saver_that_runs_already_is_seen(desktop: Desktop) -> None:
    desktop.run("xset", "s", "activate")
    assert desktop.source.monitors() is NoPictureReason.BLANKED


def test_a_lockers_window_is_locked_until_it_goes(desktop: Desktop) -> None:
    place = desktop.monitors()[0]
    desktop.source.grab(place)
    locker = desktop.window(place, 0xFFFFFF, "i3lock")
    assert desktop.next_reason(is_covered=True) is NoPictureReason.LOCKED
    assert desktop.source.grab(place) is NoPictureReason.LOCKED
    locker.destroy()
    desktop.display.sync()
    assert desktop.next_reason(is_covered=False) is None
    assert isinstance(desktop.source.grab(place), Shot)


def test_no_picture_of_a_lock_screen_leaves_in_the_look_that_finds_it(desktop: Desktop) -> None:
    place = desktop.monitors()[0]
    desktop.source.changes()
    desktop.window(place, 0xFFFFFF, "xsecurelock")
    desktop.source.wait_for_change(5.0, desktop.bell)
    while not desktop.source.changes():
        desktop.source.wait_for_change(5.0, desktop.bell)
    assert desktop.source.grab(place) is NoPictureReason.LOCKED


def test_a_window_as_large_as_the_monitor_is_no_lock(desktop: Desktop) -> None:
    place = desktop.monitors()[0]
    desktop.source.changes()
    desktop.window(place, _RED, "firefox")
    desktop.source.wait_for_change(5.0, desktop.bell)
    desktop.source.changes()
    assert colour(desktop.source.grab(place), 5, 5) == _RED


@needs_dbus
def test_a_locked_session_is_locked_and_the_lock_wakes_whoever_waits(
    desktop: Desktop, tmp_path: Path
) -> None:
    with running_bus(tmp_path) as address, contextlib.ExitStack() as ending:
        logind = FakeLogind(address)
        ending.callback(logind.close)
        source = X11Source(desktop.name, LogindSession(address))
        ending.callback(source.close)
        monitors = source.monitors()
        assert isinstance(monitors, tuple)
        for _ in range(3):  # until all is quiet
            source.changes()
            source.wait_for_change(0.3, desktop.bell)
        started = time.monotonic()
        logind.say(is_locked=True)
        source.wait_for_change(5.0, desktop.bell)
        assert time.monotonic() - started < 2.0
        assert source.monitors() is NoPictureReason.LOCKED
        assert source.grab(monitors[0]) is NoPictureReason.LOCKED


def test_an_idle_screen_is_asked_nothing(desktop: Desktop) -> None:
    desktop.monitors()
    desktop.source.changes()
    desktop.source.monitors()
    display = desktop.source._display
    assert display is not None
    before = display.display.request_serial
    for _ in range(10):
        desktop.source.monitors()
        desktop.source.changes()
    assert display.display.request_serial == before
    assert not select.select([desktop.bell], [], [], 0)[0]
