"""The pupil's pointer: an arrow with a halo, so that it is seen on any ground. Lane: gui."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF, QRadialGradient

_HALO_PX = 22
_HALO = QColor(255, 196, 0)
_ARROW = QPolygonF(
    [
        QPointF(0, 0),
        QPointF(0, 16.5),
        QPointF(3.9, 12.8),
        QPointF(6.6, 18.9),
        QPointF(9.2, 17.8),
        QPointF(6.5, 11.8),
        QPointF(11.8, 11.8),
    ]
)


def pointer_area(tip: QPoint) -> QRect:
    """Return what a pointer at `tip` covers, px of the widget."""
    return QRect(tip.x() - _HALO_PX, tip.y() - _HALO_PX, 2 * _HALO_PX + 1, 2 * _HALO_PX + 1)


def draw_pointer(painter: QPainter, tip: QPoint) -> None:
    """Draw the pointer with its tip at `tip`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    halo = QRadialGradient(QPointF(tip), _HALO_PX)
    for at, alpha in ((0.0, 110), (0.7, 70), (1.0, 0)):
        halo.setColorAt(at, QColor(_HALO.red(), _HALO.green(), _HALO.blue(), alpha))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(halo))
    painter.drawEllipse(QRectF(pointer_area(tip)))
    painter.translate(QPointF(tip))
    painter.setPen(QPen(QColor("#FFFFFF"), 1.4))
    painter.setBrush(QColor("#101418"))
    painter.drawPolygon(_ARROW)
    painter.restore()
