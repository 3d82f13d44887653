"""Where a picture of one size lies in a window of another, and at what scale. Pure. Lane: gui."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize

ZOOM_MIN, ZOOM_MAX = 0.1, 8.0
STEP = 1.15
"""One notch of the wheel."""
_NOT_WORTH_ENLARGING = 1.15
"""Up to here a fitted picture stays in real size, and therefore sharp."""


class Zoom:
    """Scale is window px for one px of the picture; None follows the window (fit)."""

    def __init__(self) -> None:
        self.picture = QSize(0, 0)
        self.room = QSize(1, 1)
        self.offset = QPoint(0, 0)
        self._scale: float | None = None

    @property
    def is_fit(self) -> bool:
        """The whole picture is shown, as large as it goes."""
        return self._scale is None

    @property
    def scale(self) -> float:
        """Return the scale that holds now."""
        if self._scale is not None:
            return self._scale
        if self.picture.isEmpty():
            return 1.0
        scale = min(
            self.room.width() / self.picture.width(), self.room.height() / self.picture.height()
        )
        return 1.0 if 1.0 < scale < _NOT_WORTH_ENLARGING else scale

    def set_scale(self, scale: float | None) -> None:
        """Hold this scale, within bounds; None fits."""
        self._scale = None if scale is None else max(ZOOM_MIN, min(ZOOM_MAX, scale))

    def content(self) -> QSize:
        """Return the size of the picture as shown, px of the window."""
        return QSize(
            max(1, round(self.picture.width() * self.scale)),
            max(1, round(self.picture.height() * self.scale)),
        )

    def target(self) -> QRect:
        """Return where the picture lies: centred where there is room, else by the offset."""
        size = self.content()
        x, y = (self.room.width() - size.width()) // 2, (self.room.height() - size.height()) // 2
        return QRect(
            x if x >= 0 else -self.offset.x(), y if y >= 0 else -self.offset.y(), *size.toTuple()
        )

    def overhang(self) -> QSize:
        """Return how far the picture can be moved: what does not fit."""
        size = self.content()
        return QSize(
            max(0, size.width() - self.room.width()), max(0, size.height() - self.room.height())
        )

    def to_window(self, area: QRect) -> QRect:
        """Return the window's px that `area` of the picture touches, a rim for smooth scaling."""
        target, scale = self.target(), self.scale
        exact = QRectF(
            target.x() + area.x() * scale,
            target.y() + area.y() * scale,
            area.width() * scale,
            area.height() * scale,
        )
        rim = 0 if scale == 1.0 else 1
        return exact.toAlignedRect().adjusted(-rim, -rim, rim, rim)

    def point_to_window(self, point: QPoint) -> QPoint:
        """Return where a px of the picture lies in the window."""
        target, scale = self.target(), self.scale
        return QPoint(round(target.x() + point.x() * scale), round(target.y() + point.y() * scale))

    def about(self, scale: float, at: QPointF) -> QPoint:
        """Change the scale and return the offset that keeps what is at `at` in its place."""
        before = self.target()
        x = (at.x() - before.x()) / self.scale
        y = (at.y() - before.y()) / self.scale
        self.set_scale(scale)
        return QPoint(round(x * self.scale - at.x()), round(y * self.scale - at.y()))
