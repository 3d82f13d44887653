"""The sheet of keys under `?`. It reads the menus, so it cannot be wrong. Lane: gui."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

translate = QCoreApplication.translate


def show_shortcuts(window: QMainWindow) -> None:
    """Show every key of `window`'s menus until closed."""
    dialog = QDialog(window)
    dialog.setWindowTitle(translate("keys", "Keys"))
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(24, 8, 24, 16)
    grid.setHorizontalSpacing(36)
    grid.setVerticalSpacing(8)
    for menu in window.menuBar().actions():
        submenu = menu.menu()
        if not isinstance(submenu, QMenu):
            continue
        keyed = [action for action in submenu.actions() if action.shortcuts()]
        if keyed:
            _add_section(grid, _plain(menu))
        for action in keyed:
            _add_row(grid, _plain(action), _keys(action))
    _add_section(grid, translate("keys", "On the wall"))
    for what, keys in (
        (translate("keys", "See a screen in full"), translate("keys", "Enter, or double click")),
        (translate("keys", "Select"), translate("keys", "Space, or click")),
        (
            translate("keys", "Select several"),
            translate("keys", "Shift or Ctrl with arrows or click"),
        ),
        (translate("keys", "Find somebody"), translate("keys", "type the name")),
        (translate("keys", "Tile size"), translate("keys", "Ctrl and wheel")),
        (translate("keys", "What can be done"), translate("keys", "Menu key, or right click")),
    ):
        _add_row(grid, what, keys)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(sheet)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setMinimumWidth(sheet.sizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    layout = QVBoxLayout(dialog)
    layout.addWidget(scroll)
    layout.addWidget(buttons)
    height = sheet.sizeHint().height() + buttons.sizeHint().height() + 48
    dialog.resize(
        dialog.sizeHint().width(), min(height, window.screen().availableSize().height() * 4 // 5)
    )
    dialog.exec()
    dialog.deleteLater()


def _add_section(grid: QGridLayout, title: str) -> None:
    label = _label(title)
    label.setObjectName("section")
    label.setContentsMargins(0, 10, 0, 0)
    grid.addWidget(label, grid.rowCount(), 0, 1, 2)


def _add_row(grid: QGridLayout, what: str, keys: str) -> None:
    row = grid.rowCount()
    grid.addWidget(_label(what), row, 0)
    grid.addWidget(_label(keys), row, 1)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _plain(action: QAction) -> str:
    return action.text().replace("&", "")


def _keys(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return translate("keys", ", ").join(key.toString(native) for key in action.shortcuts())
