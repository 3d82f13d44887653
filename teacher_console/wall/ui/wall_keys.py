"""Keys that grid and list have in common. Lane: gui."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def is_opening(event: QKeyEvent, view: QAbstractItemView) -> QModelIndex | None:
    """Return the tile that Enter was pressed on; None for any other key."""
    if event.key() in _ENTER and view.currentIndex().isValid():
        return view.currentIndex()
    return None


def typed_text(event: QKeyEvent) -> str:
    """Return what was typed to find somebody; empty for commands and for Space, which selects."""
    if event.modifiers() & _COMMANDS or not event.text().strip():
        return ""
    return event.text() if event.text().isprintable() else ""
