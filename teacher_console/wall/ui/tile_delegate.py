"""Paints one tile: picture, name, device, and its state as shape and word. Lane: gui."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from protocol.vocabulary import PictureOrigin
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.shell.ui.theme import Theme, current_theme
from teacher_console.wall.ui import words
from teacher_console.wall.ui.tile_model import TileRole

_MARGIN = 8
_PAD = 12
_RADIUS = 10.0
_ASPECT = 9 / 16

Index = QModelIndex | QPersistentModelIndex


class TileDelegate(QStyledItemDelegate):
    """Draws tiles of one width, set by the slider."""

    def __init__(self) -> None:
        super().__init__()
        self.width_px = 300
        self.aspect = _ASPECT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every tile, margins included."""
        del index
        lines = QFontMetrics(option.font).lineSpacing()
        height = round((self.width_px - 2 * _MARGIN) * _ASPECT) + round(lines * 2.35) + 2 * _PAD
        return QSize(self.width_px, height + 2 * _MARGIN)

    def picture_area(self, tile: QRect) -> QRect:
        """Return where in `tile` the picture, or the reason for none, is."""
        card = tile.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        return QRect(card.left(), card.top(), card.width(), round(card.width() * _ASPECT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the tile of `index`."""
        status: DeviceStatus = index.data(TileRole.STATUS)
        picture: QImage | None = index.data(TileRole.PICTURE)
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._card(painter, option, theme)
        area = self.picture_area(option.rect)
        if picture is not None:
            _draw_picture(painter, area, picture, is_old=status.state is DeviceState.QUIET)
        else:
            _draw_reason(painter, area, status, option.font, theme)
        if status.origin is PictureOrigin.PAINTED:
            _draw_badge(painter, area, self.tr("Painted desktop (demonstration)"), option.font)
        self._caption(painter, option, status, theme)
        painter.restore()

    def _card(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        card = QRectF(option.rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        rim = theme.accent if is_chosen or is_focused else theme.line
        painter.setPen(QPen(rim, 2.0 if is_chosen or is_focused else 1.0))
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)

    def _caption(
        self, painter: QPainter, option: QStyleOptionViewItem, status: DeviceStatus, theme: Theme
    ) -> None:
        area = self.picture_area(option.rect)
        card = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        box = QRect(
            card.left() + _PAD,
            area.bottom() + _PAD,
            card.width() - 2 * _PAD,
            card.bottom() - area.bottom() - _PAD - _PAD // 2,
        )
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        line = QFontMetrics(option.font).lineSpacing()
        _draw_line(
            painter,
            QRect(box.left(), box.top(), box.width(), line),
            words.title(status),
            bold,
            theme.ink,
        )
        below = QRect(box.left(), box.top() + round(line * 1.2), box.width(), line)
        word = words.state_word(status)
        colour = _state_colour(status.state, theme)
        metrics = QFontMetrics(option.font)
        width = min(metrics.horizontalAdvance(word), below.width() * 2 // 3)
        place = QRect(below.right() - width, below.top(), width + 1, line)
        _draw_line(painter, place, word, option.font, colour)
        side = line * 0.62
        shape = QRectF(
            place.left() - side - line * 0.4, place.center().y() - side / 2 + 0.5, side, side
        )
        _draw_shape(painter, shape, status.state, colour)
        rest = QRect(below.left(), below.top(), int(shape.left()) - below.left() - 8, line)
        _draw_line(painter, rest, words.subtitle(status), option.font, theme.ink_soft)


def _draw_picture(painter: QPainter, area: QRect, picture: QImage, *, is_old: bool) -> None:
    painter.save()
    painter.setClipPath(_top_rounded(area))
    painter.fillRect(area, QColor("#101418"))
    size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(area.center())
    shown = picture.convertToFormat(QImage.Format.Format_Grayscale8) if is_old else picture
    painter.setOpacity(0.55 if is_old else 1.0)
    painter.drawImage(place, shown)
    painter.restore()


def _draw_reason(
    painter: QPainter, area: QRect, status: DeviceStatus, font: QFont, theme: Theme
) -> None:
    painter.fillPath(_top_rounded(area), theme.hollow)
    line = QFontMetrics(font).lineSpacing()
    side = line * 1.5
    inside = area.adjusted(_PAD, _PAD, -_PAD, -_PAD)
    text = words.explanation(status)
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
        Qt.TextFlag.TextWordWrap
    )
    needed = QFontMetrics(font).boundingRect(inside, flags, text).height()
    has_icon = side + line * 0.5 + needed <= inside.height()
    height = needed + (side + line * 0.5 if has_icon else 0)
    top = inside.center().y() - height / 2
    colour = _state_colour(status.state, theme)
    if has_icon:
        shape = QRectF(inside.center().x() - side / 2, top, side, side)
        _draw_shape(painter, shape, status.state, colour)
        top += side + line * 0.5
    painter.setPen(theme.ink_soft)
    painter.setFont(font)
    painter.setClipRect(area)
    painter.drawText(QRectF(inside.left(), top, inside.width(), needed), flags, text)
    painter.setClipping(False)


def _draw_badge(painter: QPainter, area: QRect, text: str, font: QFont) -> None:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.85)
    metrics = QFontMetrics(small)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 32)
    box = QRectF(
        area.left() + 8, area.top() + 8, metrics.horizontalAdvance(shown) + 16, metrics.height() + 6
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(16, 20, 24, 215))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(small)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)


def _draw_line(painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    one_line = " ".join(text.split())
    shown = QFontMetrics(font).elidedText(one_line, Qt.TextElideMode.ElideRight, box.width())
    align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(box, align | int(Qt.TextFlag.TextSingleLine), shown)


def _state_colour(state: DeviceState, theme: Theme) -> QColor:
    match state:
        case DeviceState.LIVE:
            return theme.good
        case DeviceState.LOST | DeviceState.REFUSED:
            return theme.bad
        case DeviceState.WITHHELD | DeviceState.QUIET:
            return theme.warn
        case DeviceState.NOT_ADMITTED:
            return theme.accent
        case _:
            return theme.ink_soft


def _draw_shape(painter: QPainter, box: QRectF, state: DeviceState, colour: QColor) -> None:
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
        case _:
            painter.drawEllipse(ring)


def _top_rounded(area: QRect) -> QPainterPath:
    box = QRectF(area).adjusted(1, 1, -1, 0)
    path = QPainterPath()
    path.moveTo(box.bottomLeft())
    path.lineTo(box.left(), box.top() + _RADIUS)
    path.quadTo(box.topLeft(), QPointF(box.left() + _RADIUS, box.top()))
    path.lineTo(box.right() - _RADIUS, box.top())
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + _RADIUS))
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    return path
