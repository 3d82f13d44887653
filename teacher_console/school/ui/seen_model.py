"""Devices that were seen, as rows that can be chosen, named and given a room. Lane: gui."""

import html
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QFontDatabase

from protocol.identifiers import TransportKey
from protocol.limits import NAME_MAX_CHARACTERS
from protocol.trust.admission_request import AdmissionRequest
from teacher_console.school.lookout import SeenDevice, Standing
from teacher_console.school.ui.lines_model import ROOT, Index
from teacher_console.shell.ui.labels import shown_name

NAME, ROOM, STATE, MARK = range(4)


class Wanted(NamedTuple):
    """A device that was chosen, with the name and room it shall have."""

    request: AdmissionRequest
    name: str
    room: str


class SeenModel(QAbstractTableModel):
    """Keeps what a person typed and chose while devices come and go.

    Signals:
        chosen_changed: How many are chosen, or may be.
    """

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SeenDevice] = []
        self._chosen: set[TransportKey] = set()
        self._names: dict[TransportKey, str] = {}
        self._rooms: dict[TransportKey, str] = {}
        self._room_for_all = ""

    def upsert(self, seen: SeenDevice) -> None:
        """Add the device, or repaint its row."""
        row = self._row_of(seen.key)
        if row is None:
            self.beginInsertRows(ROOT, len(self._rows), len(self._rows))
            self._rows.append(seen)
            self.endInsertRows()
        else:
            self._rows[row] = seen
            self._repaint(row)
        if seen.standing is not Standing.NEW:
            self._chosen.discard(seen.key)
        self.chosen_changed.emit()

    def forget(self, key: TransportKey) -> None:
        """Remove the device's row."""
        row = self._row_of(key)
        if row is not None:
            self.beginRemoveRows(ROOT, row, row)
            del self._rows[row]
            self.endRemoveRows()
            self._chosen.discard(key)
            self.chosen_changed.emit()

    def clear(self) -> None:
        """Remove every row, and keep the names and rooms that were typed."""
        self.beginResetModel()
        self._rows.clear()
        self._chosen.clear()
        self.endResetModel()
        self.chosen_changed.emit()

    def use_room(self, room: str) -> None:
        """Show `room` for every device that was given none of its own."""
        self._room_for_all = room
        for row in range(len(self._rows)):
            self._repaint(row)

    def choose_all(self) -> None:
        """Choose every device that may be admitted; none when all are chosen already."""
        every = {seen.key for seen in self._rows if seen.standing is Standing.NEW}
        self._chosen = set() if every == self._chosen else every
        for row in range(len(self._rows)):
            self._repaint(row)
        self.chosen_changed.emit()

    def wanted(self) -> list[Wanted]:
        """Return the chosen devices, in the order of their rows."""
        return [
            Wanted(seen.request, self._name(seen), self._room(seen))
            for seen in self._rows
            if seen.key in self._chosen and seen.request is not None
        ]

    def count(self, standing: Standing) -> int:
        """Return how many devices stand so."""
        return sum(seen.standing is standing for seen in self._rows)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many devices were seen."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else MARK + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            names: Sequence[str] = (
                self.tr("Device"),
                self.tr("Room"),
                self.tr("Standing"),
                self.tr("Fingerprint"),
            )
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, whether its row is chosen, and how it looks."""
        seen, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(seen, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._text(seen, column)
            case Qt.ItemDataRole.ToolTipRole:
                return f"<p>{html.escape(self._text(seen, column))}</p>"  # else Qt guesses markup
            case Qt.ItemDataRole.CheckStateRole:
                if column != NAME or seen.standing is not Standing.NEW:
                    return None
                is_chosen = seen.key in self._chosen
                return Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.FontRole:
                if column == MARK:
                    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
                return None
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose a row, or take a typed name or room."""
        seen = self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            is_chosen = Qt.CheckState(value) is Qt.CheckState.Checked
            (self._chosen.add if is_chosen else self._chosen.discard)(seen.key)
        elif role == Qt.ItemDataRole.EditRole and index.column() in {NAME, ROOM}:
            typed = self._names if index.column() == NAME else self._rooms
            text = shown_name(str(value))
            if text:
                typed[seen.key] = text
            else:
                typed.pop(seen.key, None)
        else:
            return False
        self._repaint(index.row())
        self.chosen_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that new devices can be chosen and edited, and the others only read."""
        if self._rows[index.row()].standing is not Standing.NEW:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() in {NAME, ROOM}:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _text(self, seen: SeenDevice, column: int) -> str:
        if column == NAME:
            return self._name(seen)
        if column == ROOM:
            return self._room(seen) if seen.standing is Standing.NEW else shown_name(seen.room)
        return self._standing(seen) if column == STATE else seen.mark

    def _name(self, seen: SeenDevice) -> str:
        typed = self._names.get(seen.key) if seen.standing is Standing.NEW else None
        return typed or shown_name(seen.name) or self.tr("(no name yet)")

    def _room(self, seen: SeenDevice) -> str:
        return self._rooms.get(seen.key, self._room_for_all)[:NAME_MAX_CHARACTERS]

    def _standing(self, seen: SeenDevice) -> str:
        match seen.standing:
            case Standing.ASKING:
                return self.tr("Asking who it is…")
            case Standing.NEW:
                return self.tr("New")
            case Standing.ADMITTED:
                return self.tr("Admitted")
            case Standing.REFUSED:
                return self.tr("Refused: {why}").format(why=seen.why)
            case Standing.SILENT:
                return self.tr("Found, but {why}").format(why=seen.why)

    def _row_of(self, key: TransportKey) -> int | None:
        return next((row for row, seen in enumerate(self._rows) if seen.key == key), None)

    def _repaint(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, MARK))
