"""Why a screen is looked at: asked each time, answered with one key or one click. Lane: gui."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from protocol.plain_text import plain
from protocol.vocabulary import ViewReason
from teacher_console.view.ui.words import reason_choice, reason_read

_LEAST_WIDTH_PX = 440
_NAME_LETTERS = 40
_SEEN_LINES = 3
"""Room for the sentence that the pupil will read, whichever reason it is of."""


class ReasonDialog(QDialog):
    """Five reasons; nothing is chosen beforehand.

    Args:
        question: What is asked, one sentence.
        who: The pupil; empty when several are looked at.

    Signals:
        chosen: A `ViewReason`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, *, question: str, who: str, teacher: str) -> None:
        super().__init__(parent)
        self._who = _short(who)
        self._teacher = _short(teacher)
        self.setWindowTitle(question)
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = _label("title", question)
        self._seen = _label("soft", "")
        self._seen.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._seen.setMinimumHeight(self.fontMetrics().lineSpacing() * _SEEN_LINES)
        self._reasons: dict[QObject, ViewReason] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addSpacing(6)
        for number, reason in enumerate(ViewReason, 1):
            layout.addWidget(self._row(number, reason))
        layout.addSpacing(6)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setIcon(QIcon())
        cancel.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._seen, 1)
        foot.addWidget(buttons, alignment=Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(foot)
        self._say(None)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with 1 to 5, move with the arrows; Enter chooses only what is marked."""
        rows = list(self._reasons)
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(rows):
            self._choose(self._reasons[rows[number]])
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.focusWidget() is self:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what the pupil will read for the reason under the pointer or in focus."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.Enter}:
            self._say(self._reasons.get(watched))
        return super().eventFilter(watched, event)

    def _row(self, number: int, reason: ViewReason) -> QPushButton:
        row = QPushButton(f"{number}    {reason_choice(reason)}")
        row.setAccessibleName(reason_choice(reason))
        row.setStyleSheet("text-align: left; outline: none")
        row.clicked.connect(lambda: self._choose(reason))
        row.installEventFilter(self)
        self._reasons[row] = reason
        return row

    def _choose(self, reason: ViewReason) -> None:
        self.accept()
        self.chosen.emit(reason)

    def _step(self, step: int) -> None:
        rows = [row for row in self._reasons if isinstance(row, QPushButton)]
        focused = next((i for i, row in enumerate(rows) if row.hasFocus()), None)
        if focused is None:
            focused = -1 if step > 0 else 0
        rows[(focused + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, reason: ViewReason | None) -> None:
        seen = self.tr("{teacher} looks at this screen in full").format(teacher=self._teacher)
        seen += self.tr(", and why") if reason is None else f": {reason_read(reason)}"
        if self._who:
            text = self.tr("{pupil} will see: {seen}.").format(pupil=self._who, seen=seen)
        else:
            text = self.tr("Each pupil will see: {seen}.").format(seen=seen)
        self._seen.setText(text)


def _short(name: str) -> str:
    name = plain(name)
    return name if len(name) <= _NAME_LETTERS else name[:_NAME_LETTERS] + "…"


def _label(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
