"""The calm page that stands where a picture would be: a shape, a title, a sentence. Lane: gui."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from teacher_console.view.ui.marks import MarkLabel
from teacher_console.view.ui.words import Notice


class NoticePage(QWidget):
    """Says why there is no picture.

    Signals:
        again_asked: Look again.
    """

    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._mark = MarkLabel(round(self.fontMetrics().lineSpacing() * 2.8))
        self._title = QLabel()
        self._title.setObjectName("emptyTitle")
        self._text = QLabel()
        self._text.setObjectName("soft")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._again = QPushButton(self.tr("Look again…"))
        self._again.clicked.connect(self.again_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 24, 48, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(6)
        layout.addWidget(self._again, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, notice: Notice) -> None:
        """Show this notice."""
        self._mark.show_mark(notice.mark)
        self._title.setText(notice.title)
        self._text.setText(notice.text)
        self._again.setVisible(notice.may_look_again)
