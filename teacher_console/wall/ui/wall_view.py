"""The wall: tiles in a grid, sized by slider or wheel; knows which are visible. Lane: gui."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from protocol.identifiers import TransportKey
from protocol.limits import PICTURE_MAX_WIDTH_PX
from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.wall.fit import fitting_width
from teacher_console.wall.ui.tile_delegate import TileDelegate
from teacher_console.wall.ui.tile_model import TileOrder, TileRole

WIDTH_MIN_PX, WIDTH_MAX_PX = 160, 480
_WHEEL_STEP_PX = 20
_SETTLE_MS = 80
"""After scrolling or sizing, before devices are asked for other pictures."""
_PICTURE_STEP_PX = 80
_SCROLL_BAR_PX = 20


class WallView(QListView):
    """Shows `TileOrder`.

    Signals:
        width_changed: Tiles have another width, px.
        visible_changed: Keys of the visible tiles (frozenset), and the picture width that serves.
    """

    width_changed = Signal(int)
    visible_changed = Signal(object, int)

    def __init__(self, order: TileOrder) -> None:
        super().__init__()
        self._delegate = TileDelegate()
        self.setItemDelegate(self._delegate)
        self.setModel(order)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Pupils' screens"))
        self._settle = QTimer(self)
        self._settle.setObjectName("wall settle")
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._tell_visible)
        self.verticalScrollBar().valueChanged.connect(self._changed)
        for signal in (order.rowsInserted, order.rowsRemoved, order.layoutChanged):
            signal.connect(self._changed)
        for signal in (order.rowsInserted, order.rowsRemoved, order.modelReset):
            signal.connect(self.fit)
        self._told: tuple[frozenset[TransportKey], int] | None = None
        self._is_fitted = True

    def set_tile_width(self, width_px: int) -> None:
        """Make tiles this wide, within 160 to 480 px, and stay so."""
        if width_px != self.tile_width():
            self._is_fitted = False
            self._set_width(width_px)

    def fit(self) -> None:
        """Make tiles as wide as lets all be seen, until somebody chooses a width."""
        if not self._is_fitted or not self.model().rowCount():
            return
        tile = self._delegate.sizeHint(self._options(), QModelIndex())
        aspect = self._delegate.aspect
        view = self.viewport().size()
        width_px = fitting_width(
            self.model().rowCount(),
            view_width_px=view.width() - _SCROLL_BAR_PX,
            view_height_px=view.height(),
            extra_height_px=tile.height() - int(tile.width() * aspect),
            aspect=aspect,
        )
        self._set_width(width_px)

    def _set_width(self, width_px: int) -> None:
        width_px = max(WIDTH_MIN_PX, min(WIDTH_MAX_PX, width_px))
        if width_px == self._delegate.width_px:
            return
        self._delegate.width_px = width_px
        self._lay_out()
        self.width_changed.emit(width_px)

    def tile_width(self) -> int:
        """Return the width of tiles, px."""
        return self._delegate.width_px

    def visible_keys(self) -> frozenset[TransportKey]:
        """Return the devices whose tiles are, at least in part, in view."""
        view = self.viewport().rect()
        keys: set[TransportKey] = set()
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            if self.visualRect(index).intersects(view):
                status: DeviceStatus = index.data(TileRole.STATUS)
                keys.add(status.key)
        return frozenset(keys)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Size tiles with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = _WHEEL_STEP_PX if event.angleDelta().y() > 0 else -_WHEEL_STEP_PX
            self.set_tile_width(self.tile_width() + step)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Note that other tiles may be visible."""
        super().resizeEvent(event)
        self.fit()
        self._changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to say what is visible."""
        super().showEvent(event)
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is visible any more."""
        self._settle.stop()
        self._told = (frozenset(), 0)
        self.visible_changed.emit(*self._told)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._lay_out()

    def _options(self) -> QStyleOptionViewItem:
        options = QStyleOptionViewItem()
        self.initViewItemOption(options)
        return options

    def _lay_out(self) -> None:
        self.setGridSize(QSize())
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        self._changed()

    def _changed(self) -> None:
        if self.isVisible() and not self._settle.isActive():
            self._settle.start()

    def _tell_visible(self) -> None:
        ratio = self.devicePixelRatioF()
        steps = -(-int(self.tile_width() * ratio) // _PICTURE_STEP_PX)
        width_px = min(PICTURE_MAX_WIDTH_PX, steps * _PICTURE_STEP_PX)
        now = (self.visible_keys(), width_px)
        if now != self._told:
            self._told = now
            self.visible_changed.emit(*now)
