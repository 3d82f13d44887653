"""Where staff write: to the pupil, or a note that the pupil never sees. Lane: gui.

The two are chosen before writing, look different and have different buttons: a note must not reach
a child by a slip.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from protocol.limits import CONCERN_TEXT_MAX_CHARACTERS
from teacher_console.shell.ui.labels import plain

_LINES = 4
_LEFT_SHOWN = 200


class Composer(QWidget):
    """One text, and what becomes of it.

    Signals:
        replied: A text for the pupil.
        noted: A text for the other readers.
    """

    replied = Signal(str)
    noted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._to_pupil = QRadioButton(self.tr("Answer the pupil"))
        self._to_staff = QRadioButton(self.tr("Note for staff only"))
        self._to_pupil.setChecked(True)
        kinds = QButtonGroup(self)
        choice = QHBoxLayout()
        choice.setSpacing(20)
        for button in (self._to_pupil, self._to_staff):
            kinds.addButton(button)
            choice.addWidget(button)
            button.toggled.connect(lambda _: self._follow())
        choice.addStretch(1)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * _LINES + 16)
        self._text.setMaximumHeight(self._text.fontMetrics().lineSpacing() * (_LINES + 2) + 16)
        self._text.textChanged.connect(self._follow)
        self._said: QLabel = plain("", "soft")
        self._send = QPushButton()
        self._send.setObjectName("primary")
        self._send.clicked.connect(self._on_send)
        QShortcut(QKeySequence("Ctrl+Return"), self._text, self._on_send).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(choice)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self._follow()

    def text(self) -> str:
        """Return what is written and not sent."""
        return self._text.toPlainText()

    def fill(self, text: str) -> None:
        """Put a draft back, or empty the field with it; nothing can be undone from before."""
        self._text.setPlainText(text)

    def focus(self) -> None:
        """Go to the field."""
        self._text.setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """Hold the button while what was written is being sealed and kept."""
        self._send.setEnabled(not is_busy and self._is_good())

    def _is_good(self) -> bool:
        return 0 < len(self.text().strip()) <= CONCERN_TEXT_MAX_CHARACTERS

    def _follow(self) -> None:
        is_reply = self._to_pupil.isChecked()
        self._text.setAccessibleName(
            self.tr("Your answer to the pupil") if is_reply else self.tr("Your note for staff")
        )
        self._text.setPlaceholderText(
            self.tr("The pupil reads this in their Help window, with your name.")
            if is_reply
            else self.tr(
                "Everybody who can read this concern reads the note. The pupil never does."
            )
        )
        self._send.setText(self.tr("Send to the pupil") if is_reply else self.tr("Keep the note"))
        left = CONCERN_TEXT_MAX_CHARACTERS - len(self.text().strip())
        if left < 0:
            self._said.setText(self.tr("{n} characters too many").format(n=-left))
        elif left <= _LEFT_SHOWN:
            self._said.setText(self.tr("{n} characters left").format(n=left))
        else:
            self._said.setText(self.tr("Ctrl+Enter sends") if is_reply else "")
        self._send.setEnabled(self._is_good())

    def _on_send(self) -> None:
        if self._is_good():
            (self.replied if self._to_pupil.isChecked() else self.noted).emit(self.text().strip())
