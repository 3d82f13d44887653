"""Keys and menus that grid and list have in common. Lane: gui."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def is_used(
    event: QKeyEvent,
    view: QAbstractItemView,
    *,
    open_at: Callable[[QModelIndex], None],
    find: Callable[[str], None],
) -> bool:
    """Open the tile that Enter was pressed on, or find what was typed; False for other keys."""
    if event.key() in _ENTER and view.currentIndex().isValid():
        open_at(view.currentIndex())
        return True
    text = _typed_text(event)
    if text:
        find(text)
    return bool(text)


def menu_place(event: QContextMenuEvent, view: QAbstractItemView) -> QPoint:
    """Return where a menu opens, in global coordinates: at the tile when the keyboard asks."""
    if event.reason() is QContextMenuEvent.Reason.Keyboard and view.currentIndex().isValid():
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).center())
    return event.globalPos()


def _typed_text(event: QKeyEvent) -> str:
    """Return what was typed to find somebody; empty for commands and for Space, which selects."""
    if event.modifiers() & _COMMANDS or not event.text().strip():
        return ""
    return event.text() if event.text().isprintable() else ""
