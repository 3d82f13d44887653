"""The pages of the window, and the navigation at its left while there are several. Lane: gui."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

_WIDTH_LETTERS = 16
_NAME = Qt.ItemDataRole.UserRole


class Pages(QWidget):
    """Pages by name, in the order added.

    Signals:
        turned: The name of the page that is shown.
    """

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._widgets: dict[str, QWidget] = {}
        self._navigation = QWidget()
        self._navigation.setObjectName("navigation")
        self._navigation.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._names = _Narrow()
        self._names.setAccessibleName(self.tr("Pages"))
        self._names.currentItemChanged.connect(self._on_current)
        inset = QVBoxLayout(self._navigation)
        inset.setContentsMargins(8, 12, 8, 8)
        inset.addWidget(self._names)
        self._stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation)
        layout.addWidget(self._stack, 1)

    def add(self, name: str, widget: QWidget, title: str) -> None:
        """Add a page, which the window owns from now on."""
        self._widgets[name] = widget
        self._stack.addWidget(widget)
        item = QListWidgetItem(title)
        item.setData(_NAME, name)
        self._names.addItem(item)
        if self._names.count() == 1:
            self._names.setCurrentItem(item)
        self._navigation.setVisible(self._names.count() > 1)

    def has(self, name: str) -> bool:
        """Tell whether there is such a page."""
        return name in self._widgets

    def remove(self, name: str) -> None:
        """Take a page away; harmless when there is none."""
        widget = self._widgets.pop(name, None)
        if widget is not None:
            self._names.takeItem(self._row(name))
            self._stack.removeWidget(widget)
            widget.deleteLater()
            self._navigation.setVisible(self._names.count() > 1)

    def show_page(self, name: str) -> None:
        """Turn to a page; harmless when there is none."""
        if name in self._widgets:
            self._names.setCurrentRow(self._row(name))

    def current(self) -> str:
        """Return the name of the page that is shown; empty when there is none."""
        item = self._names.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def _row(self, name: str) -> int:
        rows = range(self._names.count())
        return next(row for row in rows if self._names.item(row).data(_NAME) == name)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            name = str(item.data(_NAME))
            self._stack.setCurrentWidget(self._widgets[name])
            self.turned.emit(name)


class _Narrow(QListWidget):
    def sizeHint(self) -> QSize:
        """Return a width for short titles."""
        return QSize(_WIDTH_LETTERS * self.fontMetrics().averageCharWidth(), 0)
