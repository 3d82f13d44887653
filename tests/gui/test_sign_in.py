"""Signing in and the lock, used as a person does."""

import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from protocol.errors import InputError
from teacher_console.school.attempts import Attempts
from teacher_console.shell.ui.lock import ConsoleLock
from teacher_console.shell.ui.sign_in import SignInDialog
from tests.helpers.hands import Hands

RIGHT = "correct horse battery"


class Key:
    """A key that only `RIGHT` opens, with a log of the threads that tried."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.why = "the passphrase does not open this key"

    def unlock(self, passphrase: str) -> None:
        self.threads.append(threading.current_thread().name)
        if passphrase != RIGHT:
            raise InputError("your key", self.why, "type it again")


class Memory:
    """PassphraseMemory in memory."""

    def __init__(self, problem: str | None = None, **kept: str) -> None:
        self.kept = kept
        self.why = problem
        self.is_full = False

    def problem(self) -> str | None:
        return self.why

    def recall(self, mark: str) -> str | None:
        return self.kept.get(mark)

    def remember(self, mark: str, passphrase: str) -> None:
        if self.is_full:
            raise InputError("keyring", "it did not take the passphrase", "sign in without it")
        self.kept[mark] = passphrase

    def forget(self, mark: str) -> None:
        self.kept.pop(mark, None)


@pytest.fixture
def key() -> Key:
    return Key()


def signing_in(qtbot: QtBot, key: Key, memory: Memory | None = None) -> tuple[SignInDialog, Hands]:
    dialog = SignInDialog("Oak School", key.unlock, memory=memory, mark="AAAA")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, Hands(qtbot, dialog)


def test_a_wrong_passphrase_is_explained_waited_for_and_the_right_one_signs_in(
    qtbot: QtBot, key: Key
) -> None:
    dialog, hands = signing_in(qtbot, key)
    field = hands.named(QLineEdit, "Passphrase")
    qtbot.keyClicks(field, "wrong")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    hands.await_words("does not open")
    assert hands.window.findChildren(QPushButton)[0].text() == "Wait 1 s"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(key.threads) == 1
    hands.await_button("Sign in")
    hands.write("Passphrase", RIGHT)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert all(name.startswith("unlock") for name in key.threads)


def squeezed(window: QWidget) -> list[str]:
    """Return what has less height than its text needs."""
    found = []
    for each in window.findChildren(QWidget):
        if not isinstance(each, QLineEdit | QPushButton | QLabel | QCheckBox):
            continue
        wraps = each.hasHeightForWidth()
        needs = each.heightForWidth(each.width()) if wraps else each.sizeHint().height()
        if each.isVisible() and each.height() < needs:
            found.append(type(each).__name__)
    return found


@pytest.mark.parametrize("memory", [None, Memory("no keyring " * 20)])
def test_a_long_sentence_makes_room_for_itself(
    qtbot: QtBot, key: Key, memory: Memory | None
) -> None:
    key.why = "the passphrase does not open this key, or the file was changed " * 3
    dialog, hands = signing_in(qtbot, key, memory)
    hands.write("Passphrase", "wrong")
    hands.click("Sign in")
    hands.await_words("does not open")
    qtbot.waitUntil(lambda: not squeezed(dialog))
    dialog.reject()


def test_a_long_sentence_makes_room_for_itself_at_the_lock(qtbot: QtBot, key: Key) -> None:
    key.why = "the passphrase does not open this key, or the file was changed " * 3
    scene = locked_scene(qtbot, key)
    scene.hands.write("Passphrase", "guess")
    scene.hands.click("Unlock")
    scene.hands.await_words("does not open")
    qtbot.waitUntil(lambda: not squeezed(scene.hands.named(QWidget, "Locked")))


def test_each_wrong_passphrase_doubles_the_wait_up_to_half_a_minute() -> None:
    attempts = Attempts()
    waits = []
    for _ in range(8):
        attempts.failed(100.0)
        waits.append(attempts.wait_s(100.0))
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    attempts.succeeded()
    assert attempts.wait_s(100.0) == 0


def test_a_remembered_passphrase_signs_in_by_itself(qtbot: QtBot, key: Key) -> None:
    dialog, _ = signing_in(qtbot, key, Memory(AAAA=RIGHT))
    qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted)


def test_one_remembered_that_no_longer_fits_is_forgotten_and_said(qtbot: QtBot, key: Key) -> None:
    memory = Memory(AAAA="old words of before")
    dialog, hands = signing_in(qtbot, key, memory)
    hands.await_words("does not open")
    qtbot.waitUntil(lambda: not memory.kept)
    assert not hands.button("Remember on this computer").isChecked()
    dialog.reject()


def test_ticking_the_box_remembers_and_clearing_it_forgets(qtbot: QtBot, key: Key) -> None:
    memory = Memory()
    dialog, hands = signing_in(qtbot, key, memory)
    hands.await_button("Remember on this computer")
    hands.choose("Remember on this computer")
    hands.write("Passphrase", RIGHT)
    with qtbot.waitSignal(dialog.accepted):
        hands.click("Sign in")
    assert memory.kept == {"AAAA": RIGHT}


def test_where_nothing_can_be_remembered_the_box_says_why(qtbot: QtBot, key: Key) -> None:
    dialog, hands = signing_in(qtbot, key, Memory("This computer has no keyring."))
    hands.await_words("has no keyring")
    assert not hands.button("Remember on this computer").isEnabled()
    dialog.reject()


def test_a_keyring_that_refuses_is_said_and_signing_in_goes_on_without(
    qtbot: QtBot, key: Key
) -> None:
    memory = Memory()
    memory.is_full = True
    dialog, hands = signing_in(qtbot, key, memory)
    hands.await_button("Remember on this computer")
    hands.choose("Remember on this computer")
    hands.write("Passphrase", RIGHT)
    hands.click("Sign in")
    hands.await_words("did not take")
    hands.write("Passphrase", RIGHT)
    with qtbot.waitSignal(dialog.accepted):
        hands.click("Sign in")


class Locked:
    """A window with a screen on it, and a lock."""

    def __init__(self, qtbot: QtBot, key: Key, idle_s: float | None) -> None:
        self.qtbot = qtbot
        self.log: list[str] = []
        self.window = QMainWindow()
        self.window.resize(900, 600)
        self.window.setCentralWidget(QLabel("a pupil's screen"))
        menu = self.window.menuBar().addMenu("Lesson")
        ending = menu.addAction("End lesson")
        ending.setShortcut("Ctrl+E")
        ending.triggered.connect(lambda: self.log.append("ended"))
        self.window.addAction(ending)
        self.lock = ConsoleLock(
            self.window,
            idle_s=idle_s,
            unlock=key.unlock,
            attempts=Attempts(),
            title="Oak School",
            who="Ms Patel",
        )
        self.lock.locked.connect(lambda: self.log.append("locked"))
        qtbot.addWidget(self.window, before_close_func=lambda _: self.lock.close())
        self.window.show()
        self.window.activateWindow()
        qtbot.waitActive(self.window)
        self.hands = Hands(qtbot, self.window)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """As the window system sends it, through every shortcut."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        QCoreApplication.processEvents()

    def unlock(self) -> None:
        self.hands.write("Passphrase", RIGHT)
        with self.qtbot.waitSignal(self.lock.unlocked):
            self.hands.click("Unlock")


def locked_scene(qtbot: QtBot, key: Key) -> Locked:
    scene = Locked(qtbot, key, None)
    scene.press(
        Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert scene.lock.is_locked
    return scene


def test_the_lock_hides_everything_and_the_passphrase_brings_it_back(
    qtbot: QtBot, key: Key
) -> None:
    scene = locked_scene(qtbot, key)
    assert "a pupil's screen" not in scene.hands.read()
    assert "Locked. This is the console of Ms Patel." in scene.hands.read()
    assert not scene.window.menuBar().isVisible()
    cover = scene.hands.named(QWidget, "Locked")
    assert cover.geometry() == scene.window.rect()
    scene.unlock()
    assert "a pupil's screen" in scene.hands.read()
    assert scene.window.menuBar().isVisible()


def test_no_key_of_the_window_works_while_it_is_locked(qtbot: QtBot, key: Key) -> None:
    scene = locked_scene(qtbot, key)
    scene.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert scene.log == ["locked"]
    scene.unlock()
    scene.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert scene.log == ["locked", "ended"]


def test_a_wrong_passphrase_keeps_it_locked(qtbot: QtBot, key: Key) -> None:
    scene = locked_scene(qtbot, key)
    scene.hands.write("Passphrase", "guess")
    scene.hands.click("Unlock")
    scene.hands.await_words("does not open")
    assert scene.lock.is_locked


def test_other_windows_are_put_away_with_it_and_new_ones_too(qtbot: QtBot, key: Key) -> None:
    scene = Locked(qtbot, key, None)
    viewer, late = QLabel("a screen in full"), QLabel("one that opens late")
    for window in (viewer, late):
        qtbot.addWidget(window)
    viewer.show()
    scene.lock.lock()
    assert not viewer.isVisible()
    late.show()
    qtbot.waitUntil(lambda: not late.isVisible())
    scene.unlock()
    assert viewer.isVisible()
    assert late.isVisible()


def test_a_question_that_stands_open_is_put_aside_by_the_lock(qtbot: QtBot, key: Key) -> None:
    scene = Locked(qtbot, key, None)
    question = QDialog(scene.window)
    question.setModal(True)
    question.show()
    with qtbot.waitSignal(question.rejected):
        scene.lock.lock()


def test_it_locks_when_nobody_touches_anything(qtbot: QtBot, key: Key) -> None:
    scene = Locked(qtbot, key, 0.05)
    with qtbot.waitSignal(scene.lock.locked, timeout=3000):
        pass
    assert scene.lock.is_locked


def test_whoever_types_is_not_locked_out(qtbot: QtBot, key: Key) -> None:
    scene = Locked(qtbot, key, 0.4)
    ends_at = time.monotonic() + 1.2
    while time.monotonic() < ends_at:
        scene.press(Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        assert not scene.lock.is_locked
    with qtbot.waitSignal(scene.lock.locked, timeout=3000):
        pass
