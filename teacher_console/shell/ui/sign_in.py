"""Signing in: whose key, which school, and the passphrase that opens it. Lane: gui."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QVBoxLayout

from teacher_console.school.attempts import Attempts
from teacher_console.school.remembering import PassphraseMemory
from teacher_console.shell.ui.passphrase_form import PassphraseForm
from teacher_console.shell.ui.tasks import Tasks

_WIDTH_PX = 440


class SignInDialog(QDialog):
    """Accepts when `unlock` succeeded.

    Args:
        unlock: Takes the passphrase, on a worker thread; raises InputError when it does not fit.
        attempts: Counts wrong passphrases, from here on and at the lock.
        memory: May remember the passphrase; None offers nothing.
        mark: Fingerprint of the key, under which `memory` keeps it.

    Signals:
        memory_told: `memory` was asked whether it can remember.
    """

    memory_told = Signal()

    def __init__(
        self,
        school: str,
        unlock: Callable[[str], None],
        *,
        attempts: Attempts | None = None,
        memory: PassphraseMemory | None = None,
        mark: str = "",
    ) -> None:
        super().__init__()
        self._memory = memory
        self._mark = mark
        self._tasks = Tasks(self, "keyring")
        self.setWindowTitle(self.tr("Harbour - sign in"))
        title = QLabel(school)
        title.setObjectName("emptyTitle")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        text = QLabel(self.tr("Type the passphrase of your key to open the console."))
        text.setObjectName("soft")
        text.setWordWrap(True)
        self._form = PassphraseForm(
            unlock,
            attempts=attempts or Attempts(),
            label=self.tr("Passphrase"),
            button=self.tr("Sign in"),
        )
        self._form.opened.connect(self._on_opened)
        self._form.refused.connect(self._on_refused)
        self._remember = QCheckBox(self.tr("Remember on this computer"))
        self._remember.setEnabled(False)
        self._why_not = QLabel()
        self._why_not.setObjectName("soft")
        self._why_not.setTextFormat(Qt.TextFormat.PlainText)
        self._why_not.setWordWrap(True)
        self._why_not.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(14)
        self._form.put_below_field(self._remember, self._why_not)
        for widget in (title, text, self._form):
            layout.addWidget(widget)
        self.setMinimumWidth(_WIDTH_PX)
        self._remember.setVisible(memory is not None)
        self._is_from_memory = False
        self._form.setFocus()
        if memory is not None:
            self._tasks.run(
                lambda: _asked(memory, mark),
                self._on_memory,
                lambda why: self._on_memory((why, None)),
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the workers: half a second, or the keyring's own question."""
        self._close_workers()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """End; also by Escape."""
        self._close_workers()
        super().done(result)

    def _close_workers(self) -> None:
        self._form.close_worker()
        self._tasks.close()

    def _make_room(self) -> None:
        """Grow for a sentence that came; `adjustSize` would stop at two thirds of the screen."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _on_memory(self, told: tuple[str | None, str | None]) -> None:
        problem, passphrase = told
        self._remember.setEnabled(problem is None)
        self._why_not.setText(problem or "")
        self._why_not.setVisible(problem is not None)
        self._make_room()
        if passphrase is not None and not self._form.field.text():
            self._remember.setChecked(True)
            self._is_from_memory = True
            self._form.try_remembered(passphrase)
        self.memory_told.emit()

    def _on_refused(self, _: str) -> None:
        self._make_room()
        if self._is_from_memory and self._memory is not None:
            memory, mark = self._memory, self._mark
            self._is_from_memory = False
            self._remember.setChecked(False)
            self._tasks.run(lambda: memory.forget(mark), lambda _: None, lambda _: None)

    def _on_opened(self, passphrase: str) -> None:
        if self._memory is None or not self._remember.isEnabled() or self._is_from_memory:
            self.accept()
            return
        memory, mark = self._memory, self._mark
        if self._remember.isChecked():
            self._tasks.run(
                lambda: memory.remember(mark, passphrase),
                lambda _: self.accept(),
                self._not_remembered,
            )
        else:
            self._tasks.run(
                lambda: memory.forget(mark), lambda _: self.accept(), lambda _: self.accept()
            )

    def _not_remembered(self, sentence: str) -> None:
        self._remember.setChecked(False)
        self._remember.setEnabled(False)
        self._why_not.setText(sentence)
        self._why_not.setVisible(True)
        self._make_room()


def _asked(memory: PassphraseMemory, mark: str) -> tuple[str | None, str | None]:
    problem = memory.problem()
    return problem, memory.recall(mark) if problem is None else None
