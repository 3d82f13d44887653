"""How the table of devices looks and is handled. Lane: gui."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from teacher_console.devices.table import DeviceColumn
from teacher_console.devices.ui.device_table import DeviceOrder

_LETTERS = {
    DeviceColumn.NAME: 24,
    DeviceColumn.ROOM: 16,
    DeviceColumn.STATE: 27,
    DeviceColumn.LAST_SEEN: 25,
    DeviceColumn.SIGHT: 40,
    DeviceColumn.SOFTWARE: 14,
    DeviceColumn.ADDRESS: 22,
    DeviceColumn.FINGERPRINT: 50,
}
"""How wide a column is at first; what a device can show gets what is left."""


class DevicesView(QTableView):
    """Rows of devices, sorted by a click on a heading."""

    def __init__(self, order: DeviceOrder) -> None:
        super().__init__()
        self.setModel(order)
        self.setAccessibleName(self.tr("Devices"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.sortByColumn(DeviceColumn.NAME, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 16)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letter_px = self.fontMetrics().averageCharWidth()
        for column, letters in _LETTERS.items():
            self.setColumnWidth(column, letters * letter_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is left of the width to the column with the most to say."""
        super().resizeEvent(event)
        column = DeviceColumn.SIGHT
        left_px = self.viewport().width() - self.horizontalHeader().length()
        least_px = _LETTERS[column] * self.fontMetrics().averageCharWidth()
        self.setColumnWidth(column, max(least_px, self.columnWidth(column) + left_px))
