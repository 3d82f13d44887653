"""The newest picture of each device, and the same at the size of the tiles. Lane: gui.

Pictures of a class arrive together. They are scaled here a few at a time, so that the window
answers in between, and never again while a tile is repainted.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from protocol.identifiers import TransportKey

_BUDGET_S = 0.0025
"""For one turn of the loop: a third of the 8 ms the GUI thread may take. Painting has the rest."""


class Pictures(QObject):
    """Pictures by device.

    Args:
        clock: Seconds, for the budget alone.

    Signals:
        ready: The picture of a `TransportKey` is another than before.
    """

    ready = Signal(object)

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__()
        self._clock = clock
        self._newest: dict[TransportKey, QImage] = {}
        self._scaled: dict[TransportKey, QPixmap] = {}
        self._old: set[TransportKey] = set()
        self._waiting: dict[TransportKey, None] = {}
        self._size = QSize(320, 180)
        self._ratio = 1.0
        self._turn = QTimer(self)
        self._turn.setObjectName("picture scaling")
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._scale_some)

    def put(self, key: TransportKey, picture: QImage) -> None:
        """Show `picture` soon in place of what was there."""
        self._newest[key] = picture
        self._wait(key)

    def drop(self, key: TransportKey) -> None:
        """Forget a device's picture at once."""
        for each in (self._newest, self._scaled, self._waiting):
            each.pop(key, None)
        self._old.discard(key)

    def set_old(self, key: TransportKey, is_old: bool) -> None:  # noqa: FBT001  # one fact
        """Show the picture in grey while nothing is heard of its device."""
        if key in self._newest and (key in self._old) is not is_old:
            (self._old.add if is_old else self._old.discard)(key)
            self._wait(key)

    def set_size(self, size: QSize, ratio: float) -> None:
        """Scale pictures into `size`, in logical pixels, at `ratio` pixels for each."""
        if (size, ratio) != (self._size, self._ratio):
            self._size, self._ratio = size, ratio
            for key in self._newest:
                self._wait(key)

    def newest(self, key: TransportKey) -> QImage | None:
        """Return the picture as it came."""
        return self._newest.get(key)

    def scaled(self, key: TransportKey) -> QPixmap | None:
        """Return the picture at the size of tiles; after `set_size` the former for a moment."""
        return self._scaled.get(key)

    def _wait(self, key: TransportKey) -> None:
        self._waiting[key] = None
        if not self._turn.isActive():
            self._turn.start(0)

    def _scale_some(self) -> None:
        until = self._clock() + _BUDGET_S
        size = self._size * self._ratio
        while self._waiting:
            key = next(iter(self._waiting))
            del self._waiting[key]
            picture = self._newest[key]
            if picture.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio) != picture.size():
                picture = picture.scaled(
                    size,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            if key in self._old:
                picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
            pixmap = QPixmap.fromImage(picture)
            pixmap.setDevicePixelRatio(self._ratio)
            self._scaled[key] = pixmap
            self.ready.emit(key)
            if self._clock() >= until:
                break
        if self._waiting:
            self._turn.start(0)
