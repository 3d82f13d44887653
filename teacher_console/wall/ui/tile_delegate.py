"""Lays the parts of a tile onto the wall. Lane: gui."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from protocol.vocabulary import PictureOrigin
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.wall.ui import words
from teacher_console.wall.ui.tile_art import TileArt
from teacher_console.wall.ui.tile_model import TileModel

_GROUND = QColor("#101418")
_BADGE_GAP = 6

Index = QModelIndex | QPersistentModelIndex


class TileDelegate(QStyledItemDelegate):
    """Draws what `TileArt` made and `Pictures` scaled; decides nothing."""

    def __init__(self, tiles: TileModel, art: TileArt) -> None:
        super().__init__()
        self._tiles = tiles
        self._art = art
        self.left_out: list[QRect] = []
        """Tiles of this paint event that miss a part there was no time for."""
        self.area = QRect()
        """What is painted now; a picture that changed is painted alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every tile, margins included."""
        del option, index
        return self._art.tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the tile of `index`."""
        tile = QRect(option.rect)  # a copy: the option is gone after the paint event
        status = self._tiles.status_at(index.row())
        if not self._art.picture_area(tile).contains(self.area):
            self._draw_frame(painter, option, tile, status)
        self._draw_screen(painter, tile, status)

    def _draw_frame(
        self, painter: QPainter, option: QStyleOptionViewItem, tile: QRect, status: DeviceStatus
    ) -> None:
        state: QStyle.StateFlag = option.state
        card = self._art.card(
            is_chosen=bool(state & QStyle.StateFlag.State_Selected),
            is_focused=bool(state & QStyle.StateFlag.State_HasFocus),
        )
        painter.drawPixmap(tile.topLeft(), card)
        caption = self._art.caption(status)
        if caption is None:
            self.left_out.append(tile)
        else:
            painter.drawPixmap(self._art.caption_area(tile).topLeft(), caption)

    def _draw_screen(self, painter: QPainter, tile: QRect, status: DeviceStatus) -> None:
        area = self._art.picture_area(tile)
        picture = self._tiles.pictures.scaled(status.key)
        if picture is None:
            reason = self._art.reason(status)
            if reason is None:
                self.left_out.append(area)
            else:
                painter.drawPixmap(area.topLeft(), reason)
        else:
            place = self._art.picture_place(tile, picture.deviceIndependentSize().toSize())
            if place != area:
                painter.fillRect(area, _GROUND)
            is_old = status.state is DeviceState.QUIET
            if is_old:
                painter.fillRect(area, _GROUND)
                painter.setOpacity(0.55)
            painter.drawPixmap(place, picture)
            painter.setOpacity(1.0)
            self._draw_badges(painter, area, status)

    def _draw_badges(self, painter: QPainter, area: QRect, status: DeviceStatus) -> None:
        now = self._tiles.now
        if status.origin is PictureOrigin.PAINTED:
            self._badge(painter, area, self.tr("Painted desktop (demonstration)"), 0, 0)
        for text, x, y in (
            (words.screens(status), 1, 0),
            (words.idle(status, now), 0, 1),
            (words.age(status, now), 1, 1),
        ):
            if text:
                self._badge(painter, area, text, x, y)

    def _badge(self, painter: QPainter, area: QRect, text: str, x: int, y: int) -> None:
        """Draw a badge into a corner: 0 is left or top, 1 is right or bottom."""
        pill = self._art.pill(text)
        size = pill.deviceIndependentSize().toSize()
        left = area.right() + 1 - _BADGE_GAP - size.width() if x else area.left() + _BADGE_GAP
        top = area.bottom() + 1 - _BADGE_GAP - size.height() if y else area.top() + _BADGE_GAP
        painter.drawPixmap(left, top, pill)
