"""Half a minute before a view ends: a bar that asks, and never answers by itself. Lane: gui."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from teacher_console.view.ui.words import left_word

ASK_S = 30.0
"""How long before its end a view asks whether it shall last."""


class RenewBar(QWidget):
    """Says when the view ends.

    Signals:
        renew_asked: Keep looking.
    """

    renew_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        keep = QPushButton(self.tr("&Keep looking"))
        keep.setObjectName("primary")
        keep.clicked.connect(self.renew_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.setSpacing(16)
        layout.addStretch(1)
        layout.addWidget(self._text)
        layout.addWidget(keep)
        self.hide()

    def say(self, left_s: float) -> None:
        """Say how long the view lasts, seconds."""
        self._text.setText(self.tr("The view ends in {time}").format(time=left_word(left_s)))
