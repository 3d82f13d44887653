"""The wall as a list: a small picture, who, which device, how it stands, since when. Lane: gui."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.shell.ui.theme import current_theme
from teacher_console.wall.order import Choice
from teacher_console.wall.ui.state_shape import draw_state, state_colour
from teacher_console.wall.ui.tile_model import SORTING, TileModel
from teacher_console.wall.ui.tile_rows import Column, Index
from teacher_console.wall.ui.visibility import Seen, Visibility
from teacher_console.wall.ui.wall_keys import is_used, menu_place

_PICTURE_LINES = 2.4
_ASPECT = 16 / 9
_ASKED_WIDTH_PX = 160
_ROOMY = 1.5


class ListView(QTreeView):
    """Shows `TileModel` in columns.

    Signals:
        visible_changed, opened, typed, menu_asked: As those of `WallView`.
    """

    visible_changed = Signal(object, int)
    opened = Signal(object)
    typed = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, tiles: TileModel) -> None:
        super().__init__()
        self._tiles = tiles
        self.setModel(tiles)
        self.setItemDelegate(_RowDelegate(tiles, self))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Pupils' screens, as a list"))
        self.setObjectName("wallList")
        self.header().setAccessibleName(self.tr("Columns: click one to sort by it"))
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.header().setSectionsClickable(True)
        self.header().setSortIndicatorShown(True)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.header().sectionClicked.connect(self._sort_by)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setSectionResizeMode(Column.STATE, QHeaderView.ResizeMode.Stretch)
        self._size_columns()
        self._visibility = Visibility(self, tiles, self._seen)
        self._visibility.changed.connect(self.visible_changed)
        tiles.picture_changed.connect(self._repaint_picture)
        self.doubleClicked.connect(self._open)

    def picture_size(self) -> QSize:
        """Return the size of the pictures in the rows."""
        height = round(self.fontMetrics().lineSpacing() * _PICTURE_LINES)
        return QSize(round(height * _ASPECT), height)

    def follow(self, choice: Choice) -> None:
        """Show what the list is sorted by."""
        column = next(each for each, sorting in SORTING.items() if sorting is choice.sorting)
        order = (
            Qt.SortOrder.DescendingOrder if choice.is_descending else Qt.SortOrder.AscendingOrder
        )
        self.header().setSortIndicator(column, order)

    def refresh(self) -> None:
        """Say again what is visible, and paint all of it."""
        self._visibility.tell_again()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, find by typing; the rest is Qt's."""
        if not is_used(event, self, open_at=self._open, find=self.typed.emit):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the row when the keyboard asks."""
        self.menu_asked.emit(menu_place(event, self))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to say what is visible."""
        super().showEvent(event)
        self._tiles.pictures.set_size(self.picture_size(), self.devicePixelRatioF())
        self._visibility.look_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is visible any more."""
        self._visibility.nothing()
        super().hideEvent(event)

    def _size_columns(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        picture = self.picture_size().width()
        for column, letters in (
            (Column.PUPIL, 28),
            (Column.DEVICE, 18),
            (Column.ROOM, 16),
            (Column.ACTIVITY, 18),
            (Column.SEEN, 14),
        ):
            extra = picture if column is Column.PUPIL else 0
            self.header().resizeSection(column, extra + letters * letter)

    def _sort_by(self, column: int) -> None:
        choice = self._tiles.choice
        sorting = SORTING.get(Column(column))
        is_same = sorting is choice.sorting
        is_descending = is_same and not choice.is_descending
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        self._tiles.sort(column, order)
        self.follow(self._tiles.choice)

    def _open(self, index: Index) -> None:
        self.opened.emit(self._tiles.status_at(index.row()).key)

    def _repaint_picture(self, row: int, part: QRect) -> None:
        del part
        if self.isVisible():
            self.viewport().update(self.visualRect(self._tiles.index(row, Column.PUPIL)))

    def _seen(self) -> Seen:
        top = self.indexAt(QPoint(0, 0))
        bottom = self.indexAt(QPoint(0, self.viewport().height() - 1))
        last = bottom.row() if bottom.isValid() else self._tiles.rowCount() - 1
        rows = range(top.row(), last + 1) if top.isValid() else range(0)
        return frozenset(self._tiles.status_at(row).key for row in rows), _ASKED_WIDTH_PX


class _RowDelegate(QStyledItemDelegate):
    """Adds the picture and the state's shape to what Qt draws."""

    def __init__(self, tiles: TileModel, view: ListView) -> None:
        super().__init__(view)
        self._tiles = tiles
        self._view = view
        self._shapes: dict[tuple[object, ...], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; its width is the column's."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), self._view.picture_size().height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        status = self._tiles.status_at(index.row())
        if index.column() == Column.PUPIL:
            self._draw_picture(painter, option, status)
        elif index.column() == Column.STATE:
            shape = self._shape(status)
            side = shape.deviceIndependentSize().height()
            middle = option.rect.center().y() - side / 2
            painter.drawPixmap(option.rect.left() + 8, round(middle), shape)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave room for the picture, or the shape."""
        super().initStyleOption(option, index)
        room = 0
        if index.column() == Column.PUPIL:
            room = self._view.picture_size().width() + 12
        elif index.column() == Column.STATE:
            room = round(option.fontMetrics.lineSpacing() * _ROOMY)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(room, 1)

    def _draw_picture(
        self, painter: QPainter, option: QStyleOptionViewItem, status: DeviceStatus
    ) -> None:
        size = self._view.picture_size()
        left, top = option.rect.left() + 8, option.rect.center().y() - size.height() // 2
        picture = self._tiles.pictures.scaled(status.key)
        if picture is None:
            painter.fillRect(left, top, size.width(), size.height(), current_theme().hollow)
            return
        fitted = picture.deviceIndependentSize().toSize()
        if fitted.width() > size.width() or fitted.height() > size.height():
            fitted.scale(size, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(left, top, fitted.width(), fitted.height(), picture)

    def _shape(self, status: DeviceStatus) -> QPixmap:
        theme, ratio = current_theme(), self._view.devicePixelRatioF()
        side = round(self._view.fontMetrics().lineSpacing() * 0.7)
        key = (status.state, id(theme), ratio, side)
        shape = self._shapes.get(key)
        if shape is None:
            shape = QPixmap(QSize(side, side) * ratio)
            shape.setDevicePixelRatio(ratio)
            shape.fill(Qt.GlobalColor.transparent)
            with QPainter(shape) as pen:
                pen.setRenderHint(QPainter.RenderHint.Antialiasing)
                box = QRectF(0, 0, side, side)
                draw_state(pen, box, status.state, state_colour(status.state, theme))
            self._shapes[key] = shape
        return shape
