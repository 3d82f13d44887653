"""The look of every table of these pages. Lane: gui."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

_ROWS_SHOWN_MIN = 4


def table_of(model: QAbstractItemModel, name: str, *, stretched: Sequence[int]) -> QTableView:
    """Return a table over `model`: whole rows are chosen, one at a time.

    Args:
        name: For a screen reader.
        stretched: The columns that share the room that is left.
    """
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setVisible(False)
    height_px = table.fontMetrics().height() + 16
    table.verticalHeader().setDefaultSectionSize(height_px)
    table.setMinimumHeight(height_px * (_ROWS_SHOWN_MIN + 1) + 12)
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in stretched:
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    head.setHighlightSections(False)
    head.setMinimumSectionSize(table.fontMetrics().averageCharWidth() * 12)
    return table
