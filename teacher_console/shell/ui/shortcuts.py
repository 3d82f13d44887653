"""The sheet of keys under `?`. It reads the menus, so it cannot be wrong. Lane: gui."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QMainWindow


def show_shortcuts(window: QMainWindow) -> None:
    """Show every key of `window`'s menus until closed."""
    dialog = QDialog(window)
    dialog.setWindowTitle(window.tr("Keys"))
    layout = QFormLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.setHorizontalSpacing(32)
    layout.setVerticalSpacing(10)
    for action in window.actions():
        keys = ", ".join(
            key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
        )
        layout.addRow(QLabel(action.text().replace("&", "")), QLabel(keys))
    layout.addRow(QLabel(window.tr("Tile size")), QLabel(window.tr("Ctrl and wheel")))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    layout.addRow(buttons)
    dialog.exec()
