"""A desktop that shows what time it is, so that a picture of it tells how old it is.

Run as a program it covers the display (1920x1080) and paints the time five times a second, as a row
of black and white squares that survives being scaled down and compressed.
"""

import signal
import sys
import time

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

TICK_S = 0.2
MARKER = QColor("#E600C8")
"""Where a tile is live this colour is seen on the console's display."""
_WIDTH_PX, _HEIGHT_PX = 1920, 1080
_SIDE_PX = 100
_LEFT_PX, _TOP_PX = 160, 500
_BITS = 14
"""Ticks for 54 minutes; two squares before them are always white and black."""
_MIDDLE = 128
_CONTRAST = 60


class Clock(QWidget):
    """The row of squares, and the marker below."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.update(_row()))
        self._timer.start(round(TICK_S * 1000))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the time it is now."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("#406080"))
        painter.fillRect(QRect(0, 780, 300, 300), MARKER)
        tick = int(time.monotonic() / TICK_S)
        squares = [True, False, *(bool(tick >> bit & 1) for bit in range(_BITS))]
        for number, is_white in enumerate(squares):
            colour = QColor("white") if is_white else QColor("black")
            painter.fillRect(_square(number), colour)
        painter.end()


def age_s(picture: QImage, now: float) -> float | None:
    """Return how long before `now` (monotonic) the clock in `picture` was painted.

    None when the picture does not show the clock.
    """
    lights = [_light(picture, number) for number in range(_BITS + 2)]
    if lights[0] < _MIDDLE + _CONTRAST or lights[1] > _MIDDLE - _CONTRAST:
        return None
    shown = sum((light > _MIDDLE) << bit for bit, light in enumerate(lights[2:]))
    passed = (int(now / TICK_S) - shown) % (1 << _BITS)
    return passed * TICK_S


def _row() -> QRect:
    return QRect(_LEFT_PX, _TOP_PX, _SIDE_PX * (_BITS + 2), _SIDE_PX)


def _square(number: int) -> QRect:
    return QRect(_LEFT_PX + number * _SIDE_PX, _TOP_PX, _SIDE_PX, _SIDE_PX)


def _light(picture: QImage, number: int) -> int:
    middle = _square(number).center()
    left = middle.x() * picture.width() // _WIDTH_PX
    top = middle.y() * picture.height() // _HEIGHT_PX
    return picture.pixelColor(left, top).lightness()


def main() -> int:
    """Show the clock until ended."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    clock = Clock()
    clock.setGeometry(application.primaryScreen().geometry())
    clock.show()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
