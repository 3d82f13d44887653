"""The full view from a real X display: exact pixels at rest, only what changed, the pointer."""

import io
import queue
import threading
from collections.abc import Iterator

import mss
import pytest
from PIL import Image, ImageChops, ImageDraw

from protocol.limits import FRAME_MAX_BYTES
from student_client.screen.backends.x11 import X11Source
from student_client.screen.capture import ScreenCapture
from student_client.screen.encoding import encode_region
from student_client.screen.geometry import Rectangle
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.resting import Resting
from student_client.screen.wish import Frame, FrameWish, Result
from tests.helpers.displays import Display
from tests.helpers.painting import Painter


class View:
    """A capture thread and the picture its one viewer has."""

    def __init__(self, display: str) -> None:
        self.private_windows = PrivateWindows()
        self.failures: list[BaseException] = []
        self.frames: list[Frame] = []
        self.image = Image.new("RGB", (1, 1))
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self.capture = ScreenCapture(
            open_source=lambda: X11Source(display),
            private_windows=self.private_windows,
            lights=Lights(),
            on_result=lambda _, result: self._results.put(result),
            on_failure=self.failures.append,
        )
        self.capture.start()

    def next(self, *, anew: bool = False, monitor: int | None = None, within_s: float = 5) -> Frame:
        self.capture.want(FrameWish(b"view", monitor, anew))
        frame = self._results.get(timeout=within_s)
        assert isinstance(frame, Frame)
        if frame.is_whole:
            self.image = Image.new("RGB", (frame.width_px, frame.height_px))
        for piece in frame.pieces:
            part = Image.open(io.BytesIO(piece.data)).convert("RGB")
            self.image.paste(part, (piece.left_px, piece.top_px))
        self.frames.append(frame)
        return frame

    def until_sharp(self, true: Image.Image) -> None:
        for _ in range(60):
            if ImageChops.difference(self.image, true).getbbox() is None:
                return
            self.next()
        pytest.fail("never sharp")


def screen_of(display: str) -> Image.Image:
    with mss.MSS(display=display) as grabber:
        shot = grabber.grab(grabber.monitors[1])
        return Image.frombytes("RGB", shot.size, bytes(shot.raw), "raw", "BGRX", 0, 1)


@pytest.fixture
def painter(display: Display) -> Iterator[Painter]:
    painter = Painter(display.name)
    yield painter
    painter.close()


@pytest.fixture
def view(display: Display) -> Iterator[View]:
    view = View(display.name)
    yield view
    view.capture.stop()
    assert view.failures == []


def paint_noise(painter: Painter, place: Rectangle) -> None:
    """Fill `place` with squares of many colours, so that JPEG must lose something."""
    for number, left in enumerate(range(place.left, place.right, 16)):
        for row, top in enumerate(range(place.top, place.bottom, 16)):
            colour = (number * 2654435761 + row * 40503 * 97) & 0xFFFFFF
            painter.window(Rectangle(left, top, 16, 16), colour)


def test_what_came_to_rest_is_sent_again_without_loss(
    display: Display, painter: Painter, view: View
) -> None:
    paint_noise(painter, Rectangle(200, 100, 640, 480))
    first = view.next(anew=True)
    assert first.is_whole
    assert (first.width_px, first.height_px) == (1920, 1080)
    true = screen_of(display.name)
    assert ImageChops.difference(view.image, true).getbbox() is not None
    view.until_sharp(true)
    assert not any(frame.is_whole for frame in view.frames[1:])


def test_only_the_region_that_changed_travels(
    display: Display, painter: Painter, view: View
) -> None:
    window = painter.window(Rectangle(400, 300, 200, 100), 0x3366CC)
    view.next(anew=True)
    view.until_sharp(screen_of(display.name))
    window.fill(0xCC3333)
    frame = view.next()
    [piece] = frame.pieces
    assert (piece.left_px, piece.top_px) == (400, 300)
    assert Image.open(io.BytesIO(piece.data)).size == (200, 100)
    assert ImageChops.difference(view.image, screen_of(display.name)).getbbox() is None


def test_text_is_exact_from_its_first_frame() -> None:
    text = Image.new("RGB", (640, 360), "white")
    ImageDraw.Draw(text).text((8, 8), "once upon a time\n" * 20, fill="black")
    region = encode_region(text, FRAME_MAX_BYTES, is_moving=False)
    assert region is not None
    assert region.is_exact
    assert Image.open(io.BytesIO(region.data)).convert("RGB").tobytes() == text.tobytes()


def test_a_region_no_quality_fits_is_none() -> None:
    noise = Image.effect_noise((640, 400), 255).convert("RGB")
    assert encode_region(noise, 1000, is_moving=True) is None


def test_the_pointer_is_told_when_it_moves(painter: Painter, view: View) -> None:
    view.next(anew=True)
    painter.root.warp_pointer(321, 123)
    painter.display.sync()
    for _ in range(20):
        if view.next().pointer == (321, 123):
            break
    else:
        pytest.fail("the pointer was not told")
    assert not any(frame.is_whole for frame in view.frames[1:])


def test_an_unchanged_screen_sends_no_frames(display: Display, view: View) -> None:
    view.next(anew=True)
    view.until_sharp(screen_of(display.name))
    is_silent = threading.Event()
    view.capture.want(FrameWish(b"view", None, is_anew=False))
    assert not is_silent.wait(1.0)
    assert view._results.empty()


def test_our_private_windows_are_grey_in_full_size_too(
    display: Display, painter: Painter, view: View
) -> None:
    painter.window(Rectangle(0, 0, 1920, 1080), 0x3366CC)
    view.private_windows.placed(1, Rectangle(800, 400, 300, 200))
    view.next(anew=True)
    assert view.image.getpixel((900, 500)) == (128, 128, 128)
    view.private_windows.removed(1)
    true = screen_of(display.name)
    view.until_sharp(true)


def test_a_cell_rests_when_nothing_changed_in_it_for_a_while() -> None:
    resting = Resting()
    resting.changed(Rectangle(0, 0, 300, 100), 10.0, is_exact=False)
    assert resting.rests_in_s(10.0) == pytest.approx(0.4)
    assert resting.take(10.3) is None
    resting.changed(Rectangle(0, 0, 20, 20), 10.3, is_exact=True)  # typed into: it waits anew
    taken = [resting.take(10.41), resting.take(10.41), resting.take(10.41)]
    assert taken == [Rectangle(128, 0, 128, 128), Rectangle(256, 0, 128, 128), None]
    assert resting.take(10.71) == Rectangle(0, 0, 128, 128)
    assert resting.rests_in_s(11.0) == float("inf")


def test_a_part_moves_when_all_of_it_changed_a_moment_ago() -> None:
    resting = Resting()
    resting.changed(Rectangle(0, 0, 128, 128), 10.0, is_exact=False)
    assert resting.is_moving(Rectangle(0, 0, 100, 100), 10.1)
    assert not resting.is_moving(Rectangle(0, 0, 200, 100), 10.1)
    assert not resting.is_moving(Rectangle(0, 0, 100, 100), 10.2)


def test_what_moves_costs_fewer_bytes() -> None:
    channels = [Image.effect_noise((640, 360), 60) for _ in "RGB"]
    picture = Image.merge("RGB", channels)
    still = encode_region(picture, FRAME_MAX_BYTES, is_moving=False)
    moving = encode_region(picture, FRAME_MAX_BYTES, is_moving=True)
    assert still is not None
    assert moving is not None
    assert len(moving.data) < 0.9 * len(still.data)


def test_a_cell_sent_whole_without_loss_owes_nothing() -> None:
    resting = Resting()
    resting.changed(Rectangle(0, 0, 128, 128), 10.0, is_exact=False)
    resting.changed(Rectangle(0, 0, 200, 200), 10.1, is_exact=True)
    assert resting.rests_in_s(20.0) == float("inf")
