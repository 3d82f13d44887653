"""The first lines of a list of pupils, with what each column is above them. Lane: gui."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from protocol.plain_text import plain
from teacher_console.classroom.pupils import Pupil
from teacher_console.classroom.pupils_csv import Column, PupilTable

_LINES_SHOWN = 30
"""Enough to see what a column holds."""
_CELL_SHOWN = 120
_WIDTH_MIN_PX, _WIDTH_MAX_PX = 130, 240


class PupilsTable(QTableWidget):
    """A preview; nothing in it is edited but the choice of columns.

    Signals:
        columns_chosen: A tuple of `Column`, one for each column.
    """

    columns_chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[QComboBox] = []
        self.setAccessibleName(self.tr("The first lines of the list"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)

    def show_table(self, table: PupilTable, columns: Sequence[Column]) -> None:
        """Show the first lines of `table` below a choice for each column."""
        lines = table.rows[:_LINES_SHOWN]
        self._show(list(table.headings), [row.cells[: len(columns)] for row in lines], first_row=1)
        self._choices = [self._choice(*each) for each in zip(table.headings, columns, strict=True)]
        for number, choice in enumerate(self._choices):
            self.setCellWidget(0, number, choice)
        self._fit()
        self.setRowHeight(0, max(choice.sizeHint().height() for choice in self._choices) + 4)

    def show_pupils(self, pupils: Sequence[Pupil]) -> None:
        """Show the first of `pupils`, whose columns are known."""
        self._choices = []
        headings = [self.tr("Sign-in name"), self.tr("Name"), self.tr("Groups")]
        lines = [
            [pupil.login, pupil.name, ", ".join(pupil.groups)] for pupil in pupils[:_LINES_SHOWN]
        ]
        self._show(headings, lines, first_row=0)
        self._fit()

    def _show(self, headings: list[str], lines: list[list[str]], *, first_row: int) -> None:
        self.clear()
        self.setColumnCount(len(headings))
        self.setRowCount(len(lines) + first_row)
        self.setHorizontalHeaderLabels([each[:_CELL_SHOWN] for each in headings])
        for row, cells in enumerate(lines, first_row):
            for column, cell in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(plain(cell[:_CELL_SHOWN])))
        self.horizontalHeader().setStretchLastSection(True)

    def _fit(self) -> None:
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            width_px = self.columnWidth(column) + 16
            self.setColumnWidth(column, min(max(width_px, _WIDTH_MIN_PX), _WIDTH_MAX_PX))

    def _choice(self, heading: str, column: Column) -> QComboBox:
        names = {
            Column.LOGIN: self.tr("Sign-in name"),
            Column.NAME: self.tr("Name"),
            Column.GIVEN: self.tr("First name"),
            Column.FAMILY: self.tr("Last name"),
            Column.GROUP: self.tr("Group or year"),
            Column.UNUSED: self.tr("Not used"),
        }
        choice = QComboBox()
        choice.setAccessibleName(self.tr("What {heading} is").format(heading=heading))
        for each, name in names.items():
            choice.addItem(name, each)
        choice.setCurrentIndex(list(names).index(column))
        choice.currentIndexChanged.connect(lambda _: self._tell())
        return choice

    def _tell(self) -> None:
        self.columns_chosen.emit(tuple(choice.currentData() for choice in self._choices))
