"""Rows of a Qt table that follow an order with few signals: selections and scrolling stay.

Lane: gui.
"""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceStatus

_ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class Column(enum.IntEnum):
    """What the list shows; the grid shows the first."""

    PUPIL = 0
    DEVICE = 1
    STATE = 2
    ROOM = 3
    ACTIVITY = 4
    SEEN = 5


class TileRows(QAbstractTableModel):
    """One row for each device that is shown, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[DeviceStatus] = []
        self._row_of: dict[TransportKey, int] = {}

    def status_at(self, row: int) -> DeviceStatus:
        """Return the device of `row`."""
        return self._rows[row]

    def row_of(self, key: TransportKey) -> int | None:
        """Return the row of a device; None while it is not shown."""
        return self._row_of.get(key)

    def shown(self) -> list[DeviceStatus]:
        """Return what is shown, in order."""
        return list(self._rows)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many devices are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns the list has."""
        return 0 if parent.isValid() else len(Column)

    def replace_row(self, status: DeviceStatus) -> None:
        """Take what nobody sees a difference of."""
        row = self._row_of.get(status.key)
        if row is not None:
            self._rows[row] = status

    def show_rows(self, wanted: Sequence[DeviceStatus]) -> set[TransportKey]:
        """Show these, in this order; return which of them were not shown before.

        Rows whose text changed are for the caller to repaint.
        """
        wanted = list(wanted)
        self._remove_all_but({status.key for status in wanted})
        new = [status for status in wanted if status.key not in self._row_of]
        if new:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(new) - 1)
            self._set_rows(self._rows + new)
            self.endInsertRows()
        if [status.key for status in self._rows] != [status.key for status in wanted]:
            self._reorder(wanted)
        self._rows = wanted
        return {status.key for status in new}

    def _remove_all_but(self, keys: set[TransportKey]) -> None:
        row = len(self._rows) - 1
        while row >= 0:
            last = row
            while row >= 0 and self._rows[row].key not in keys:
                row -= 1
            if row < last:
                self.beginRemoveRows(_ROOT, row + 1, last)
                self._set_rows(self._rows[: row + 1] + self._rows[last + 1 :])
                self.endRemoveRows()
            row -= 1

    def _reorder(self, wanted: list[DeviceStatus]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._rows[index.row()].key for index in before]
        self._set_rows(wanted)
        after = [
            self.index(self._row_of[key], index.column())
            for key, index in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _set_rows(self, rows: list[DeviceStatus]) -> None:
        self._rows = rows
        self._row_of = {status.key: row for row, status in enumerate(rows)}
