"""The wall as a grid of tiles; knows which are visible. Lane: gui."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from protocol.identifiers import TransportKey
from protocol.limits import PICTURE_MAX_WIDTH_PX
from teacher_console.shell.ui.theme import current_theme
from teacher_console.wall.fit import fitting_width
from teacher_console.wall.ui.tile_art import TileArt
from teacher_console.wall.ui.tile_delegate import TileDelegate
from teacher_console.wall.ui.tile_model import TileModel
from teacher_console.wall.ui.visibility import Seen, Visibility
from teacher_console.wall.ui.wall_keys import is_used, menu_place

WIDTH_MIN_PX, WIDTH_MAX_PX = 160, 480
"""Of a tile, at a font of 18 px a line; both grow with larger fonts."""
_LINE_PX = 18
_WHEEL_STEP_PX = 20
_PICTURE_STEP_PX = 80
_SCROLL_BAR_PX = 20
_ASPECT = 9 / 16


class WallView(QListView):
    """Shows `TileModel`.

    Signals:
        width_changed: Tiles have another width, px.
        fit_changed: Whether tiles are sized so that all fit.
        visible_changed: Keys of the visible tiles (frozenset), and the picture width that serves.
        opened: The key of a tile that Enter or a double click asks to see.
        typed: Text typed to find somebody.
        menu_asked: Where, in global coordinates.
    """

    width_changed = Signal(int)
    fit_changed = Signal(bool)
    visible_changed = Signal(object, int)
    opened = Signal(object)
    typed = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, tiles: TileModel) -> None:
        super().__init__()
        self._tiles = tiles
        self._art = TileArt()
        self._width_px = 300
        self._is_fitted = True
        self._delegate = TileDelegate(tiles, self._art)
        self._set_look()
        self.setItemDelegate(self._delegate)
        self.setModel(tiles)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionRectVisible(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Pupils' screens"))
        self._rest = QTimer(self)
        self._rest.setObjectName("rest of the paint")
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._paint_rest)
        self._visibility = Visibility(self, tiles, self._seen)
        self._visibility.changed.connect(self.visible_changed)
        for signal in (tiles.rowsInserted, tiles.rowsRemoved):
            signal.connect(self._fit_if_wanted)
        tiles.picture_changed.connect(self._repaint_picture)
        self.doubleClicked.connect(self._open)

    def width_range(self) -> tuple[int, int]:
        """Return how wide tiles may be at this font, px."""
        scale = max(1.0, self.fontMetrics().lineSpacing() / _LINE_PX)
        return round(WIDTH_MIN_PX * scale), round(WIDTH_MAX_PX * scale)

    def set_tile_width(self, width_px: int) -> None:
        """Make tiles this wide, within `width_range`, and stay so."""
        if width_px != self._width_px:
            self.set_fitted(False)
            self._set_width(width_px)

    def set_fitted(self, is_fitted: bool) -> None:  # noqa: FBT001  # a slot
        """Keep tiles as wide as lets all be seen, until somebody chooses a width."""
        if is_fitted != self._is_fitted:
            self._is_fitted = is_fitted
            self.fit_changed.emit(is_fitted)
        self._fit_if_wanted()

    def tile_width(self) -> int:
        """Return the width of tiles, px."""
        return self._width_px

    def refresh(self) -> None:
        """Say again what is visible, and paint all of it."""
        self._visibility.tell_again()
        self.viewport().update()

    def visible_keys(self) -> frozenset[TransportKey]:
        """Return the devices whose tiles are, at least in part, in view."""
        view = self.viewport().rect()
        low, high = 0, self._tiles.rowCount()
        while low < high:  # rows lie from top to bottom: the first that ends inside the view
            middle = (low + high) // 2
            if self.visualRect(self._tiles.index(middle, 0)).bottom() < view.top():
                low = middle + 1
            else:
                high = middle
        keys: set[TransportKey] = set()
        for row in range(low, self._tiles.rowCount()):
            if self.visualRect(self._tiles.index(row, 0)).top() > view.bottom():
                break
            keys.add(self._tiles.status_at(row).key)
        return frozenset(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, find by typing; the rest is Qt's."""
        if not is_used(event, self, open_at=self._open, find=self.typed.emit):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the tile when the keyboard asks."""
        self.menu_asked.emit(menu_place(event, self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Size tiles with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = _WHEEL_STEP_PX if event.angleDelta().y() > 0 else -_WHEEL_STEP_PX
            self.set_tile_width(self._width_px + step)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; what there was no time for follows in the next turn of the loop."""
        self._set_look()
        self._art.begin()
        self._delegate.left_out.clear()
        # One rectangle at a time: Qt asks for all tiles between the first and the last of several.
        for area in event.region():  # type: ignore[attr-defined]  # missing in the stubs
            self._delegate.area = area
            super().paintEvent(QPaintEvent(area))
        if self._delegate.left_out:
            self._rest.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Note that other tiles may be visible."""
        super().resizeEvent(event)
        self._fit_if_wanted()
        self._visibility.look_soon()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to say what is visible."""
        super().showEvent(event)
        self._size_pictures()
        self._visibility.look_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is visible any more."""
        self._rest.stop()
        self._visibility.nothing()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._lay_out()

    def _paint_rest(self) -> None:
        for tile in self._delegate.left_out:
            self.viewport().update(tile)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._tiles.status_at(index.row()).key)

    def _fit_if_wanted(self) -> None:
        if not self._is_fitted or not self._tiles.rowCount():
            return
        tile = self._art.tile_size()
        view = self.viewport().size()
        width_px = fitting_width(
            self._tiles.rowCount(),
            view_width_px=view.width() - _SCROLL_BAR_PX,
            view_height_px=view.height(),
            extra_height_px=tile.height() - int(tile.width() * _ASPECT),
            aspect=_ASPECT,
            least_px=self.width_range()[0],
        )
        self._set_width(width_px)

    def _set_width(self, width_px: int) -> None:
        least, most = self.width_range()
        width_px = max(least, min(most, width_px))
        if width_px == self._width_px:
            return
        self._width_px = width_px
        self._lay_out()
        self.width_changed.emit(width_px)

    def _set_look(self) -> None:
        self._art.set_look(self._width_px, self.font(), self.devicePixelRatioF(), current_theme())

    def _lay_out(self) -> None:
        self._set_look()
        self._size_pictures()
        self.setGridSize(QSize())
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        self._visibility.look_soon()

    def _size_pictures(self) -> None:
        if self.isVisible():
            self._tiles.pictures.set_size(self._art.picture_size(), self.devicePixelRatioF())

    def _repaint_picture(self, row: int, part: QRect) -> None:
        index = self._tiles.index(row, 0)
        tile = self.visualRect(index) if self.isVisible() else QRect()
        picture = self._tiles.pictures.scaled(self._tiles.status_at(row).key)
        if not tile.isValid() or picture is None:
            return
        area = self._art.picture_area(tile)
        if part:
            place = self._art.picture_place(tile, picture.deviceIndependentSize().toSize())
            area = part.translated(place.topLeft()).intersected(area)
        self.viewport().update(area)

    def _seen(self) -> Seen:
        ratio = self.devicePixelRatioF()
        steps = -(-int(self._art.picture_size().width() * ratio) // _PICTURE_STEP_PX)
        return self.visible_keys(), min(PICTURE_MAX_WIDTH_PX, steps * _PICTURE_STEP_PX)
