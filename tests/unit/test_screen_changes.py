"""When a display's word on what changed is checked, and when it is believed no more."""

import socket

import pytest

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.changes import Found, ScreenChanges
from student_client.screen.geometry import Rectangle
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.source import Capability, Shot

SCREEN = Rectangle(0, 0, 1920, 1080)
FILM = Rectangle(100, 100, 640, 360)


class ReportingSource:
    """A display of one monitor; says once what the test put into `reported`."""

    origin = PictureOrigin.SCREEN
    can_mask = True

    def __init__(self) -> None:
        self.reported: list[Rectangle] = []

    def probe(self) -> Capability:
        return Capability(True, "A test's.")

    def monitors(self) -> tuple[Rectangle, ...]:
        return (SCREEN,)

    def focused(self) -> int:
        return 0

    def pointer(self) -> tuple[int, int] | None:
        return None

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        del timeout_s, bell

    def changes(self) -> list[Rectangle]:
        reported, self.reported = self.reported, []
        return reported

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        del area
        return NoPictureReason.CAPTURE_FAILED

    def close(self) -> None: ...


class Scene:
    """Changes that are collected at the times the test says."""

    def __init__(self) -> None:
        self.source = ReportingSource()
        self.changes = ScreenChanges(self.source, PrivateWindows())
        self.collect(0.0)

    def collect(self, now: float, *reported: Rectangle) -> Found:
        self.source.reported = list(reported)
        return self.changes.collect(now, pause_s=1 / 30, blind_pause_s=0.1)


def test_a_screen_that_is_said_to_rest_is_checked() -> None:
    found = Scene().collect(10.5)
    assert found.is_check
    assert found.parts == [SCREEN]


def test_a_film_is_not_checked_between_two_of_its_pictures() -> None:
    scene = Scene()
    scene.collect(10.46, FILM)
    found = scene.collect(10.5)
    assert not found.is_check
    assert found.parts == []


def test_a_screen_is_checked_again_once_the_film_is_over() -> None:
    scene = Scene()
    scene.collect(10.46, FILM)
    assert scene.collect(11.5).is_check


def test_a_display_caught_twice_is_compared_from_then_on(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    scene = Scene()
    for now in (10.5, 20.6):
        assert scene.collect(now).is_check
        scene.changes.checked(has_changed=True)
    assert scene.collect(20.7).parts == [SCREEN]
    assert "compared instead" in expected_log.text
