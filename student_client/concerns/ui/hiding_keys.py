"""The keys that hide a window at once: Escape, and Shift pressed three times. Lane: gui.

Shift is what GOV.UK's "Exit this page" uses (https://design-system.service.gov.uk/components/
exit-this-page/); a window of its own has no page load to stop, so Escape can do the same.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_SHIFTS, _SHIFTS_WITHIN_S = 3, 1.5


class HidingKeys(QObject):
    """An event filter for the window's own `QWindow`: it hears keys before any field does."""

    def __init__(self, parent: QObject, on_hide: Callable[[], None]) -> None:
        super().__init__(parent)
        self._on_hide = on_hide
        self._shifts: list[float] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide at the keys that do; let every other event pass."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:  # noqa: SIM102
            if event.key() == Qt.Key.Key_Escape or self._is_third_shift(event):
                self._on_hide()
                return True
        return super().eventFilter(watched, event)

    def _is_third_shift(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Shift:
            self._shifts = []
            return False
        if event.isAutoRepeat():
            return False
        now = time.monotonic()
        self._shifts = [at for at in self._shifts if now - at < _SHIFTS_WITHIN_S] + [now]
        return len(self._shifts) >= _SHIFTS
