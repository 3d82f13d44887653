"""Looking at a real X display: damage, masking, resolution of what is sent, and loss."""

import io
import queue
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from Xlib import X
from Xlib import display as xdisplay

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.backends.x11 import X11Source
from student_client.screen.capture import Result, ScreenCapture, Wish
from student_client.screen.encoding import SmallPicture, encode, scale
from student_client.screen.masking import mask
from student_client.screen.private_windows import LINGER_S, PrivateWindows, Rectangle
from student_client.screen.source import Capability, ScreenSource, Shot
from tests.helpers.displays import Display, needs_xvfb, running_display


class Painter:
    """Draws on a display as any program does."""

    def __init__(self, name: str) -> None:
        self.display = xdisplay.Display(name)
        self.root = self.display.screen().root

    def window(self, place: Rectangle, colour: int) -> "PaintedWindow":
        return PaintedWindow(self, place, colour)

    def close(self) -> None:
        self.display.close()


class PaintedWindow:
    def __init__(self, painter: Painter, place: Rectangle, colour: int) -> None:
        self._painter = painter
        self._window = painter.root.create_window(
            *place, 0, X.CopyFromParent, background_pixel=colour, override_redirect=1
        )
        self._window.map()
        painter.display.sync()

    def fill(self, colour: int) -> None:
        self._window.change_attributes(background_pixel=colour)
        self._window.clear_area()
        self._painter.display.sync()


class Watcher:
    """A capture thread and its results."""

    def __init__(self, open_source: Callable[[], ScreenSource]) -> None:
        self.private_windows = PrivateWindows()
        self.results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self.failures: list[BaseException] = []
        self.has_failed = threading.Event()
        self.capture = ScreenCapture(
            open_source=open_source,
            private_windows=self.private_windows,
            on_result=lambda _, result: self.results.put(result),
            on_failure=self._failed,
        )
        self.capture.start()

    def _failed(self, failure: BaseException) -> None:
        self.failures.append(failure)
        self.has_failed.set()

    def want(self, unlike: int | None = None) -> None:
        self.capture.want(Wish(b"a", 320, 200, unlike))

    def next(self, within_s: float = 5.0) -> Result:
        return self.results.get(timeout=within_s)

    def picture(self, unlike: int | None = None) -> SmallPicture:
        self.want(unlike)
        result = self.next()
        assert isinstance(result, SmallPicture)
        return result


@pytest.fixture
def painter(display: Display) -> Iterator[Painter]:
    painter = Painter(display.name)
    yield painter
    painter.close()


@pytest.fixture
def watcher(display: Display) -> Iterator[Watcher]:
    watcher = Watcher(lambda: X11Source(display.name))
    yield watcher
    watcher.capture.stop()
    assert watcher.failures == []


def pixel(picture: SmallPicture, x: int, y: int) -> tuple[int, int, int]:
    """A pixel of the small picture, by its place on the 1920x1080 screen."""
    image = Image.open(io.BytesIO(picture.jpeg)).convert("RGB")
    colour = image.getpixel((x * image.width // 1920, y * image.height // 1080))
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]


def test_a_picture_shows_what_is_on_the_screen(painter: Painter, watcher: Watcher) -> None:
    painter.window(Rectangle(600, 300, 600, 400), 0x00FF00)
    picture = watcher.picture()
    assert (picture.width_px, picture.height_px) == (320, 180)
    red, green, blue = pixel(picture, 900, 500)
    assert green > 200
    assert red < 60
    assert blue < 60
    assert picture.origin is PictureOrigin.SCREEN


def test_an_unchanged_screen_gives_no_second_picture_and_a_change_gives_one_at_once(
    painter: Painter, watcher: Watcher
) -> None:
    window = painter.window(Rectangle(600, 300, 600, 400), 0x00FF00)
    first = watcher.picture()
    watcher.want(unlike=first.mark)
    with pytest.raises(queue.Empty):
        watcher.next(within_s=1.2)
    assert watcher.capture.is_current(time.monotonic())
    window.fill(0xFF0000)
    second = watcher.next()
    assert isinstance(second, SmallPicture)
    assert pixel(second, 900, 500)[0] > 200


def test_a_wish_is_fulfilled_once(painter: Painter, watcher: Watcher) -> None:
    window = painter.window(Rectangle(0, 0, 500, 500), 0x00FF00)
    watcher.picture()
    window.fill(0xFF0000)
    with pytest.raises(queue.Empty):
        watcher.next(within_s=0.4)


def test_our_own_window_is_grey_in_the_picture(painter: Painter, watcher: Watcher) -> None:
    place = Rectangle(600, 300, 600, 400)
    painter.window(place, 0x00FF00)
    assert pixel(watcher.picture(), 900, 500)[1] > 200
    watcher.private_windows.placed(1, place)
    red, green, blue = pixel(watcher.picture(), 900, 500)
    assert max(abs(value - 128) for value in (red, green, blue)) < 12


def test_without_damage_the_screen_is_not_grabbed(display: Display, painter: Painter) -> None:
    grabs: list[float] = []

    class Counting(X11Source):
        def grab(self) -> Shot | NoPictureReason:
            grabs.append(time.monotonic())
            return super().grab()

    painter.window(Rectangle(0, 0, 100, 100), 0xFF0000)
    watcher = Watcher(lambda: Counting(display.name))
    first = watcher.picture()
    watcher.want(unlike=first.mark)
    with pytest.raises(queue.Empty):
        watcher.next(within_s=2.5)
    watcher.capture.stop()
    assert len(grabs) <= 2  # the first, and one if the server reported the first window late


def test_a_display_that_dies_is_a_reason_and_not_a_crash(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    with running_display() as display:
        watcher = Watcher(lambda: X11Source(display.name))
        picture = watcher.picture()
    watcher.want(unlike=picture.mark)
    assert watcher.next(within_s=10) is NoPictureReason.CAPTURE_FAILED
    assert not watcher.capture.is_current(time.monotonic())
    watcher.capture.stop()
    assert watcher.failures == []
    assert "cannot be looked at" in expected_log.text


@needs_xvfb
def test_the_probe_is_honest(display: Display, expected_log: pytest.LogCaptureFixture) -> None:
    source = X11Source(display.name)
    assert "1920x1080" in source.probe().explanation
    source.close()
    assert not X11Source(":987").probe().is_available
    assert "cannot be looked at" in expected_log.text


class ScriptedSource:
    """A source that says what the test tells it."""

    origin = PictureOrigin.SCREEN

    def __init__(self, shots: list[Shot | NoPictureReason]) -> None:
        self._shots = shots

    def probe(self) -> Capability:
        return Capability(is_available=True, explanation="A script.")

    def wait_for_change(self, timeout_s: float, bell: object) -> None:
        del timeout_s, bell

    def has_changed(self) -> bool:
        return True

    def grab(self) -> Shot | NoPictureReason:
        return self._shots.pop(0) if len(self._shots) > 1 else self._shots[0]

    def close(self) -> None:
        pass


def grey_shot(width: int, height: int, value: int) -> Shot:
    return Shot(width, height, 0, 0, bytes([value, value, value, 0]) * (width * height))


def test_a_locked_screen_is_a_reason_and_then_a_picture_again() -> None:
    shots: list[Shot | NoPictureReason] = [NoPictureReason.LOCKED, grey_shot(640, 400, 90)]
    watcher = Watcher(lambda: ScriptedSource(shots))
    watcher.want()
    assert watcher.next() is NoPictureReason.LOCKED
    assert isinstance(watcher.picture(), SmallPicture)
    assert watcher.capture.is_current(time.monotonic())
    watcher.capture.stop()


def test_a_changed_resolution_is_followed() -> None:
    shots: list[Shot | NoPictureReason] = [grey_shot(1920, 1080, 50), grey_shot(1080, 1920, 50)]
    watcher = Watcher(lambda: ScriptedSource(shots))
    first = watcher.picture()
    second = watcher.picture(unlike=first.mark)
    assert (first.width_px, first.height_px) == (320, 180)
    assert (second.width_px, second.height_px) == (112, 200)
    watcher.capture.stop()


def test_an_error_of_ours_ends_the_thread_visibly(expected_log: pytest.LogCaptureFixture) -> None:
    class Broken(ScriptedSource):
        def grab(self) -> Shot | NoPictureReason:
            raise ZeroDivisionError

    watcher = Watcher(lambda: Broken([NoPictureReason.LOCKED]))
    watcher.want()
    assert watcher.has_failed.wait(5)
    watcher.capture.stop()
    assert [type(failure) for failure in watcher.failures] == [ZeroDivisionError]
    assert not watcher.capture.is_current(time.monotonic())
    assert "capture thread died" in expected_log.text


def test_a_picture_too_noisy_for_the_bound_is_sent_worse_or_not_at_all() -> None:
    noise = Image.effect_noise((640, 400), 255).convert("RGBX").tobytes()
    small = scale(Shot(640, 400, 0, 0, noise), 640, 400)
    picture = encode(small, PictureOrigin.SCREEN)
    assert isinstance(picture, SmallPicture)
    assert len(picture.jpeg) <= 120 * 1024


def test_a_window_that_left_stays_masked_for_a_moment() -> None:
    now = [100.0]
    windows = PrivateWindows(clock=lambda: now[0])
    windows.placed(1, Rectangle(100, 100, 50, 50))
    windows.removed(1)
    assert len(windows.rectangles()) == 1
    now[0] += LINGER_S + 0.01
    assert windows.rectangles() == []


def test_a_window_that_moved_is_masked_in_both_places() -> None:
    windows = PrivateWindows(clock=lambda: 100.0)
    windows.placed(1, Rectangle(0, 0, 50, 50))
    windows.placed(1, Rectangle(500, 0, 50, 50))
    assert len(windows.rectangles()) == 2


def test_masks_reach_across_the_edge_and_touch_nothing_else() -> None:
    shot = Shot(100, 80, 1000, 0, bytes(range(256)) * 125)
    masked = mask(shot, [Rectangle(990, -10, 30, 30), Rectangle(0, 0, 900, 900)])
    grey = sum(bytes(masked.bgrx[at : at + 4]) == b"\x80\x80\x80\x00" for at in range(0, 32000, 4))
    assert grey == 20 * 20
    assert bytes(masked.bgrx[80:400]) == bytes(shot.bgrx[80:400])
