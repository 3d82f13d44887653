"""Puts the page of all devices into a window, and keeps it up to date while it is looked at.

Lane: gui.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.devices.ui.devices_page import DevicesPage

_EVERY_MS = 1000


class DevicesFeed(QObject):
    """Shows the page what changed, once a second at most, and nothing while it is hidden.

    Args:
        statuses: Asked for every device as it stands.
    """

    def __init__(self, page: DevicesPage, statuses: Callable[[], Sequence[DeviceStatus]]) -> None:
        super().__init__(page)
        self._page = page
        self._statuses = statuses
        self._clock = QTimer(self)
        self._clock.setObjectName("devices page")
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self.refresh)
        page.shown_or_hidden.connect(self._follow)

    def refresh(self) -> None:
        """Show every device as it stands now."""
        self._page.show_devices(self._statuses())

    def _follow(self, is_shown: bool) -> None:  # noqa: FBT001  # a slot
        if is_shown:
            self.refresh()
            self._clock.start()
        else:
            self._clock.stop()
