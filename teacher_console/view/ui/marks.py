"""Shapes for states and icons for actions, drawn: sharp at any size, in any theme. Lane: gui."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from teacher_console.shell.ui.theme import Theme, current_theme
from teacher_console.view.ui.words import Mark


def mark_colour(mark: Mark, theme: Theme) -> QColor:
    """Return the colour of a shape; it is never the only sign."""
    match mark:
        case Mark.LIVE:
            return theme.good
        case Mark.LOST:
            return theme.bad
        case Mark.OLD | Mark.LOCKED | Mark.PAUSED | Mark.NONE:
            return theme.warn
        case Mark.WAIT | Mark.DONE:
            return theme.ink_soft


def draw_mark(painter: QPainter, box: QRectF, mark: Mark, colour: QColor) -> None:
    """Draw the shape into a square."""
    stroke = max(1.6, box.width() / 9)
    _set_pen(painter, colour, stroke)
    ring = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    middle, third = ring.center(), ring.width() / 3.4
    match mark:
        case Mark.LIVE:
            painter.setBrush(colour)
            painter.drawEllipse(ring)
        case Mark.WAIT:
            painter.drawArc(ring, 30 * 16, 280 * 16)
        case Mark.OLD:
            painter.drawEllipse(ring)
            painter.drawLine(middle, middle - QPointF(0, third))
            painter.drawLine(middle, middle + QPointF(third * 0.8, 0))
        case Mark.LOCKED:
            body = QRectF(ring.left() + stroke, middle.y() - stroke / 2, 0, 0)
            body.setBottomRight(QPointF(ring.right() - stroke, ring.bottom()))
            painter.setBrush(colour)
            painter.drawRoundedRect(body, stroke, stroke)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            bow = QRectF(middle.x() - third * 0.8, ring.top(), third * 1.6, ring.height())
            painter.drawArc(bow, 0, 180 * 16)
        case Mark.PAUSED:
            painter.drawEllipse(ring)
            for side in (-1, 1):
                at = middle + QPointF(side * third * 0.5, 0)
                painter.drawLine(at - QPointF(0, third * 0.7), at + QPointF(0, third * 0.7))
        case Mark.NONE:
            painter.drawEllipse(ring)
            painter.drawLine(middle - QPointF(third, -third), middle + QPointF(third, -third))
        case Mark.LOST:
            painter.drawLine(ring.topLeft(), ring.bottomRight())
            painter.drawLine(ring.topRight(), ring.bottomLeft())
        case Mark.DONE:
            painter.drawArc(ring, 130 * 16, 280 * 16)
            painter.drawLine(middle, QPointF(middle.x(), ring.top()))


def mark_icon(mark: Mark, side_px: int, ratio: float) -> QIcon:
    """Return the shape as an icon.

    Args:
        ratio: Of device px to px of the window.
    """
    pixmap, painter = _begin(side_px, ratio)
    box = QRectF(0, 0, side_px, side_px).adjusted(1, 1, -1, -1)
    draw_mark(painter, box, mark, mark_colour(mark, current_theme()))
    painter.end()
    return QIcon(pixmap)


class MarkLabel(QWidget):
    """A shape as a widget; the words beside it say the same, so screen readers pass it by."""

    def __init__(self, side_px: int) -> None:
        super().__init__()
        self._mark = Mark.WAIT
        self.setFixedSize(QSize(side_px, side_px))

    def show_mark(self, mark: Mark) -> None:
        """Show this shape."""
        self._mark = mark
        self.update()

    def paintEvent(self, event: object) -> None:
        """Draw the shape."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = mark_colour(self._mark, current_theme())
        draw_mark(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._mark, colour)
        painter.end()


def action_icon(name: str, side_px: int, ratio: float) -> QIcon:
    """Return the icon of an action: fit, real, camera, full or close.

    Args:
        ratio: Of device px to px of the window.
    """
    pixmap, painter = _begin(side_px, ratio)
    _set_pen(painter, current_theme().ink, side_px / 11)
    _ACTIONS[name](painter, QRectF(0, 0, side_px, side_px).adjusted(1, 2, -3, -2))
    painter.end()
    return QIcon(pixmap)


def _begin(side_px: int, ratio: float) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(QSize(side_px, side_px) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter


def _set_pen(painter: QPainter, colour: QColor, stroke: float) -> None:
    pen = QPen(colour, stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _fit(painter: QPainter, box: QRectF) -> None:
    painter.drawRect(box.adjusted(0, box.height() * 0.12, 0, -box.height() * 0.12))
    inner = box.adjusted(
        box.width() * 0.27, box.height() * 0.34, -box.width() * 0.27, -box.height() * 0.34
    )
    painter.drawRect(inner)


def _real(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box.adjusted(0, 0, -box.width() * 0.28, -box.height() * 0.28))
    painter.drawLine(
        box.topLeft() + QPointF(box.width() * 0.66, box.height() * 0.66), box.bottomRight()
    )


def _camera(painter: QPainter, box: QRectF) -> None:
    body = box.adjusted(0, box.height() * 0.22, 0, -box.height() * 0.08)
    painter.drawRoundedRect(body, 2, 2)
    radius = body.height() * 0.27
    painter.drawEllipse(body.center(), radius, radius)
    top = body.top()
    painter.drawPolyline(
        [
            QPointF(box.center().x() - box.width() * 0.2, top),
            QPointF(box.center().x() - box.width() * 0.12, box.top() + 1),
            QPointF(box.center().x() + box.width() * 0.12, box.top() + 1),
            QPointF(box.center().x() + box.width() * 0.2, top),
        ]
    )


def _full(painter: QPainter, box: QRectF) -> None:
    arm = box.width() * 0.3
    for quarter in range(4):
        painter.save()
        painter.translate(box.center())
        painter.rotate(90 * quarter)
        half = box.width() / 2
        painter.drawPolyline(
            [QPointF(-half, -half + arm), QPointF(-half, -half), QPointF(-half + arm, -half)]
        )
        painter.restore()


def _close(painter: QPainter, box: QRectF) -> None:
    inner = box.adjusted(2, 2, -2, -2)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


_ACTIONS = {
    "fit": _fit,
    "real": _real,
    "camera": _camera,
    "full": _full,
    "close": _close,
}
