"""Where a picture of one size lies in a window of another, and at what scale. Pure. Lane: gui."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize

ZOOM_MIN, ZOOM_MAX = 0.1, 8.0
STEP = 1.15
"""One notch of the wheel."""
_NOT_WORTH_ENLARGING = 1.15
"""Up to here a fitted picture stays in real size, and therefore sharp."""


class Zoom:
    """A picture, a window, and a scale that is held or follows the window (fit).

    Attributes:
        scale: Window px for one px of the picture.
        target: Where the picture lies: centred where there is room, else by the offset.
    """

    def __init__(self) -> None:
        self.picture = QSize(0, 0)
        self.offset = QPoint(0, 0)
        self.scale = 1.0
        self.target = QRect()
        self._room = QSize(1, 1)
        self._held: float | None = None
        self._lay_out()

    @property
    def is_fit(self) -> bool:
        """The whole picture is shown, as large as it goes."""
        return self._held is None

    def set_picture(self, size: QSize) -> None:
        """Show a picture of this size."""
        self.picture = size
        self._lay_out()

    def set_room(self, room: QSize) -> None:
        """Show it in a window of this size."""
        self._room = room
        self._lay_out()

    def set_scale(self, scale: float | None) -> None:
        """Hold this scale, within bounds; None fits."""
        self._held = None if scale is None else max(ZOOM_MIN, min(ZOOM_MAX, scale))
        self._lay_out()

    def move_to(self, offset: QPoint) -> None:
        """Leave out so much at the left and the top, where the picture does not fit."""
        self.offset = offset
        self._lay_out()

    def overhang(self) -> QSize:
        """Return how far the picture can be moved: what does not fit."""
        return QSize(
            max(0, self.target.width() - self._room.width()),
            max(0, self.target.height() - self._room.height()),
        )

    def to_window(self, area: QRect) -> QRect:
        """Return the window's px that `area` of the picture touches, a rim for smooth scaling."""
        target, scale = self.target, self.scale
        if scale == 1.0:
            return area.translated(target.topLeft())
        exact = QRectF(
            target.x() + area.x() * scale,
            target.y() + area.y() * scale,
            area.width() * scale,
            area.height() * scale,
        )
        return exact.toAlignedRect().adjusted(-1, -1, 1, 1)

    def point_to_window(self, point: QPoint) -> QPoint:
        """Return where a px of the picture lies in the window."""
        target, scale = self.target, self.scale
        return QPoint(round(target.x() + point.x() * scale), round(target.y() + point.y() * scale))

    def about(self, scale: float, at: QPointF) -> QPoint:
        """Change the scale and return the offset that keeps what is at `at` in its place."""
        x = (at.x() - self.target.x()) / self.scale
        y = (at.y() - self.target.y()) / self.scale
        self.set_scale(scale)
        return QPoint(round(x * self.scale - at.x()), round(y * self.scale - at.y()))

    def _lay_out(self) -> None:
        self.scale = self._fitting() if self._held is None else self._held
        width = max(1, round(self.picture.width() * self.scale))
        height = max(1, round(self.picture.height() * self.scale))
        x, y = (self._room.width() - width) // 2, (self._room.height() - height) // 2
        self.target = QRect(
            x if x >= 0 else -self.offset.x(), y if y >= 0 else -self.offset.y(), width, height
        )

    def _fitting(self) -> float:
        if self.picture.isEmpty():
            return 1.0
        scale = min(
            self._room.width() / self.picture.width(), self._room.height() / self.picture.height()
        )
        return 1.0 if 1.0 < scale < _NOT_WORTH_ENLARGING else scale
