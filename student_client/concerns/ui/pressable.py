"""A button that Enter presses as well as Space: Qt does so in dialogs alone. Lane: gui."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pressable(QPushButton):
    """Any button of the Help window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it at Enter, once however long the key is held."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()
