"""Signing in: whose key, which school, and the passphrase that opens it. Lane: gui.

Opening a key takes half a second by design, so it runs on a worker and answers by a queued signal.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout

from protocol.errors import InputError


class SignInDialog(QDialog):
    """Accepts when `unlock` succeeded.

    Args:
        unlock: Takes the passphrase, on a worker thread; raises InputError when it does not fit.

    Signals:
        answered: The sentence of the error, or an empty text.
    """

    answered = Signal(str)

    def __init__(self, school: str, unlock: Callable[[str], None]) -> None:
        super().__init__()
        self._unlock = unlock
        self._worker: threading.Thread | None = None
        self.setWindowTitle(self.tr("Harbour - sign in"))
        title = QLabel(school)
        title.setObjectName("emptyTitle")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        text = QLabel(self.tr("Type the passphrase of your key to open the console."))
        text.setObjectName("soft")
        text.setWordWrap(True)
        self._passphrase = QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.setAccessibleName(self.tr("Passphrase"))
        self._passphrase.setPlaceholderText(self.tr("Passphrase"))
        self._passphrase.setMinimumWidth(360)
        self._problem = QLabel()
        self._problem.setObjectName("problem")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._button = QPushButton(self.tr("Sign in"))
        self._button.setObjectName("primary")
        self._button.setDefault(True)
        self._button.clicked.connect(self._try)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(14)
        for widget in (title, text, self._passphrase, self._problem):
            layout.addWidget(widget)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignRight)
        self.answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the worker, half a second at most."""
        self._join()
        super().closeEvent(event)

    def _try(self) -> None:
        if self._worker is not None:
            return
        self._button.setEnabled(False)
        self._button.setText(self.tr("Opening…"))
        self._problem.clear()
        passphrase = self._passphrase.text()
        self._worker = threading.Thread(target=self._open, args=(passphrase,), name="unlock")
        self._worker.start()

    def _open(self, passphrase: str) -> None:
        try:
            self._unlock(passphrase)
        except InputError as exc:
            self.answered.emit(str(exc))
        else:
            self.answered.emit("")

    def _on_answered(self, problem: str) -> None:
        self._join()
        self._button.setEnabled(True)
        self._button.setText(self.tr("Sign in"))
        if problem:
            self._problem.setText(problem)
            self._passphrase.selectAll()
            self._passphrase.setFocus()
        else:
            self.accept()

    def _join(self) -> None:
        if self._worker is not None:
            self._worker.join()
            self._worker = None
