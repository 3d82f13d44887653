"""Pupils' desktops to measure with: each does one kind of work, the same at every run.

Run as a program on an X display. It says "ready" on a line when the desktop stands; a marker then
reads lines "1" and "0" and answers each with the monotonic time at which the display had changed.
"""

import argparse
import math
import random
import signal
import sys
import threading
import time
from collections.abc import Callable

from PIL import Image, ImageOps
from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

WIDTH_PX, HEIGHT_PX = 1920, 1080
OFF, ON = QColor("#FF00FF"), QColor("#00C800")
"""The two faces of the marker: colours that nothing else on these desktops has."""
MARKER = QRect(640, 320, 640, 440)
VIDEO = QRect(640, 120, 640, 360)
VIDEO_BESIDE_MARKER = QRect(0, 690, 640, 360)
COUNTER_BITS = 8
COUNTER_BOX = QRect(VIDEO_BESIDE_MARKER.left() + 20, VIDEO_BESIDE_MARKER.top() + 20, 320, 32)
"""Where that film says its number: a white block for each bit of its Gray code, else a black one,
so that a picture seen while it is being painted is one off at the most."""
_FRAMES = 100
_FALL = 0.8
"""Amplitude from one octave of detail to the next; photographs fall about so."""
_TEXT = (
    "Rain had fallen on the harbour all night and the boats lay low in the grey water. Read the "
    "passage twice, then answer the five questions in whole sentences of your own. "
)


def photo(width_px: int, height_px: int, seed: int) -> QImage:
    """Return noise of every scale, finer scales weaker, as photographs have."""
    source = random.Random(seed)  # noqa: S311  # a picture, not a secret
    bands = []
    for _ in range(3):
        band, total = Image.new("L", (width_px, height_px), 128), 0.0
        for octave in range(9):
            size = (max(2, width_px >> (8 - octave)), max(2, height_px >> (8 - octave)))
            noise = Image.frombytes("L", size, source.randbytes(size[0] * size[1]))
            layer = noise.resize((width_px, height_px), Image.Resampling.BICUBIC)
            weight = _FALL**octave
            total += weight
            band = Image.blend(band, layer, weight / total)
        bands.append(ImageOps.autocontrast(band, cutoff=1))
    data = Image.merge("RGB", bands).tobytes()
    stride = width_px * 3
    image = QImage(data, width_px, height_px, stride, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


class Desktop(QWidget):
    """Wallpaper, two documents, a panel: nothing moves."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(0, 0, WIDTH_PX, HEIGHT_PX)
        self._still = photo(WIDTH_PX, HEIGHT_PX, 1)
        painter = QPainter(self._still)
        for number, place in enumerate((QRect(60, 60, 760, 620), QRect(1180, 420, 680, 580))):
            painter.fillRect(place, QColor("#34659F"))
            painter.setPen(QColor("#FFFFFF"))
            painter.drawText(place.left() + 12, place.top() + 20, f"Document {number + 1}")
            page = place.adjusted(2, 28, -2, -2)
            painter.fillRect(page, QColor("#FFFFFF"))
            painter.setPen(QColor("#111111"))
            painter.setFont(QFont("DejaVu Sans", 11))
            flags = int(Qt.TextFlag.TextWordWrap)
            painter.drawText(page.adjusted(8, 8, -8, -8), flags, _TEXT * 14)
        panel = QRect(0, HEIGHT_PX - 36, WIDTH_PX, 36)
        painter.fillRect(panel, QColor("#202830"))
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(panel.adjusted(12, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), "Menu")
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is asked for."""
        QPainter(self).drawImage(event.rect(), self._still, event.rect())


class Part(QWidget):
    """Something on the desktop that is drawn by a function."""

    def __init__(self, desktop: Desktop, place: QRect, draw: Callable[[QPainter], None]) -> None:
        super().__init__(desktop)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(place)
        self._draw = draw
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        self._draw(painter)


class _Picture(QWidget):
    def __init__(self, picture: QImage) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self._picture = picture

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawImage(event.rect(), self._picture, event.rect())


def _every(owner: QObject, interval_ms: int, call: Callable[[], None]) -> None:
    timer = QTimer(owner)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(call)
    timer.start(interval_ms)


def typing(desktop: Desktop) -> None:
    """An editor of 900x600 in which five characters a second appear."""
    font = QFont("DejaVu Sans Mono", 13)
    columns, line_px, lines = 80, 22, 26
    written = 0

    def draw(painter: QPainter) -> None:
        painter.fillRect(painter.clipBoundingRect(), QColor("#FFFFFF"))
        painter.setFont(font)
        painter.setPen(QColor("#111111"))
        for line in range(lines):
            text = (_TEXT * 20)[line * columns : min(written, (line + 1) * columns)]
            painter.drawText(10, 20 + line * line_px, text)

    editor = Part(desktop, QRect(500, 240, 900, 600), draw)

    def key() -> None:
        nonlocal written
        written = (written + 1) % (columns * lines)
        line = max(0, written - 1) // columns
        editor.update(0, line * line_px, 900, line_px + 4) if written else editor.update()

    _every(editor, 200, key)


def video(desktop: Desktop, place: QRect = VIDEO) -> None:
    """A film of 640x360 with 25 pictures a second: a pan over a photograph, and a moving object."""
    scenery = photo(1280, 720, 2)
    number = pictures = 0

    def draw(painter: QPainter) -> None:
        turn = 2 * math.pi * number / _FRAMES
        left = int(320 + 300 * math.cos(turn))
        top = int(180 + 170 * math.sin(2 * turn))
        painter.drawImage(QRect(0, 0, 640, 360), scenery, QRect(left, top, 640, 360))
        ball = QRect(int(270 + 250 * math.sin(turn)), int(130 + 110 * math.cos(3 * turn)), 90, 90)
        painter.fillRect(ball, QColor("#DC2828"))
        if place == VIDEO_BESIDE_MARKER:
            _count(painter, pictures, COUNTER_BOX.translated(-place.topLeft()))

    film = Part(desktop, place, draw)

    def step() -> None:
        nonlocal number, pictures
        number, pictures = (number + 1) % _FRAMES, pictures + 1
        film.update()

    _every(film, 40, step)


def _count(painter: QPainter, pictures: int, box: QRect) -> None:
    code = pictures ^ (pictures >> 1)
    width = box.width() // COUNTER_BITS
    for bit in range(COUNTER_BITS):
        block = QRect(box.left() + bit * width, box.top(), width, box.height())
        painter.fillRect(block, QColor("#FFFFFF" if code >> bit & 1 else "#000000"))


def flip(desktop: Desktop) -> None:
    """A full-screen window that comes and goes every five seconds."""
    other = photo(WIDTH_PX, HEIGHT_PX, 3)
    full = _Picture(other)
    full.setGeometry(0, 0, WIDTH_PX, HEIGHT_PX)
    _every(desktop, 5000, lambda: full.setVisible(not full.isVisible()))


class Marker(QObject):
    """A solid field whose colour is set through standard input."""

    asked = Signal(bool)

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._colour = OFF
        self._field = Part(desktop, MARKER, self._draw)
        self.asked.connect(self._set, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, name="marker input", daemon=True).start()

    def _draw(self, painter: QPainter) -> None:
        painter.fillRect(self._field.rect(), self._colour)

    def _listen(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line.strip() == "1")
        QGuiApplication.quit()

    def _set(self, is_on: bool) -> None:  # noqa: FBT001  # a slot
        self._colour = ON if is_on else OFF
        self._field.repaint()
        QGuiApplication.sync()
        sys.stdout.write(f"{time.monotonic():.6f}\n")
        sys.stdout.flush()


def main() -> None:
    """Stand until told to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "kind", choices=["idle", "typing", "video", "flip", "marker", "busy-marker"]
    )
    kind = parser.parse_args().kind
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    desktop = Desktop()
    desktop.show()
    match kind:
        case "typing":
            typing(desktop)
        case "video":
            video(desktop)
        case "flip":
            flip(desktop)
        case "marker":
            Marker(desktop)
        case "busy-marker":
            video(desktop, VIDEO_BESIDE_MARKER)
            Marker(desktop)
    QTimer.singleShot(1000, lambda: (sys.stdout.write("ready\n"), sys.stdout.flush()))
    application.exec()


if __name__ == "__main__":
    main()
