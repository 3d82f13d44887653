"""The newest picture of each device, and the same at the size of the tiles. Lane: gui.

Pictures of a class arrive together. They are scaled here a few at a time, so that the window
answers in between, only where they changed, and never again while a tile is repainted.
"""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from protocol.identifiers import TransportKey
from teacher_console.shell.ui.bands import bands

_BUDGET_S = 0.0025
"""For one turn of the loop: a third of the 8 ms the GUI thread may take. Painting has the rest."""
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_BY_PARTS_FROM = 0.6
"""Parts are scaled bilinearly, which leaves pixels out where a picture is made much smaller."""


class Pictures(QObject):
    """Pictures by device.

    Args:
        clock: Seconds, for the budget alone.

    Signals:
        ready: The picture of a `TransportKey` is another than before, in this `QRect` of it,
            logical px; where that is empty, in size or in all of it.
    """

    ready = Signal(object, object)

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__()
        self._clock = clock
        self._newest: dict[TransportKey, QImage] = {}
        self._scaled: dict[TransportKey, QPixmap] = {}
        self._old: set[TransportKey] = set()
        self._waiting: dict[TransportKey, QRect] = {}
        self._size = QSize(320, 180)
        self._ratio = 1.0
        self._turn = QTimer(self)
        self._turn.setObjectName("picture scaling")
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._scale_some)

    def put(self, key: TransportKey, picture: QImage, dirty: QRect) -> None:
        """Show `picture` soon in place of what was there, from which it differs in `dirty`."""
        self._newest[key] = picture
        self._wait(key, dirty)

    def drop(self, key: TransportKey) -> None:
        """Forget a device's picture at once."""
        for each in (self._newest, self._scaled, self._waiting):
            each.pop(key, None)
        self._old.discard(key)

    def set_old(self, key: TransportKey, is_old: bool) -> None:  # noqa: FBT001  # one fact
        """Show the picture in grey while nothing is heard of its device."""
        if key in self._newest and (key in self._old) is not is_old:
            (self._old.add if is_old else self._old.discard)(key)
            self._wait(key, self._newest[key].rect())

    def set_size(self, size: QSize, ratio: float) -> None:
        """Scale pictures into `size`, in logical pixels, at `ratio` pixels for each."""
        if (size, ratio) != (self._size, self._ratio):
            self._size, self._ratio = size, ratio
            for key, picture in self._newest.items():
                self._wait(key, picture.rect())

    def stop(self) -> None:
        """Scale nothing more: the window closes."""
        self._turn.stop()

    def newest(self, key: TransportKey) -> QImage | None:
        """Return the picture as it came."""
        return self._newest.get(key)

    def scaled(self, key: TransportKey) -> QPixmap | None:
        """Return the picture at the size of tiles; after `set_size` the former for a moment."""
        return self._scaled.get(key)

    def _wait(self, key: TransportKey, dirty: QRect) -> None:
        self._waiting[key] = self._waiting.get(key, QRect()).united(dirty)
        if not self._turn.isActive():
            self._turn.start(0)

    def _scale_some(self) -> None:
        until = self._clock() + _BUDGET_S
        while self._waiting:
            key = next(iter(self._waiting))
            self.ready.emit(key, self._scale(key, self._waiting.pop(key)))
            if self._clock() >= until:
                break
        if self._waiting:
            self._turn.start(0)

    def _scale(self, key: TransportKey, dirty: QRect) -> QRect:
        """Scale anew what is `dirty`; return where that lies, nothing for all of it."""
        picture = self._newest[key]
        size = picture.size().scaled(self._size * self._ratio, _KEEP).expandedTo(QSize(1, 1))
        x, y = size.width() / picture.width(), size.height() / picture.height()
        pixmap = self._scaled.get(key)
        part = _scaled(dirty, x, y).intersected(QRect(QPoint(), size))
        if key in self._old or min(x, y) < _BY_PARTS_FROM:
            pixmap, part = QPixmap.fromImage(self._whole(key, picture, size)), QRect()
        else:
            is_new = pixmap is None or pixmap.size() != size or dirty.contains(picture.rect())
            if pixmap is None or is_new:
                pixmap, part = QPixmap(size), QRect()
            pixmap.setDevicePixelRatio(1.0)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, size != picture.size())
            for band in bands(part or pixmap.rect()):
                painter.setClipRect(band)
                painter.drawImage(QRectF(pixmap.rect()), picture)
            painter.end()
        pixmap.setDevicePixelRatio(self._ratio)
        self._scaled[key] = pixmap
        return _scaled(part, 1 / self._ratio, 1 / self._ratio) if part else part

    def _whole(self, key: TransportKey, picture: QImage, size: QSize) -> QImage:
        smooth = picture.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        return (
            smooth.convertToFormat(QImage.Format.Format_Grayscale8) if key in self._old else smooth
        )


def _scaled(dirty: QRect, x: float, y: float) -> QRect:
    """Return every pixel that shows something of `dirty`, and one more on each side."""
    left, top = math.floor((dirty.left() - 1) * x) - 1, math.floor((dirty.top() - 1) * y) - 1
    right, bottom = math.ceil((dirty.right() + 2) * x), math.ceil((dirty.bottom() + 2) * y)
    return QRect(QPoint(left, top), QPoint(right, bottom))
