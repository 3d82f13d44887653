"""T10: names and titles are shown as their letters, in every window, tip, menu and log line."""

import datetime as dt
import logging
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QMessageBox,
    QSystemTrayIcon,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from protocol.identifiers import TransportKey
from student_client.openness.ledger import Ledger
from student_client.openness.sign import SignLease
from student_client.openness.ui.light import WatchingLight
from student_client.openness.ui.tray import Tray
from student_client.openness.ui.view import OpennessView
from student_client.openness.watcher import Watcher
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows
from teacher_console.classroom.device_status import (
    DeviceState,
    DeviceStatus,
    LessonInfo,
    Teacher,
)
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from tests.helpers.console_scene import ControlLog, settle
from tests.helpers.hostile_text import CONTROL, EVERY_TEXT, LONG, MARKUP, TURNING, as_name

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
ids = [f"text {number}" for number in range(len(EVERY_TEXT))]


def dangers() -> list[str]:
    """What is wrong with any text of any widget there is now, by widget."""
    found = []
    for widget in all_widgets():
        name = type(widget).__name__
        found += [f"{name}: {problem}" for problem in problems_of(widget)]
    return found


def all_widgets() -> list[QWidget]:
    """Every widget there is; Qt's own list also has those that are being taken down."""
    tops = [each for each in QApplication.topLevelWidgets() if isValid(each)]
    return [*tops, *(child for each in tops for child in each.findChildren(QWidget))]


def problems_of(widget: QWidget) -> Iterator[str]:
    for text in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        if may_be_markup(text):
            yield "a tip is taken for markup"
    if isinstance(widget, QLabel):
        is_plain = widget.textFormat() is Qt.TextFormat.PlainText
        if not is_plain and may_be_markup(widget.text()):
            yield "a text is taken for markup"
    has_tips = not isinstance(widget, QMenu) or widget.toolTipsVisible()
    for action in widget.actions() if has_tips else ():
        if may_be_markup(action.toolTip()):
            yield "an action's tip is taken for markup"
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for row in range(model.rowCount()):
            tip = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
            if may_be_markup(str(tip or "")):
                yield "a row's tip is taken for markup"


def may_be_markup(text: str) -> bool:
    """Whether Qt could take a text for HTML where nobody told it not to (`Qt::mightBeRichText`)."""
    return "<" in text or "&lt;" in text


def turns_or_hides(text: str) -> bool:
    """Whether a text could turn round, hide or break what stands beside it."""
    return any(unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} for letter in text)


def status(name: str, state: DeviceState, number: int) -> DeviceStatus:
    return DeviceStatus(
        key=TransportKey(bytes([number]) * 32),
        device_name=as_name(name),
        room=as_name(name),
        pupil_name=name,
        address="10.0.0.5:48480",
        state=state,
        changed_at=NOON,
        software=name,
        sight=name,
        groups=(name,),
    )


@pytest.fixture
def bridge() -> Iterator[EventBridge]:
    bridge = EventBridge()
    yield bridge
    bridge.close()


def window_of(qtbot: QtBot, bridge: EventBridge, name: str) -> ConsoleWindow:
    teacher = Teacher(as_name(name), as_name(name), (as_name(name), "Room 12"))
    window = ConsoleWindow(control=ControlLog(), bridge=bridge, teacher=teacher)
    qtbot.addWidget(window, before_close_func=lambda _: end(qtbot, window, bridge))
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    return window


def end(qtbot: QtBot, window: ConsoleWindow, bridge: EventBridge) -> None:
    bridge.lesson_changed(None)
    settle(qtbot, window)
    window.close_without_asking()


@pytest.mark.parametrize("text", EVERY_TEXT, ids=ids)
def test_t10_the_consoles_window_takes_no_name_for_markup(
    qtbot: QtBot, bridge: EventBridge, text: str
) -> None:
    window = window_of(qtbot, bridge, text)
    for number, state in enumerate(DeviceState, start=1):
        bridge.device_changed(status(text, state, number))
    now = dt.datetime.now(dt.UTC)
    lesson = LessonInfo("a" * 32, as_name(text), as_name(text), now, now + dt.timedelta(hours=1))
    bridge.lesson_changed(lesson)
    settle(qtbot, window)
    assert not window.grab().isNull()  # every tile is painted with it
    assert dangers() == []
    assert window.width() == 1280


@pytest.mark.parametrize("text", [*MARKUP, *TURNING, *CONTROL, *LONG])
def test_t10_a_tile_says_a_pupils_name_as_letters_only(
    qtbot: QtBot, bridge: EventBridge, text: str
) -> None:
    window = window_of(qtbot, bridge, "Oak")
    bridge.device_changed(status(text, DeviceState.READY, 1))
    settle(qtbot, window)
    views = [each for each in window.findChildren(QAbstractItemView) if each.isVisible()]
    [index] = [view.model().index(0, 0) for view in views if view.model().rowCount() == 1]
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert not turns_or_hides(str(index.data(role)))


class Pupil:
    """The client's windows, told of watchers."""

    def __init__(self, application: QApplication, folder: Path, school: str) -> None:
        self.ledger = Ledger(folder / "watched.jsonl", now=lambda: dt.datetime.now(dt.UTC))
        self.view = OpennessView(
            application,
            sign=SignLease(),
            full_sign=SignLease(),
            private_windows=PrivateWindows(),
            lights=Lights(),
            ledger=self.ledger,
            school=school,
            mark="AAAA-BBBB",
            show_help=lambda: None,
        )


@pytest.mark.parametrize("text", EVERY_TEXT, ids=ids)
def test_t10_a_pupils_windows_take_no_name_for_markup(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    del qtbot
    pupil = Pupil(qapp, tmp_path, as_name(text))
    try:
        pupil.ledger.ended(pupil.ledger.began(as_name(text), "teacher", as_name(text), None), 3)
        pupil.view.show_watchers((Watcher(as_name(text), as_name(text)),))
        pupil.view.show_history()
        QCoreApplication.processEvents()
        assert dangers() == []
        lights = [
            each for each in all_widgets() if isinstance(each, WatchingLight) and each.isVisible()
        ]
        assert not any(turns_or_hides(light.accessibleName()) for light in lights)
        for light in lights:
            assert light.width() <= light.screen_area().width()
        for label in (each for each in all_widgets() if isinstance(each, QLabel)):
            if label.isVisible() and as_name(text) in label.text():
                assert not turns_or_hides(label.text())
    finally:
        pupil.view.close()
        qapp.removeEventFilter(pupil.view._watch)


@pytest.mark.parametrize("text", [*MARKUP, *TURNING, *CONTROL])
def test_t10_a_line_of_the_history_cannot_be_forged_by_a_title(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    del qtbot
    pupil = Pupil(qapp, tmp_path, "Oak School")
    try:
        pupil.ledger.began("Ms Patel", "teacher", as_name(text), None)
        pupil.view.show_history()
        lists = [each for each in all_widgets() if isinstance(each, QAbstractItemView)]
        rows = [str(view.model().index(0, 0).data()) for view in lists if view.model().rowCount()]
        [row] = [row for row in rows if row.startswith("Ms Patel")]
        first, *more = row.split("\n")
        assert len(more) == 1
        assert not turns_or_hides(first)
    finally:
        pupil.view.close()
        qapp.removeEventFilter(pupil.view._watch)


@pytest.mark.parametrize("text", MARKUP)
def test_t10_the_trays_tip_menu_and_box_take_no_name_for_markup(
    qapp: QApplication, qtbot: QtBot, text: str
) -> None:
    del qapp, qtbot
    tray = Tray(as_name(text), lambda: None, mark="AAAA-BBBB", show_help=lambda: None)
    try:
        tray.say((Watcher(as_name(text), "x"),))
        [icon] = tray.findChildren(QSystemTrayIcon)
        assert not may_be_markup(icon.toolTip())
        seen: list[Qt.TextFormat] = []

        def look_and_close() -> None:
            [box] = [each for each in all_widgets() if isinstance(each, QMessageBox)]
            seen.append(box.textFormat())
            assert as_name(text) in box.text()
            box.reject()

        QTimer.singleShot(0, look_and_close)
        about_of(icon).trigger()
        assert seen == [Qt.TextFormat.PlainText]
    finally:
        tray.close()


def about_of(icon: QSystemTrayIcon) -> QAction:
    return next(each for each in icon.contextMenu().actions() if "About" in each.text())


@pytest.mark.parametrize("text", [*CONTROL, *TURNING])
def test_t10_what_the_client_says_of_itself_is_one_line_of_letters(text: str) -> None:
    from student_client.config import read_config  # noqa: PLC0415  # reads the machine's settings

    config = read_config(["--device-name", text, "--pupil-name", text])
    assert not turns_or_hides(config.device_name)
    assert not turns_or_hides(config.pupil_name)


@pytest.mark.parametrize("text", CONTROL)
def test_t10_a_sentence_for_a_person_is_one_line_whatever_it_quotes(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    from protocol.errors import InputError  # noqa: PLC0415

    error = InputError(f"device {text}", f"it is {text}", f"mend {text}")
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("an address was not dialled: %s", error)
    assert not turns_or_hides(caplog.messages[0])
