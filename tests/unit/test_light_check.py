"""T22: nothing of a screen is used unless the watching light is seen in its pixels."""

import math
import socket

import pytest

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.geometry import Rectangle
from student_client.screen.light_check import GOOD_FOR_S, PATIENCE_S, STEADY_S, LightCheck
from student_client.screen.lights import HEIGHT_MIN_PX, LIGHT_COLOURS, Lights, is_light
from student_client.screen.source import Capability, Shot

MONITOR = Rectangle(0, 0, 1920, 1080)
PLACE = Rectangle(800, 6, 200, 28)
BROWN, RED = LIGHT_COLOURS


def shot(colour: tuple[int, int, int], *, words: float = 0.05, place: Rectangle = PLACE) -> Shot:
    pixels = place.width * place.height
    white = int(pixels * words)
    red, green, blue = colour
    data = b"\xff\xff\xff\0" * white + bytes([blue, green, red, 0]) * (pixels - white)
    return Shot(place.width, place.height, place.left, place.top, data)


class Screen:
    """A source of which the test says what the light's place shows."""

    origin = PictureOrigin.SCREEN
    can_mask = True

    def __init__(self) -> None:
        self.shows: Shot | NoPictureReason = shot(BROWN)

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        assert area == PLACE
        return self.shows

    def probe(self) -> Capability:
        return Capability(is_available=True, explanation="A light.")

    def monitors(self) -> tuple[Rectangle, ...]:
        return (MONITOR,)

    def focused(self) -> int:
        return 0

    def pointer(self) -> None:
        return None

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        del timeout_s, bell

    def changes(self) -> list[Rectangle]:
        return []

    def close(self) -> None:
        pass


class Checked:
    def __init__(self) -> None:
        self.lights, self.screen, self.now = Lights(), Screen(), 100.0
        self.lights.placed(1, PLACE)
        self.check = LightCheck(self.lights)

    def wait_s(self, after_s: float = 0.0) -> float:
        self.now += after_s
        return self.check.wait_s(self.screen, (MONITOR,), self.now)


@pytest.mark.parametrize("colour", LIGHT_COLOURS)
def test_a_light_is_known_by_its_colour_and_its_words(colour: tuple[int, int, int]) -> None:
    assert is_light(shot(colour), PLACE)
    assert not is_light(shot(colour, words=0.0), PLACE)
    assert not is_light(shot((0x22, 0x22, 0x22)), PLACE)


def test_a_light_too_low_to_be_read_is_none() -> None:
    low = PLACE._replace(height=HEIGHT_MIN_PX - 1)
    assert not is_light(shot(BROWN, place=low), low)


def test_a_light_half_off_the_screen_is_none() -> None:
    assert not is_light(shot(BROWN), PLACE._replace(width=2 * PLACE.width))


def test_t22_a_covered_light_stops_pictures_and_is_said_after_a_moment() -> None:
    checked = Checked()
    assert checked.wait_s() == 0.0
    checked.screen.shows = shot((0x22, 0x22, 0x22))
    assert checked.wait_s(GOOD_FOR_S) > 0.0
    assert checked.wait_s(PATIENCE_S) == math.inf


def test_t22_a_light_that_flickers_lets_nothing_through_until_it_stands() -> None:
    checked = Checked()
    assert checked.wait_s() == 0.0
    checked.screen.shows = NoPictureReason.CAPTURE_FAILED
    assert checked.wait_s(GOOD_FOR_S) > 0.0
    assert checked.wait_s(0.1) > 0.0
    checked.screen.shows = shot(RED)
    assert checked.wait_s(0.1) > 0.0
    assert checked.wait_s(STEADY_S) == 0.0


def test_a_light_that_moves_holds_pictures_up_for_one_look_only() -> None:
    checked = Checked()
    assert checked.wait_s() == 0.0
    checked.screen.shows = shot((0x22, 0x22, 0x22))
    assert 0.0 < checked.wait_s(GOOD_FOR_S) < 0.1
    checked.screen.shows = shot(BROWN)
    assert checked.wait_s(0.05) == 0.0


def test_a_light_on_no_monitor_that_is_looked_at_is_not_seen() -> None:
    checked = Checked()
    checked.lights.placed(1, Rectangle(5000, 6, 200, 28))
    assert checked.wait_s() > 0.0


def test_a_light_that_was_put_out_is_not_looked_for() -> None:
    checked = Checked()
    checked.lights.removed(1)
    checked.screen.shows = shot((0x22, 0x22, 0x22))
    assert checked.wait_s() == 0.0


def test_painted_desktops_and_unknown_places_are_left_to_the_lights_own_word() -> None:
    for name, value in (("origin", PictureOrigin.PAINTED), ("can_mask", False)):
        checked = Checked()
        setattr(checked.screen, name, value)
        checked.screen.shows = shot((0x22, 0x22, 0x22))
        assert checked.wait_s() == 0.0
