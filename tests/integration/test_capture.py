"""Looking at a real X display: damage, masking, resolution of what is sent, and loss."""

import io
import itertools
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.backends.x11 import X11Source
from student_client.screen.capture import ScreenCapture
from student_client.screen.encoding import encode_piece
from student_client.screen.geometry import Rectangle
from student_client.screen.lights import Lights
from student_client.screen.masking import mask
from student_client.screen.private_windows import LINGER_S, PrivateWindows
from student_client.screen.source import Capability, ScreenSource, Shot
from student_client.screen.wish import Result, Update, Wish
from tests.helpers.displays import Display, needs_xvfb, running_display
from tests.helpers.painting import Painter


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
            lights=Lights(),
            on_result=lambda _, result: self.results.put(result),
            on_failure=self._failed,
        )
        self.capture.start()

    def _failed(self, failure: BaseException) -> None:
        self.failures.append(failure)
        self.has_failed.set()

    def want(self, *, anew: bool = True, interval_s: float = 0.2) -> None:
        self.capture.want(Wish(b"a", 320, 200, interval_s, anew))

    def next(self, within_s: float = 5.0) -> Result:
        return self.results.get(timeout=within_s)

    def update(self, *, anew: bool = True) -> Update:
        self.want(anew=anew)
        result = self.next()
        assert isinstance(result, Update)
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


class Seen:
    """The picture as its viewer has it, from the updates they got."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (1, 1))
        self.sizes: list[int] = []

    def take(self, result: Result) -> Update:
        assert isinstance(result, Update)
        if result.is_whole:
            self.image = Image.new("RGB", (result.width_px, result.height_px))
        for piece in result.pieces:
            part = Image.open(io.BytesIO(piece.data)).convert("RGB")
            self.image.paste(part, (piece.left_px, piece.top_px))
        self.sizes.append(sum(len(piece.data) for piece in result.pieces))
        return result

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """A pixel by its place on the 1920x1080 screen."""
        colour = self.image.getpixel((x * self.image.width // 1920, y * self.image.height // 1080))
        assert isinstance(colour, tuple)
        return colour[0], colour[1], colour[2]


def pixel(update: Update, x: int, y: int) -> tuple[int, int, int]:
    seen = Seen()
    seen.take(update)
    return seen.pixel(x, y)


def test_a_picture_shows_what_is_on_the_screen(painter: Painter, watcher: Watcher) -> None:
    painter.window(Rectangle(600, 300, 600, 400), 0x00FF00)
    picture = watcher.update()
    assert (picture.width_px, picture.height_px) == (320, 180)
    red, green, blue = pixel(picture, 900, 500)
    assert green > 200
    assert red < 60
    assert blue < 60
    assert picture.origin is PictureOrigin.SCREEN


def test_an_unchanged_screen_gives_no_second_update_and_a_change_gives_one_at_once(
    painter: Painter, watcher: Watcher
) -> None:
    window = painter.window(Rectangle(600, 300, 600, 400), 0x00FF00)
    seen = Seen()
    seen.take(watcher.update())
    watcher.want(anew=False, interval_s=5.0)
    with pytest.raises(queue.Empty):
        watcher.next(within_s=1.2)
    assert watcher.capture.is_current(time.monotonic())
    window.fill(0xFF0000)
    update = seen.take(watcher.next(within_s=1.0))  # long before the interval: it is news
    assert not update.is_whole
    assert seen.pixel(900, 500)[0] > 200
    assert seen.pixel(300, 200)[0] < 60
    assert seen.sizes[1] < seen.sizes[0] + 200


def test_what_moves_all_the_time_waits_for_the_interval(painter: Painter, watcher: Watcher) -> None:
    window = painter.window(Rectangle(600, 300, 200, 200), 0x00FF00)
    watcher.update()
    came: list[float] = []
    ends_at = time.monotonic() + 6.0
    watcher.want(anew=False, interval_s=1.0)
    for turn in itertools.count():
        if time.monotonic() >= ends_at:
            break
        window.fill(0xFF0000 if turn % 2 else 0x0000FF)
        try:
            watcher.next(within_s=0.04)
        except queue.Empty:
            continue
        came.append(time.monotonic())
        watcher.want(anew=False, interval_s=1.0)
    late = [at for at in came if at > ends_at - 4.0]
    assert 3 <= len(late) <= 5
    still = painter.window(Rectangle(1500, 700, 200, 200), 0xFFFFFF)
    del still
    assert isinstance(watcher.next(within_s=2.0), Update)


def test_only_what_changed_is_grabbed(display: Display, painter: Painter) -> None:
    grabs: list[Rectangle] = []

    class Counting(X11Source):
        def grab(self, area: Rectangle) -> Shot | NoPictureReason:
            grabs.append(area)
            return super().grab(area)

    window = painter.window(Rectangle(601, 301, 50, 40), 0xFF0000)
    watcher = Watcher(lambda: Counting(display.name))
    seen = Seen()
    seen.take(watcher.update())
    seen.take(watcher.update())  # what the first one missed
    grabs.clear()
    watcher.want(anew=False)
    window.fill(0x00FF00)
    seen.take(watcher.next())
    watcher.capture.stop()
    assert seen.pixel(625, 320)[1] > 200
    assert sum(area.area for area in grabs) < 100 * 100


def test_two_viewers_with_other_sizes_each_get_their_own(
    painter: Painter, watcher: Watcher
) -> None:
    window = painter.window(Rectangle(600, 300, 600, 400), 0x00FF00)
    first, second = Seen(), Seen()
    first.take(watcher.update())
    watcher.capture.want(Wish(b"b", 640, 400, 0.2, is_anew=True))
    second.take(watcher.next())
    assert (first.image.width, second.image.width) == (320, 640)
    window.fill(0xFF0000)
    watcher.capture.want(Wish(b"b", 640, 400, 0.2, is_anew=False))
    second.take(watcher.next())
    first.take(watcher.update(anew=False))
    assert first.pixel(900, 500)[0] > 200
    assert second.pixel(900, 500)[0] > 200


def test_the_parts_make_the_same_picture_as_the_whole(painter: Painter, watcher: Watcher) -> None:
    chance = random.Random(3)  # noqa: S311  # the same at every run
    seen = Seen()
    seen.take(watcher.update())
    for _ in range(12):
        place = Rectangle(
            chance.randrange(1700), chance.randrange(900), chance.randrange(1, 300), 137
        )
        painter.window(place, chance.randrange(0x1000000))
        watcher.want(anew=False)
        seen.take(watcher.next())
    whole = Seen()
    while True:  # a part that came late
        watcher.want(anew=False)
        try:
            seen.take(watcher.next(within_s=0.6))
        except queue.Empty:
            break
    whole.take(watcher.update())
    differences = ImageChops.difference(seen.image, whole.image)
    assert ImageStat.Stat(differences).mean < [6, 6, 6]


def test_a_wish_is_fulfilled_once(painter: Painter, watcher: Watcher) -> None:
    window = painter.window(Rectangle(0, 0, 500, 500), 0x00FF00)
    watcher.update()
    window.fill(0xFF0000)
    with pytest.raises(queue.Empty):
        watcher.next(within_s=0.4)


def test_our_own_window_is_grey_in_the_picture(painter: Painter, watcher: Watcher) -> None:
    place = Rectangle(600, 300, 600, 400)
    painter.window(place, 0x00FF00)
    assert pixel(watcher.update(), 900, 500)[1] > 200
    watcher.private_windows.placed(1, place)
    red, green, blue = pixel(watcher.update(), 900, 500)
    assert max(abs(value - 128) for value in (red, green, blue)) < 12


def test_without_damage_the_screen_is_not_grabbed(display: Display, painter: Painter) -> None:
    grabs: list[Rectangle] = []

    class Counting(X11Source):
        def grab(self, area: Rectangle) -> Shot | NoPictureReason:
            grabs.append(area)
            return super().grab(area)

    painter.window(Rectangle(0, 0, 100, 100), 0xFF0000)
    watcher = Watcher(lambda: Counting(display.name))
    watcher.update()
    grabs.clear()
    watcher.want(anew=False)
    with pytest.raises(queue.Empty):
        watcher.next(within_s=2.5)
    watcher.capture.stop()
    assert sum(area.area for area in grabs) <= 110 * 110  # the window, if it was reported late


def test_a_display_that_dies_is_a_reason_and_not_a_crash(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    with running_display() as display:
        watcher = Watcher(lambda: X11Source(display.name))
        watcher.update()
    watcher.want(anew=False)
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
    can_mask = True

    def __init__(self, shots: list[Shot | NoPictureReason]) -> None:
        self._shots = shots

    def probe(self) -> Capability:
        return Capability(is_available=True, explanation="A script.")

    def wait_for_change(self, timeout_s: float, bell: object) -> None:
        del timeout_s, bell

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        shot = self._shots[0]
        return (shot.place,) if isinstance(shot, Shot) else (Rectangle(0, 0, 640, 400),)

    def focused(self) -> int:
        return 0

    def pointer(self) -> tuple[int, int] | None:
        return None

    def changes(self) -> list[Rectangle] | None:
        return None

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        del area
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
    assert watcher.update().is_whole
    assert watcher.capture.is_current(time.monotonic())
    watcher.capture.stop()


def test_where_windows_cannot_be_masked_nothing_is_shown_while_one_is_open() -> None:
    class Maskless(ScriptedSource):
        can_mask = False

    watcher = Watcher(lambda: Maskless([grey_shot(640, 400, 90)]))
    watcher.private_windows.placed(1, Rectangle(10, 10, 20, 20))
    watcher.want()
    assert watcher.next() is NoPictureReason.PAUSED
    watcher.private_windows.removed(1)
    while watcher.private_windows.rectangles() != []:
        watcher.want()
        result = watcher.next()
        assert result is NoPictureReason.PAUSED or isinstance(result, Update)
    assert watcher.update().is_whole
    watcher.capture.stop()


def test_a_changed_resolution_is_followed() -> None:
    shots: list[Shot | NoPictureReason] = [grey_shot(1920, 1080, 50), grey_shot(1080, 1920, 50)]
    watcher = Watcher(lambda: ScriptedSource(shots))
    first = watcher.update()
    second = watcher.update(anew=False)
    assert second.is_whole
    assert (first.width_px, first.height_px) == (320, 180)
    assert (second.width_px, second.height_px) == (108, 192)
    watcher.capture.stop()


def test_an_error_of_ours_ends_the_thread_visibly(expected_log: pytest.LogCaptureFixture) -> None:
    class Broken(ScriptedSource):
        def grab(self, area: Rectangle) -> Shot | NoPictureReason:
            raise ZeroDivisionError(area)

    watcher = Watcher(lambda: Broken([NoPictureReason.LOCKED]))
    watcher.want()
    assert watcher.has_failed.wait(5)
    watcher.capture.stop()
    assert [type(failure) for failure in watcher.failures] == [ZeroDivisionError]
    assert not watcher.capture.is_current(time.monotonic())
    assert "capture thread died" in expected_log.text


def test_a_picture_too_noisy_for_the_bound_is_sent_worse_or_not_at_all() -> None:
    noise = Image.effect_noise((640, 400), 255).convert("RGB")
    fine = encode_piece(noise, 1_000_000)
    worse = encode_piece(noise, 100_000)
    assert fine is not None
    assert worse is not None
    assert len(worse) <= 100_000 < len(fine)
    assert encode_piece(noise, 1_000) is None


def test_flat_small_parts_are_sent_without_loss() -> None:
    text = Image.new("RGB", (150, 12), "white")
    ImageDraw.Draw(text).text((2, 0), "once upon a time", fill="black")
    data = encode_piece(text, 100_000)
    assert data is not None
    assert Image.open(io.BytesIO(data)).convert("RGB").tobytes() == text.tobytes()
    assert len(data) < 700


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
