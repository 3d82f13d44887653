"""The lock over the whole window: nothing of the class is shown or can be done until it is opened.

Lane: gui. The lesson goes on: devices keep their link and their light. While locked the window's
own content is hidden, not only covered, so that no screen reader, shortcut or picture gets past.
"""

from collections.abc import Callable
from typing import TypeGuard

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from teacher_console.school.attempts import Attempts
from teacher_console.shell.ui.passphrase_form import PassphraseForm

KEYS = "Ctrl+Shift+L"
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_WIDTH_PX = 400


class ConsoleLock(QObject):
    """Locks `window` by its keys, by order, or when nobody touched anything for a while.

    Args:
        window: Shown already or not; its first menu gets the action, before the last one.
        idle_s: After so many seconds without input it locks; None locks by order only.
        unlock: Takes the passphrase, on a worker thread; raises InputError when it does not fit.
        attempts: Counts wrong passphrases.
        title, who: Said on the lock: the school, and whose console this is.

    Signals:
        locked: Drop what need not stay in memory.
        unlocked: Carries the passphrase.
    """

    locked = Signal()
    unlocked = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        *,
        idle_s: float | None,
        unlock: Callable[[str], None],
        attempts: Attempts,
        title: str,
        who: str,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._cover = _Cover(window, unlock, attempts, title=title, who=who)
        self._cover.form.opened.connect(self._open)
        self._hidden: list[QWidget] = []
        self._is_locked = False
        self.action = QAction(self.tr("&Lock"), window)
        self.action.setShortcut(QKeySequence(KEYS))
        self.action.triggered.connect(self.lock)
        window.addAction(self.action)
        self._add_to_menu(window)
        self._idle = QTimer(self)
        self._idle.setObjectName("idle lock")
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._idle_s = idle_s
        self._wait_anew()
        _application().focusWindowChanged.connect(self._watch)
        self._watch(_application().focusWindow())

    @property
    def is_locked(self) -> bool:
        """Tell whether the lock is on."""
        return self._is_locked

    def lock(self) -> None:
        """Hide everything of the window, and every other window of the program."""
        if self._is_locked:
            return
        self._is_locked = True
        self._idle.stop()
        _application().installEventFilter(self)
        for each in QApplication.topLevelWidgets():
            if each is not self._window and each.isVisible():
                self._put_away(each)
        self._hidden += [each for each in self._parts() if not each.isHidden()]
        for each in self._parts():
            each.hide()
        self._cover.cover()
        self.locked.emit()

    def close(self) -> None:
        """End the timer and the worker; the program ends."""
        _application().removeEventFilter(self)
        _application().focusWindowChanged.disconnect(self._watch)
        self._idle.stop()
        self._cover.form.close_worker()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether anybody is there; while locked, let nothing past the cover."""
        kind = event.type()
        if not self._is_locked:
            if kind in _INPUT:
                self._wait_anew()
            return False
        if kind is QEvent.Type.Resize and watched is self._window:
            self._cover.cover()
        elif kind in {QEvent.Type.Shortcut, QEvent.Type.ShortcutOverride}:
            return kind is QEvent.Type.Shortcut
        elif kind is QEvent.Type.Close and watched is self._window:
            return event.spontaneous()
        elif kind is QEvent.Type.Show and self._is_another_window(watched):
            QTimer.singleShot(0, watched, lambda: self._put_away(watched))
        return False

    def _add_to_menu(self, window: QMainWindow) -> None:
        first = next(iter(window.menuBar().actions()), None)
        menu = first.menu() if first is not None else None
        if isinstance(menu, QMenu) and menu.actions():
            menu.insertAction(menu.actions()[-1], self.action)

    def _wait_anew(self) -> None:
        if self._idle_s is not None:
            self._idle.start(round(self._idle_s * 1000))

    def _watch(self, window: QWindow | None) -> None:
        # Where it has the focus, input arrives; a filter over the whole program would cost every
        # repaint of every tile a call into Python.
        if window is not None:
            window.installEventFilter(self)

    def _is_another_window(self, watched: QObject) -> TypeGuard[QWidget]:
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        return is_window and watched is not self._window

    def _parts(self) -> list[QWidget]:
        window = self._window
        candidates = [window.centralWidget(), window.menuWidget()]
        return [each for each in candidates if isinstance(each, QWidget)]

    def _put_away(self, window: QWidget) -> None:
        if isinstance(window, QDialog) and window.isModal():
            window.reject()  # its question is asked again if it is still wanted
        elif window.isVisible():
            self._hidden.append(window)
            window.hide()

    def _open(self, passphrase: str) -> None:
        self._is_locked = False
        _application().removeEventFilter(self)
        self._watch(_application().focusWindow())
        self._cover.hide()
        for each in self._hidden:
            each.show()
        self._hidden = []
        self._wait_anew()
        self._window.activateWindow()
        self.unlocked.emit(passphrase)


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)  # noqa: S101  # mypy: it is one
    return found


class _Cover(QWidget):
    def __init__(
        self,
        window: QWidget,
        unlock: Callable[[str], None],
        attempts: Attempts,
        *,
        title: str,
        who: str,
    ) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("lock")
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Locked"))
        self.form = PassphraseForm(
            unlock, attempts=attempts, label=self.tr("Passphrase"), button=self.tr("Unlock")
        )
        self.form.setMaximumWidth(_WIDTH_PX)
        self.form.setMinimumWidth(_WIDTH_PX)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for text, name in (
            (title, "emptyTitle"),
            (self.tr("Locked. This is the console of {who}.").format(who=who), "soft"),
            (self.tr("A lesson that is open goes on, and pupils see that it does."), "soft"),
        ):
            label = QLabel(text)
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addSpacing(12)
        middle = QHBoxLayout()  # an alignment instead would measure the form at the whole width
        middle.addStretch(1)
        middle.addWidget(self.form)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(3)
        self.hide()

    def cover(self) -> None:
        self.setGeometry(self._window.rect())
        if self.isHidden():
            self.form.clear()
        self.raise_()
        self.show()
        self.form.setFocus()
