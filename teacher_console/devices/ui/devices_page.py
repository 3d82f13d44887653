"""The page that lists every device: where, when last seen, what it can show. Lane: gui.

It shows no picture and no pupil, so that a technician may read it.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.csv_file import csv_text
from teacher_console.devices.seen import SeenDevice
from teacher_console.devices.table import DeviceColumn, coverage, device_line
from teacher_console.devices.ui import words
from teacher_console.devices.ui.device_table import DeviceOrder, DeviceTable
from teacher_console.devices.ui.devices_view import DevicesView


class DevicesPage(QWidget):
    """Every device in a table; feed it with `show_devices`.

    Signals:
        shown_or_hidden: Whether somebody looks at it from now on.

    Args:
        seen_of: What is remembered of a device (`SeenKeeper.of`).
        utc_now: Aware UTC.
    """

    shown_or_hidden = Signal(bool)

    def __init__(
        self,
        seen_of: Callable[[TransportKey], SeenDevice | None],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        super().__init__()
        self._seen_of = seen_of
        self._utc_now = utc_now
        self._table = DeviceTable(utc_now)
        self._order = DeviceOrder(self._table)
        self._coverage = _label("sentence")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a device, room or fingerprint"))
        self.search.setAccessibleName(self.tr("Find a device, room or fingerprint"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(280)
        self.search.textChanged.connect(self._find)
        self._copy = QPushButton(self.tr("Copy as CSV"))
        self._copy.clicked.connect(self._copy_csv)
        self._detail = _label("soft")
        self._detail.setMinimumHeight(3 * self._detail.fontMetrics().lineSpacing())
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._nothing = _label("soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._view = DevicesView(self._order)
        self._view.selectionModel().currentRowChanged.connect(self._on_current)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._nothing)
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(self._coverage, 1)
        above.addWidget(self.search)
        above.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._detail)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self.show_devices(())

    def showEvent(self, event: QShowEvent) -> None:
        """Say that somebody looks."""
        super().showEvent(event)
        self.shown_or_hidden.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that nobody looks."""
        super().hideEvent(event)
        self.shown_or_hidden.emit(False)

    def show_devices(self, statuses: Sequence[DeviceStatus]) -> None:
        """Show every device as it stands; call again when any changed."""
        lines = [device_line(status, self._seen_of(status.key)) for status in statuses]
        self._table.show_lines(lines)
        self._coverage.setText(words.covered(coverage(lines, self._utc_now())))
        self._refresh()

    def _find(self, text: str) -> None:
        self._order.search_for(text)
        self._refresh()

    def _refresh(self) -> None:
        is_empty = self._order.rowCount() == 0
        if is_empty:
            search = self.search.text().strip()
            self._nothing.setText(
                self.tr("No device matches “{search}”.").format(search=search[:80])
                if search
                else self.tr("Devices that are admitted or found on the network are listed here.")
            )
        self._copy.setEnabled(not is_empty)
        self._pages.setCurrentWidget(self._nothing if is_empty else self._view)
        self._refresh_detail()

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        del current, before
        self._refresh_detail()

    def _refresh_detail(self) -> None:
        current = self._view.currentIndex()
        line = current.data(Qt.ItemDataRole.UserRole) if current.isValid() else None
        nothing = self.tr("Choose a device to read all about it.") if self._order.rowCount() else ""
        self._detail.setText(words.detail(line, self._utc_now()) if line is not None else nothing)

    def _copy_csv(self) -> None:
        now = self._utc_now()
        rows = [[words.heading(column) for column in DeviceColumn]]
        rows += [
            [words.cell(line, column, now) for column in DeviceColumn]
            for line in self._order.lines()
        ]
        QGuiApplication.clipboard().setText(csv_text(rows))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
