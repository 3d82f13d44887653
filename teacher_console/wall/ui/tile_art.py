"""The parts of a tile as ready pixmaps: card, caption, reason, badges. Lane: gui.

Text and rounded corners cost a hundred times what copying pixels costs. Each part is drawn once
for what it says and then only copied, so a repaint of the whole wall is a matter of a millisecond.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.shell.ui.theme import Theme
from teacher_console.wall.ui import words
from teacher_console.wall.ui.state_shape import draw_state, state_colour

MARGIN = 6
_INSET = 6
_RADIUS = 9.0
_ASPECT = 9 / 16
_PARTS_MAX = 700
"""Captions and reasons kept: two for each of 300 tiles, with room. A small one takes 35 kB."""
_BUDGET_S = 0.0025
_DARK = QColor(16, 20, 24, 225)

Draw = Callable[[QPainter, QRectF], None]


class TileArt:
    """Parts for tiles of one size, font and theme; `set_look` begins anew.

    Args:
        clock: Seconds, for the budget alone.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._parts: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._look: tuple[object, ...] = ()
        self._until = float("inf")

    def set_look(self, width_px: int, font: QFont, ratio: float, theme: Theme) -> None:
        """Make parts for tiles `width_px` wide, margins included."""
        look = (width_px, font.key(), ratio, id(theme))
        if look == self._look:
            return
        self._look = look
        self._parts.clear()
        self._width_px, self._font, self._ratio, self._theme = width_px, QFont(font), ratio, theme
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(font)
        self._small.setPointSizeF(max(7.0, font.pointSizeF() * 0.88))
        self._line = QFontMetrics(font).lineSpacing()

    def begin(self) -> None:
        """Begin one paint event: what it may spend on new parts is bounded."""
        self._until = self._clock() + _BUDGET_S

    def tile_size(self) -> QSize:
        """Return the size of every tile, margins included."""
        picture_px = self.picture_size().height()
        return QSize(self._width_px, picture_px + self._caption_height() + 2 * MARGIN + _INSET)

    def picture_size(self) -> QSize:
        """Return the size of the picture in every tile."""
        return self.picture_area(QRect(0, 0, self._width_px, 0)).size()

    def picture_area(self, tile: QRect) -> QRect:
        """Return where in `tile` the picture, or the reason for none, is."""
        width = tile.width() - 2 * (MARGIN + _INSET)
        place = MARGIN + _INSET
        return QRect(tile.left() + place, tile.top() + place, width, round(width * _ASPECT))

    def picture_place(self, tile: QRect, picture: QSize) -> QRect:
        """Return where in `tile` a picture of this size lies, logical px; all of it is seen."""
        area = self.picture_area(tile)
        if picture.width() > area.width() or picture.height() > area.height():
            picture = picture.scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), picture)
        place.moveCenter(area.center())
        return place

    def caption_area(self, tile: QRect) -> QRect:
        """Return where in `tile` its two lines of text are."""
        picture = self.picture_area(tile)
        return QRect(picture.left(), picture.bottom() + 1, picture.width(), self._caption_height())

    def card(self, *, is_chosen: bool, is_focused: bool) -> QPixmap:
        """Return the ground of a tile."""
        return self._part(
            ("card", is_chosen, is_focused),
            self.tile_size(),
            lambda painter, box: self._draw_card(painter, box, is_chosen, is_focused),
            ground=self._theme.ground,
        )

    def caption(self, status: DeviceStatus) -> QPixmap | None:
        """Return name, device and state; None when this paint event has no time left for it."""
        name, device = words.title(status), words.subtitle(status)
        key = ("caption", name, device, status.state)
        if not self._may_make(key):
            return None
        size = self.caption_area(QRect(0, 0, self._width_px, 0)).size()
        return self._part(
            key, size, lambda painter, box: self._draw_caption(painter, box, status, name, device)
        )

    def reason(self, status: DeviceStatus) -> QPixmap | None:
        """Return why there is no picture; None when this paint event has no time left for it."""
        text = words.explanation(status)
        key = ("reason", text, status.state)
        if not self._may_make(key):
            return None
        size = self.picture_size()
        return self._part(
            key, size, lambda painter, box: self._draw_reason(painter, box, status, text)
        )

    def pill(self, text: str) -> QPixmap:
        """Return a badge, dark on whatever picture it lies on."""
        metrics = QFontMetrics(self._small)
        room = self.picture_size().width() - 12
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 16)
        size = QSize(metrics.horizontalAdvance(shown) + 16, metrics.height() + 6)
        return self._part(
            ("pill", shown), size, lambda painter, box: self._draw_pill(painter, box, shown)
        )

    def _caption_height(self) -> int:
        return round(self._line * 2.2) + 14

    def _may_make(self, key: tuple[object, ...]) -> bool:
        return key in self._parts or self._clock() < self._until

    def _part(
        self, key: tuple[object, ...], size: QSize, draw: Draw, ground: QColor | None = None
    ) -> QPixmap:
        part = self._parts.get(key)
        if part is not None:
            self._parts.move_to_end(key)
            return part
        part = QPixmap(size * self._ratio)
        part.setDevicePixelRatio(self._ratio)
        part.fill(ground if ground is not None else Qt.GlobalColor.transparent)
        painter = QPainter(part)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        self._parts[key] = part
        if len(self._parts) > _PARTS_MAX:
            self._parts.popitem(last=False)
        return part

    def _draw_card(
        self,
        painter: QPainter,
        box: QRectF,
        is_chosen: bool,  # noqa: FBT001  # one of four faces
        is_focused: bool,  # noqa: FBT001
    ) -> None:
        theme = self._theme
        card = box.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.setPen(QPen(theme.accent if is_chosen else theme.line, 3.0 if is_chosen else 1.0))
        painter.setBrush(theme.chosen if is_chosen else theme.surface)
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        if is_focused:
            painter.setPen(QPen(theme.ink, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(-4, -4, 4, 4), _RADIUS + 3, _RADIUS + 3)

    def _draw_caption(
        self, painter: QPainter, box: QRectF, status: DeviceStatus, name: str, device: str
    ) -> None:
        theme, line = self._theme, self._line
        inner = box.adjusted(4, 6, -4, -8).toRect()
        first = QRect(inner.left(), inner.top(), inner.width(), line)
        _draw_line(painter, first, name, self._bold, theme.ink)
        below = QRect(inner.left(), inner.top() + round(line * 1.2), inner.width(), line)
        word = words.state_word(status)
        colour = state_colour(status.state, theme)
        side = line * 0.62
        room = below.width() - int(side + line * 0.4)
        needed = QFontMetrics(self._font).horizontalAdvance(word) + 1
        width = min(needed, room if room < needed * 1.5 else room * 2 // 3)
        place = QRect(below.right() - width, below.top(), width + 1, line)
        _draw_line(painter, place, word, self._font, colour)
        middle = place.center().y() - side / 2 + 0.5
        shape = QRectF(place.left() - side - line * 0.4, middle, side, side)
        draw_state(painter, shape, status.state, colour)
        left = int(shape.left()) - below.left() - 8
        if left > 2 * line:
            rest = QRect(below.left(), below.top(), left, line)
            _draw_line(painter, rest, device, self._font, theme.ink_soft)

    def _draw_reason(self, painter: QPainter, box: QRectF, status: DeviceStatus, text: str) -> None:
        theme, line = self._theme, self._line
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.hollow)
        painter.drawRoundedRect(box, 4, 4)
        inside = box.adjusted(8, 4, -8, -4).toRect()
        metrics = QFontMetrics(self._font)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
            Qt.TextFlag.TextWordWrap
        )
        shown = _shortened(text, metrics, inside, flags)
        needed = metrics.boundingRect(inside, flags, shown).height()
        side = line * 1.4
        has_shape = side + line * 0.5 + needed <= inside.height()
        top = inside.center().y() - (needed + (side + line * 0.5 if has_shape else 0)) / 2
        if has_shape:
            shape = QRectF(inside.center().x() - side / 2, top, side, side)
            draw_state(painter, shape, status.state, state_colour(status.state, theme))
            top += side + line * 0.5
        painter.setPen(theme.ink_soft)
        painter.setFont(self._font)
        painter.drawText(QRectF(inside.left(), top, inside.width(), needed), flags, shown)

    def _draw_pill(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_DARK)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(self._small)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _draw_line(painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(box, align | int(Qt.TextFlag.TextSingleLine), shown)


def _shortened(text: str, metrics: QFontMetrics, inside: QRect, flags: int) -> str:
    """Return as many words of `text` as fit into `inside`."""
    words_left = text.split()
    shown = text
    while len(words_left) > 1 and metrics.boundingRect(inside, flags, shown).height() > (
        inside.height()
    ):
        words_left.pop()
        shown = " ".join(words_left) + "…"
    return shown
