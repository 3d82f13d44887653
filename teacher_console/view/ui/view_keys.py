"""A view's sheet of keys, under `?`. It reads the actions, so it cannot be wrong. Lane: gui."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

translate = QCoreApplication.translate


def show_view_keys(window: QWidget, actions: Iterable[QAction]) -> None:
    """Show the key of every action, and what the mouse does, until closed."""
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(translate("view keys", "Keys"))
    layout = QFormLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setHorizontalSpacing(36)
    layout.setVerticalSpacing(8)
    native = QKeySequence.SequenceFormat.NativeText
    for action in actions:
        if not action.shortcut().isEmpty() and action.isVisible():
            layout.addRow(QLabel(action.text()), QLabel(action.shortcut().toString(native)))
    for what, how in (
        (translate("view keys", "Zoom"), translate("view keys", "Ctrl and wheel")),
        (translate("view keys", "Move the picture"), translate("view keys", "arrows, or drag")),
        (translate("view keys", "Keep looking"), translate("view keys", "Alt+K, when it asks")),
    ):
        layout.addRow(QLabel(what), QLabel(how))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
    buttons.rejected.connect(dialog.close)
    layout.addRow(buttons)
    dialog.open()
