"""Boxes and round buttons to tick whose words wrap, however long a name is. Lane: gui."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from student_client.concerns.ui.pages import label


class Choice(QWidget):
    """A button to tick, and its words beside it; a click on the words ticks it too.

    Args:
        tick: A box or a round button without words.
    """

    def __init__(self, tick: QAbstractButton, words: str) -> None:
        super().__init__()
        self._tick = tick
        tick.setAccessibleName(words)
        tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick it, as a click on the button does."""
        if self.rect().contains(event.position().toPoint()):
            self._tick.click()
