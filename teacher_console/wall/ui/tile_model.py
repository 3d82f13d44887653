"""The tiles as a Qt model. It holds no rules: it repaints the rows it is told of. Lane: gui."""

import enum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.wall.order import Showing, Sorting, is_shown, sort_key
from teacher_console.wall.ui import words

_ROOT = QModelIndex()
_KEEPS_PICTURE = {DeviceState.LIVE, DeviceState.QUIET}

Index = QModelIndex | QPersistentModelIndex


class TileRole(enum.IntEnum):
    """What the delegate asks for."""

    STATUS = Qt.ItemDataRole.UserRole
    PICTURE = Qt.ItemDataRole.UserRole + 1


class TileModel(QAbstractListModel):
    """One row for each device.

    Signals:
        counts_changed: Some row's state changed.
    """

    counts_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[DeviceStatus] = []
        self._row_of: dict[TransportKey, int] = {}
        self._pictures: dict[TransportKey, QImage] = {}

    def upsert(self, status: DeviceStatus) -> None:
        """Add the device, or repaint its row; its picture goes when it is live no more."""
        if status.state not in _KEEPS_PICTURE:
            self._pictures.pop(status.key, None)
        row = self._row_of.get(status.key)
        if row is None:
            row = len(self._rows)
            self.beginInsertRows(_ROOT, row, row)
            self._rows.append(status)
            self._row_of[status.key] = row
            self.endInsertRows()
        else:
            self._rows[row] = status
            self._repaint(row)
        self.counts_changed.emit()

    def forget(self, key: TransportKey) -> None:
        """Remove the device."""
        row = self._row_of.get(key)
        if row is None:
            return
        self.beginRemoveRows(_ROOT, row, row)
        del self._rows[row]
        self._pictures.pop(key, None)
        self._row_of = {status.key: number for number, status in enumerate(self._rows)}
        self.endRemoveRows()
        self.counts_changed.emit()

    def show_picture(self, key: TransportKey, picture: QImage) -> None:
        """Show `picture` if the device is live; one that comes too late is never shown."""
        row = self._row_of.get(key)
        if row is not None and self._rows[row].state is DeviceState.LIVE:
            self._pictures[key] = picture
            self._repaint(row)

    def status_at(self, row: int) -> DeviceStatus:
        """Return the device of `row`."""
        return self._rows[row]

    def statuses(self) -> list[DeviceStatus]:
        """Return every device as it stands."""
        return list(self._rows)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many devices there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says in `role`; None for roles it has nothing for."""
        if not index.isValid():
            return None
        status = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.title(status)
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.spoken(status)
            case TileRole.STATUS:
                return status
            case TileRole.PICTURE:
                return self._pictures.get(status.key)
            case _:
                return None

    def _repaint(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)


class TileOrder(QSortFilterProxyModel):
    """Sorts and filters the tiles by the rules of `wall.order`."""

    def __init__(self, tiles: TileModel) -> None:
        super().__init__()
        self._tiles = tiles
        self._sorting = Sorting.NAME
        self._showing = Showing.ALL
        self._search = ""
        self.setDynamicSortFilter(True)
        self.setSourceModel(tiles)
        self.sort(0)

    def sort_by(self, sorting: Sorting) -> None:
        """Sort by this."""
        self._sorting = sorting
        self.invalidate()

    def show_only(self, showing: Showing) -> None:
        """Show only these."""
        self.beginFilterChange()
        self._showing = showing
        self.endFilterChange()

    def search_for(self, text: str) -> None:
        """Show only tiles with these words."""
        self.beginFilterChange()
        self._search = text
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a row is shown."""
        del source_parent
        return is_shown(self._tiles.status_at(source_row), self._showing, self._search)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Tell whether one row comes before another."""
        first, second = (self._tiles.status_at(index.row()) for index in (left, right))
        return sort_key(first, self._sorting) < sort_key(second, self._sorting)
