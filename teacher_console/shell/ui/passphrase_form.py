"""The field that opens a key: at sign-in, at the lock, and at the school's root. Lane: gui.

Opening a key takes half a second by design, so it runs on a worker. Each wrong passphrase makes the
next try wait longer.
"""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from teacher_console.school.attempts import Attempts
from teacher_console.shell.ui.tasks import Tasks

_PASSPHRASE_MAX_CHARACTERS = 1024
_COUNT_DOWN_MS = 250


class PassphraseForm(QWidget):
    """A passphrase field, its button, and the sentence when it was wrong.

    Args:
        unlock: Takes the passphrase, on a worker thread; raises InputError when it does not fit.
        attempts: Counts wrong ones; shared by every form over the same key.

    Signals:
        opened: `unlock` succeeded; carries the passphrase.
        refused: The sentence of the error, which is shown too.
    """

    opened = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        unlock: Callable[[str], None],
        *,
        attempts: Attempts,
        label: str,
        button: str,
    ) -> None:
        super().__init__()
        self._unlock = unlock
        self._attempts = attempts
        self._button_text = button
        self._tasks = Tasks(self, "unlock")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(label)
        self.field.setPlaceholderText(label)
        self.field.setMaxLength(_PASSPHRASE_MAX_CHARACTERS)
        self.field.returnPressed.connect(self._try)
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setVisible(False)
        self.button = QPushButton(button)
        self.button.setObjectName("primary")
        self.button.clicked.connect(self._try)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.field)
        layout.addWidget(self.problem)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignRight)
        self._count_down = QTimer(self)
        self._count_down.setObjectName("passphrase count-down")
        self._count_down.setInterval(_COUNT_DOWN_MS)
        self._count_down.timeout.connect(self._follow)
        self.setFocusProxy(self.field)

    def try_remembered(self, passphrase: str) -> None:
        """Try a passphrase that the keyring held; a wrong one is said like a typed one."""
        self._begin(passphrase)

    def put_below_field(self, *widgets: QWidget) -> None:
        """Add `widgets` between the field and what is said of it."""
        for place, widget in enumerate(widgets, 1):
            self._column.insertWidget(place, widget)

    def clear(self) -> None:
        """Forget what was typed and said."""
        self.field.clear()
        self.problem.clear()
        self.problem.setVisible(False)

    def close_worker(self) -> None:
        """Wait for the try under way, half a second at most."""
        self._count_down.stop()
        self._tasks.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count down no further while nobody sees it."""
        self._count_down.stop()
        super().hideEvent(event)

    def _try(self) -> None:
        if self._tasks.is_busy or self._attempts.wait_s(time.monotonic()) > 0:
            return
        if not self.field.text():
            self.field.setFocus()
            return
        self._begin(self.field.text())

    def _begin(self, passphrase: str) -> None:
        self.problem.setVisible(False)
        self.button.setEnabled(False)
        self.button.setText(self.tr("Opening…"))
        self._tasks.run(
            lambda: self._unlock(passphrase), lambda _: self._opened(passphrase), self._refused
        )

    def _opened(self, passphrase: str) -> None:
        self._attempts.succeeded()
        self.clear()
        self._follow()
        self.opened.emit(passphrase)

    def _refused(self, sentence: str) -> None:
        self._attempts.failed(time.monotonic())
        self.problem.setText(sentence)
        self.problem.setVisible(True)
        self.field.selectAll()
        self.field.setFocus()
        if self.isVisible():
            self._count_down.start()
        self._follow()
        self.refused.emit(sentence)

    def _follow(self) -> None:
        wait_s = self._attempts.wait_s(time.monotonic())
        self.button.setEnabled(wait_s == 0)
        if wait_s > 0:
            self.button.setText(self.tr("Wait {n} s").format(n=math.ceil(wait_s)))
        else:
            self._count_down.stop()
            self.button.setText(self._button_text)
