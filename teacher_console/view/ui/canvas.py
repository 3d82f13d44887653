"""The picture of one view, in real size: laid by the decode thread, painted by the window.

Any thread. One lock, held while pieces are copied in (0.1 ms for 640x360) or while the window
paints; never while something is decoded. It holds nothing once the view has no picture, so nothing
stale can be painted.
"""

import dataclasses
import threading
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from protocol.messages import FrameSent
from teacher_console.shell.ui.bands import bands
from teacher_console.view.ui.frame_decoder import decode_pieces
from teacher_console.wall.piece import Scratch

_GROUND = 0xFF101418
_OLD_OPACITY = 0.5


@dataclasses.dataclass(frozen=True, slots=True)
class Drawn:
    """A frame that now is on the canvas.

    Attributes:
        size: Of the whole picture, px.
        dirty: What changed, in the picture's px.
        pointer: The pointer's tip; None when it is not on this monitor.
        size_bytes: What the pieces cost on the wire.
        shown: Call once when the window has painted it.
    """

    size: QSize
    dirty: tuple[QRect, ...]
    pointer: QPoint | None
    size_bytes: int
    shown: Callable[[bool], None]


class Canvas:
    """Pixels and a lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._image: QImage | None = None
        self._epoch = 0
        self._scratch = Scratch()

    @property
    def epoch(self) -> int:
        """Rises whenever the picture is taken down: what was sent before is never laid."""
        with self._lock:
            return self._epoch

    def clear(self) -> None:
        """Take the picture down."""
        with self._lock:
            self._image = None
            self._epoch += 1

    def lay(self, frame: FrameSent, epoch: int, shown: Callable[[bool], None]) -> Drawn | None:
        """Decode `frame` and lay it; None when it cannot be shown. Decode thread.

        Args:
            epoch: Of the canvas when the frame came.
        """
        pieces = decode_pieces(frame, self._scratch)
        with self._lock:
            if pieces is None or epoch != self._epoch:
                return None
            size = QSize(frame.width_px, frame.height_px)
            if frame.is_whole:
                if self._image is None or self._image.size() != size:
                    self._image = QImage(size, QImage.Format.Format_RGB32)
                self._image.fill(_GROUND)
            if self._image is None or self._image.size() != size:
                return None
            painter = QPainter(self._image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for place, pixels in pieces:
                for band in bands(pixels.rect()):
                    painter.drawImage(place + band.topLeft(), pixels, band)
            painter.end()
        dirty = tuple(QRect(place, pixels.size()) for place, pixels in pieces)
        return Drawn(
            size=size,
            dirty=(QRect(QPoint(0, 0), size),) if frame.is_whole else dirty,
            pointer=_pointer(frame),
            size_bytes=sum(len(piece.data) for piece in frame.pieces),
            shown=shown,
        )

    def size(self) -> QSize | None:
        """Return the picture's size, None when there is no picture."""
        with self._lock:
            return None if self._image is None else self._image.size()

    def paint(self, painter: QPainter, target: QRectF, needed: QRect, *, is_old: bool) -> None:
        """Draw the picture into `target`, as far as it lies in `needed`."""
        with self._lock:
            if self._image is None:
                return
            source = QRectF(self._image.rect())
            if is_old:
                painter.fillRect(target, QColor.fromRgb(_GROUND))
                grey = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
                painter.setOpacity(_OLD_OPACITY)
                painter.drawImage(target, grey, source)
                painter.setOpacity(1.0)
            else:
                for band in bands(needed):
                    painter.setClipRect(band)
                    painter.drawImage(target, self._image, source)
                painter.setClipping(False)

    def copy(self) -> QImage | None:
        """Return the picture as it is now, for a screenshot."""
        with self._lock:
            return None if self._image is None else self._image.copy()


def _pointer(frame: FrameSent) -> QPoint | None:
    if frame.pointer_x is None or frame.pointer_y is None:
        return None
    if frame.pointer_x >= frame.width_px or frame.pointer_y >= frame.height_px:
        return None
    return QPoint(frame.pointer_x, frame.pointer_y)
