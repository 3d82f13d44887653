"""The shape and colour of each state; the shape alone tells states apart. Lane: gui."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from teacher_console.classroom.device_status import DeviceState
from teacher_console.shell.ui.theme import Theme


def state_colour(state: DeviceState, theme: Theme) -> QColor:
    """Return the colour of the state's shape and word."""
    match state:
        case DeviceState.LIVE:
            return theme.good
        case DeviceState.LOST | DeviceState.REFUSED | DeviceState.DUPLICATE:
            return theme.bad
        case DeviceState.WITHHELD | DeviceState.QUIET:
            return theme.warn
        case DeviceState.NOT_ADMITTED:
            return theme.accent
        case _:
            return theme.ink_soft


def draw_state(painter: QPainter, box: QRectF, state: DeviceState, colour: QColor) -> None:
    """Draw the state's shape into `box`, a square."""
    stroke = max(1.6, box.width() / 8)
    pen = QPen(colour, stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    middle, third = ring.center(), ring.width() / 3.4
    match state:
        case DeviceState.LIVE:
            painter.setBrush(colour)
            painter.drawEllipse(ring)
        case DeviceState.LOST | DeviceState.REFUSED:
            painter.drawLine(ring.topLeft(), ring.bottomRight())
            painter.drawLine(ring.topRight(), ring.bottomLeft())
        case DeviceState.WITHHELD:
            painter.drawEllipse(ring)
            painter.drawLine(middle - QPointF(third, -third), middle + QPointF(third, -third))
        case DeviceState.NOT_ADMITTED:
            painter.drawEllipse(ring)
            painter.drawLine(middle - QPointF(third, 0), middle + QPointF(third, 0))
            painter.drawLine(middle - QPointF(0, third), middle + QPointF(0, third))
        case DeviceState.STARTING | DeviceState.QUIET:
            painter.drawArc(ring, 30 * 16, 280 * 16)
        case DeviceState.LEFT:
            painter.drawArc(ring, 130 * 16, 280 * 16)
            painter.drawLine(middle, QPointF(middle.x(), ring.top()))
        case DeviceState.DUPLICATE:
            offset = QPointF(ring.width() / 3, ring.height() / 3)
            painter.drawRect(QRectF(ring.topLeft(), ring.bottomRight() - offset))
            painter.drawRect(QRectF(ring.topLeft() + offset, ring.bottomRight()))
        case _:
            painter.drawEllipse(ring)
