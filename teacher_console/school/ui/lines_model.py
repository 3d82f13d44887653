"""A plain table of texts with one key a row: staff, devices. Lane: gui."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontDatabase

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Line(NamedTuple):
    """One row.

    Attributes:
        key: What the row is, for whoever asks what was chosen.
        cells: Its texts, one a column.
        is_over: Revoked or expired: shown dimmed.
    """

    key: str
    cells: Sequence[str]
    is_over: bool = False


class LinesModel(QAbstractTableModel):
    """Holds no rules; `show` replaces everything.

    Args:
        head: The columns' names.
        has_marks: The last column holds fingerprints.
    """

    def __init__(self, head: Sequence[str], *, has_marks: bool = True) -> None:
        super().__init__()
        self._has_marks = has_marks
        self._head = head
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return one row."""
        return self._lines[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._head)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._head[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, and how it looks."""
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.cells[index.column()]
            case Qt.ItemDataRole.FontRole:
                if self._has_marks and index.column() == len(self._head) - 1:
                    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
                return None
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be chosen; one that is over is dimmed."""
        if self._lines[index.row()].is_over:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
