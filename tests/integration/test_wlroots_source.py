"""A real sway without a monitor, looked at through grim."""

import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.vocabulary import NoPictureReason
from student_client.screen.backends.sway_outputs import SwayOutputs
from student_client.screen.backends.wlroots import WlrootsSource, _image_of
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Shot
from tests.helpers.wayland import Sway, needs_sway, running_sway

_WALLPAPER = (0x10, 0x20, 0x30)
_RED = (0xC0, 0x10, 0x20)


@pytest.fixture
def sway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sway]:
    with running_sway() as sway:
        for name in ("XDG_RUNTIME_DIR", "WAYLAND_DISPLAY"):
            monkeypatch.setenv(name, sway.environment[name])
        yield sway


@pytest.fixture
def source(sway: Sway) -> Iterator[WlrootsSource]:
    source = WlrootsSource(outputs=SwayOutputs(sway.socket))
    yield source
    source.close()


@pytest.fixture
def bell() -> Iterator[socket.socket]:
    bell, hand = socket.socketpair()
    yield bell
    bell.close()
    hand.close()


def middle(shot: Shot | NoPictureReason) -> tuple[int, int, int]:
    assert isinstance(shot, Shot)
    at = (shot.height_px // 2 * shot.width_px + shot.width_px // 2) * 4
    blue, green, red = shot.bgrx[at : at + 3]
    return red, green, blue


def monitors(source: WlrootsSource) -> tuple[Rectangle, ...]:
    found = source.monitors()
    assert isinstance(found, tuple)
    return found


def await_red(source: WlrootsSource, monitor: int, bell: socket.socket) -> None:
    ends_at = time.monotonic() + 15
    while middle(source.grab(monitors(source)[monitor])) != _RED:
        assert time.monotonic() < ends_at, "the colour never came"
        source.wait_for_change(0.3, bell)


@needs_sway
def test_a_wayland_programs_colour_is_in_the_picture(
    sway: Sway, source: WlrootsSource, bell: socket.socket
) -> None:
    (place,) = monitors(source)
    assert place == Rectangle(0, 0, 1280, 720)
    assert middle(source.grab(place)) == _WALLPAPER
    with sway.window("#c01020"):
        await_red(source, 0, bell)


@needs_sway
def test_a_new_resolution_a_turn_and_a_scale_are_right_at_the_next_look(
    sway: Sway, source: WlrootsSource
) -> None:
    monitors(source)
    for command, size in [
        (("mode", "1920x1080"), (1920, 1080)),
        (("transform", "90"), (1080, 1920)),
        (("scale", "2"), (1080, 1920)),
    ]:
        sway.tell("output", "HEADLESS-1", *command)
        (place,) = monitors(source)
        assert place == Rectangle(0, 0, *size)
        shot = source.grab(place)
        assert isinstance(shot, Shot)
        assert shot.place == place
        assert len(shot.bgrx) == size[0] * size[1] * 4


@needs_sway
def test_a_second_monitor_is_followed_and_the_focused_one_is_told(
    sway: Sway, source: WlrootsSource, bell: socket.socket
) -> None:
    assert len(monitors(source)) == 1
    sway.tell("create_output")
    first, second = monitors(source)
    assert second == Rectangle(1280, 0, 1920, 1080)
    assert source.focused() == 0
    sway.tell("focus", "output", "HEADLESS-2")
    monitors(source)
    assert source.focused() == 1
    with sway.window("#c01020"):
        await_red(source, 1, bell)
        assert middle(source.grab(first)) != _RED
    part = source.grab(Rectangle(second.left + 10, 20, 30, 40))
    assert isinstance(part, Shot)
    assert part.place == Rectangle(second.left + 10, 20, 30, 40)


class ScriptedSway:
    """Answers as sway does, with the monitors the test names: a headless sway 1.7 removes none."""

    def __init__(self, path: Path) -> None:
        self.outputs: list[dict[str, object]] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, name="scripted sway")
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                asked = connection.recv(64)
                if asked == b"stop":
                    return
                answer = json.dumps(self.outputs).encode()
                connection.sendall(asked[:6] + struct.pack("=II", len(answer), 3) + answer)

    def close(self) -> None:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(self._listener.getsockname())
            connection.sendall(b"stop")
        self._thread.join()
        self._listener.close()


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[ScriptedSway]:
    sway = ScriptedSway(tmp_path / "sway")
    yield sway
    sway.close()


def output(name: str, **more: object) -> dict[str, object]:
    mode = {"width": 800, "height": 600, "refresh": 60000}
    return {"name": name, "active": True, "current_mode": mode, "focused": False, **more}


def test_a_monitor_that_is_unplugged_or_switched_off_is_gone(
    scripted: ScriptedSway, tmp_path: Path
) -> None:
    source = WlrootsSource(outputs=SwayOutputs(str(tmp_path / "sway")))
    scripted.outputs = [output("DP-1"), output("eDP-1", focused=True)]
    assert monitors(source) == (Rectangle(0, 0, 800, 600), Rectangle(800, 0, 800, 600))
    assert source.focused() == 1
    scripted.outputs = [output("DP-1", focused=True)]
    assert monitors(source) == (Rectangle(0, 0, 800, 600),)
    assert source.focused() == 0
    for more in ({"active": False}, {"dpms": False}, {"power": False}, {"current_mode": None}):
        scripted.outputs = [output("DP-1", **more)]
        assert source.monitors() is NoPictureReason.BLANKED


def test_an_answer_that_is_not_sways_is_a_reason(
    scripted: ScriptedSway, tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    source = WlrootsSource(outputs=SwayOutputs(str(tmp_path / "sway")))
    scripted.outputs = [{"name": 7}]
    assert source.monitors() is NoPictureReason.CAPTURE_FAILED
    assert source.monitors() is NoPictureReason.CAPTURE_FAILED
    assert expected_log.text.count("cannot be looked at") == 1


@needs_sway
def test_without_sways_socket_all_monitors_are_one_picture(
    sway: Sway,
) -> None:
    sway.tell("create_output")
    source = WlrootsSource()
    assert monitors(source) == (Rectangle(0, 0, 1280 + 1920, 1080),)
    assert "one picture" in source.probe().explanation
    source.close()


@needs_sway
def test_the_probe_is_honest(
    sway: Sway, source: WlrootsSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert source.probe().is_available
    assert "1280x720" in source.probe().explanation
    assert sway.environment["WAYLAND_DISPLAY"]
    monkeypatch.setenv("PATH", "/nowhere")
    assert "not installed" in WlrootsSource().probe().explanation


@needs_sway
def test_a_compositor_that_is_gone_is_a_reason(expected_log: pytest.LogCaptureFixture) -> None:
    with running_sway() as sway:
        source = WlrootsSource(outputs=SwayOutputs(sway.socket))
        (place,) = monitors(source)
    assert source.monitors() is NoPictureReason.CAPTURE_FAILED
    assert source.grab(place) is NoPictureReason.CAPTURE_FAILED
    assert "cannot be looked at" in expected_log.text
    source.close()


def test_what_is_no_picture_is_not_taken_for_one() -> None:
    good = b"P6\n2 1\n255\n" + bytes(6)
    image = _image_of(good)
    assert image is not None
    assert image.size == (2, 1)
    for bad in (b"", good[:-1], good + b"x", b"P5\n2 1\n255\n" + bytes(6), b"P6\n0 1\n255\n"):
        assert _image_of(bad) is None
