"""The technician's page: staff, devices, and devices to admit; no way to a screen. Lane: gui."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from teacher_console.school.attempts import Attempts
from teacher_console.school.ui.admit_panel import AdmitPanel
from teacher_console.school.ui.desk import Desk
from teacher_console.school.ui.devices_panel import DevicesPanel
from teacher_console.school.ui.root_row import RootRow
from teacher_console.school.ui.staff_panel import StaffPanel
from teacher_console.shell.ui.card_sheet import card_sheet
from teacher_console.shell.ui.theme import current_theme


class SchoolPage(QWidget):
    """Tabs under the root's passphrase.

    Args:
        attempts: Counts wrong passphrases of the root.
        utc_now: Aware UTC.
        mail: Shows that mail flows, in a tab of its own.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        attempts: Attempts,
        utc_now: Callable[[], dt.datetime],
        mail: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._root = RootRow(desk, attempts)
        self._admit = AdmitPanel(desk)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for widget, title in (
            (StaffPanel(desk, utc_now), self.tr("Staff")),
            (DevicesPanel(desk), self.tr("Devices")),
            (self._admit, self.tr("Admit devices")),
        ):
            self._tabs.addTab(_inset(widget), title)
        if mail is not None:
            self._tabs.addTab(_inset(mail), self.tr("Mail"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._root)
        layout.addWidget(self._tabs, 1)
        self.setStyleSheet(card_sheet(current_theme()))
        desk.roster_changed.connect(self._on_roster)
        if desk.roster is not None:
            self._on_roster(desk.roster)

    def close_workers(self) -> None:
        """Wait for what is under way; the window closes."""
        self._root.close_worker()
        self._desk.close()

    def _on_roster(self, roster: Signed[Roster]) -> None:
        rooms = {device.room for device in roster.body.devices if device.revoked_at is None}
        rooms.update(room for member in roster.body.staff for room in member.rooms)
        self._admit.offer_rooms(sorted(rooms))


def _inset(widget: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 16, 0, 0)
    layout.addWidget(widget)
    return page
