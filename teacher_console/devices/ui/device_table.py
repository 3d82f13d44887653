"""The lines of the page of devices as a Qt model. It repaints what changed. Lane: gui."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState
from teacher_console.devices.table import DeviceColumn, DeviceLine, is_found, sort_key
from teacher_console.devices.ui import words
from teacher_console.shell.ui.theme import current_theme

_ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class DeviceTable(QAbstractTableModel):
    """One row for each device, one column for each `DeviceColumn`.

    Args:
        utc_now: Aware UTC.
    """

    def __init__(self, utc_now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._utc_now = utc_now
        self._lines: list[DeviceLine] = []

    def show_lines(self, lines: Sequence[DeviceLine]) -> None:
        """Show `lines`; rows of devices that stay keep their place."""
        wanted: dict[TransportKey, DeviceLine] = {line.status.key: line for line in lines}
        for row in range(len(self._lines) - 1, -1, -1):
            if self._lines[row].status.key not in wanted:
                self.beginRemoveRows(_ROOT, row, row)
                del self._lines[row]
                self.endRemoveRows()
        for row, line in enumerate(self._lines):
            new = wanted.pop(line.status.key)
            if new != line:
                self._lines[row] = new
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(DeviceColumn) - 1))
        if wanted:
            first = len(self._lines)
            self.beginInsertRows(_ROOT, first, first + len(wanted) - 1)
            self._lines.extend(wanted.values())
            self.endInsertRows()

    def line_at(self, row: int) -> DeviceLine:
        """Return the device of `row`."""
        return self._lines[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many devices there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(DeviceColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, and the line itself in `UserRole`."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.cell(line, DeviceColumn(index.column()), self._utc_now())
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(line, DeviceColumn(index.column()))
            case Qt.ItemDataRole.UserRole:
                return line
            case _:
                return None

    def _colour(self, line: DeviceLine, column: DeviceColumn) -> QColor | None:
        """Return the colour of what stands out; its words say the same."""
        theme = current_theme()
        match column:
            case DeviceColumn.STATE if line.status.state is DeviceState.DUPLICATE:
                return theme.bad
            case DeviceColumn.STATE if not line.is_admitted:
                return theme.warn
            case DeviceColumn.STATE:
                return theme.good if line.is_here else theme.ink_soft
            case DeviceColumn.LAST_SEEN if line.is_stale(self._utc_now()):
                return theme.warn
            case DeviceColumn.SIGHT if line.is_blind:
                return theme.warn
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what stands above a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return words.heading(DeviceColumn(section))
        return None


class DeviceOrder(QSortFilterProxyModel):
    """Sorts by a column and finds words; devices not admitted come last, always."""

    def __init__(self, table: DeviceTable) -> None:
        super().__init__()
        self._table = table
        self._search = ""
        self.setDynamicSortFilter(True)
        self.setSourceModel(table)

    def search_for(self, text: str) -> None:
        """Show only devices with these words."""
        self.beginFilterChange()
        self._search = text
        self.endFilterChange()

    def lines(self) -> list[DeviceLine]:
        """Return what is shown, in its order."""
        return [
            self._table.line_at(self.mapToSource(self.index(row, 0)).row())
            for row in range(self.rowCount())
        ]

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a row is shown."""
        del source_parent
        return is_found(self._table.line_at(source_row), self._search)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Tell whether one row comes before another, going up."""
        first, second = (self._table.line_at(each.row()) for each in (left, right))
        if first.is_admitted is not second.is_admitted:
            return first.is_admitted is (self.sortOrder() is Qt.SortOrder.AscendingOrder)
        column = DeviceColumn(left.column())
        return sort_key(first, column) < sort_key(second, column)
