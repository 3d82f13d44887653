"""A row of widgets that goes on in a second line where one is too narrow. Lane: gui.

So that letters of twice the size still fit on a small screen: a row that cannot wrap would push its
window wider than the screen.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget

_EXPANDING = QSizePolicy.Policy.Expanding


class WrappingRow(QLayout):
    """Lays widgets side by side, those that expand sharing what is left of their line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them; None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove one of them; None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grow sideways."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many lines as this width needs."""
        margins = self.contentsMargins()
        lines = self._lines(width - margins.left() - margins.right())
        gaps = max(0, len(lines) - 1) * self.spacing()
        heights = sum(_height(line) for line in lines)
        return margins.top() + heights + gaps + margins.bottom()

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + max(0, len(hints) - 1) * self.spacing()
        return self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item alone."""
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def setGeometry(self, rect: QRect) -> None:
        """Place every item."""
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        top = inside.top()
        for line in self._lines(inside.width()):
            height = _height(line)
            self._place(line, QRect(inside.left(), top, inside.width(), height))
            top += height + self.spacing()

    def _place(self, line: list[QLayoutItem], place: QRect) -> None:
        hints = sum(item.sizeHint().width() for item in line)
        spare = place.width() - hints - (len(line) - 1) * self.spacing()
        growing = sum(_expands(item) for item in line)
        left = place.left()
        for item in line:
            hint = item.sizeHint()
            width = min(hint.width(), place.width())
            if _expands(item) and spare > 0:
                width = min(width + spare // growing, item.maximumSize().width())
            area = QRect(left, place.top(), width, place.height())
            height = min(hint.height(), place.height())
            area.setTop(place.top() + (place.height() - height) // 2)
            area.setHeight(height)
            item.setGeometry(QStyle.visualRect(self._direction(), place, area))
            left += width + self.spacing()

    def _direction(self) -> Qt.LayoutDirection:
        widget = self.parentWidget()
        return widget.layoutDirection() if widget is not None else Qt.LayoutDirection.LeftToRight

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needs = item.sizeHint().width()
            if lines and used + self.spacing() + needs <= width:
                lines[-1].append(item)
                used += self.spacing() + needs
            else:
                lines.append([item])
                used = needs
        return lines

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)


def _expands(item: QLayoutItem) -> bool:
    widget = item.widget()
    if widget is None or widget.sizePolicy().horizontalPolicy() is not _EXPANDING:
        return False
    return item.maximumSize().width() > item.sizeHint().width()
