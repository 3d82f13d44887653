"""What a screen reader is given: names, roles, announcements; and the keyboard reaches all."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from protocol.vocabulary import NoPictureReason
from teacher_console.classroom.device_status import DeviceState
from teacher_console.shell.ui.announcer import Announcer
from tests.helpers.console_scene import Scene, status

_ROLES = {
    QLineEdit: {QAccessible.Role.EditableText},
    QComboBox: {QAccessible.Role.ComboBox},
    QAbstractButton: {QAccessible.Role.Button, QAccessible.Role.CheckBox},
    QAbstractSlider: {QAccessible.Role.Slider},
    QAbstractItemView: {QAccessible.Role.List, QAccessible.Role.Tree},
}


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


class AnnouncementLog(Announcer):
    """An Announcer whose sentences are kept as well."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.said: list[str] = []

    def say(self, sentence: str, *, is_urgent: bool = False) -> None:
        super().say(sentence, is_urgent=is_urgent)
        self.said.append(sentence)


@pytest.fixture
def announcements(scene: Scene) -> AnnouncementLog:
    return AnnouncementLog(scene.window)


def test_every_widget_that_can_be_used_has_a_name_and_a_role(scene: Scene) -> None:
    scene.tell(status())
    checked = 0
    for kind, roles in _ROLES.items():
        widgets: list[QWidget] = scene.window.findChildren(kind)
        for widget in widgets:
            is_part = isinstance(widget, QScrollBar) or isinstance(widget.parent(), QComboBox)
            if is_part or not widget.isVisible() or widget.objectName().startswith("qt_"):
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget
            assert interface.role() in roles, widget
            checked += 1
    assert checked > 10


def test_a_tile_speaks_name_device_state_and_reason(scene: Scene) -> None:
    scene.tell(status(state=DeviceState.WITHHELD, reason=NoPictureReason.LOCKED, screens=2))
    wall = QAccessible.queryAccessibleInterface(scene.wall)
    tile: QAccessibleInterface = wall.child(0)
    assert tile.role() is QAccessible.Role.ListItem
    assert tile.text(QAccessible.Text.Name) == (
        "Amira Khan, pc-01, No picture, 2 screens. The computer is locked."
    )
    assert tile.state().selectable


def test_t10_a_hostile_name_is_spoken_as_its_letters(scene: Scene) -> None:
    scene.tell(status(pupil="<b>Bo\u202ebby</b>\x07" + "x" * 280))
    tile = QAccessible.queryAccessibleInterface(scene.wall).child(0)
    spoken = tile.text(QAccessible.Text.Name)
    assert spoken.startswith("<b>Bobby</b>x")
    assert spoken.isprintable()


def test_a_lost_device_and_its_return_are_announced(
    scene: Scene, announcements: AnnouncementLog
) -> None:
    announcements.follow(status())
    announcements.follow(status(state=DeviceState.LOST))
    scene.qtbot.waitUntil(lambda: len(announcements.said) == 1)
    announcements.follow(status(state=DeviceState.READY))
    scene.qtbot.waitUntil(lambda: len(announcements.said) == 2)
    assert "Connection lost" in announcements.said[0]
    assert "back" in announcements.said[1]
    assert "Amira Khan" in announcements.said[1]


def test_thirty_devices_lost_at_once_are_one_sentence(
    scene: Scene, announcements: AnnouncementLog
) -> None:
    for number in range(1, 31):
        announcements.follow(status(number, pupil=f"P{number}"))
        announcements.follow(status(number, DeviceState.LOST, f"P{number}"))
    scene.qtbot.waitUntil(lambda: bool(announcements.said))
    assert announcements.said == ["Connection lost to 30 devices: P1, P2, P3 and 27 more"]


def test_a_device_that_comes_back_at_once_is_not_called_lost(
    scene: Scene, announcements: AnnouncementLog
) -> None:
    for state in (DeviceState.LIVE, DeviceState.LOST, DeviceState.STARTING):
        announcements.follow(status(state=state))
    announcements.follow(status(2))
    announcements.follow(status(2, DeviceState.LOST))
    scene.qtbot.waitUntil(lambda: len(announcements.said) == 2)
    assert announcements.said[0].startswith("Connection lost to 1 ")


def test_nobody_is_named_while_the_window_is_locked(
    scene: Scene, announcements: AnnouncementLog
) -> None:
    content = scene.window.centralWidget()
    assert content is not None
    content.hide()
    announcements.follow(status())
    announcements.follow(status(state=DeviceState.LOST))
    scene.qtbot.waitUntil(lambda: not announcements._gather.isActive())
    assert announcements.said == []


def test_a_lesson_and_what_did_not_work_are_announced(scene: Scene) -> None:
    heard: list[str] = []
    scene.window._announcer.say = lambda text, **_: heard.append(text)  # type: ignore[method-assign]
    scene.open_lesson()
    scene.window.say_problem("The view could not be opened.")
    assert heard == [
        "The lesson “Poster project” is open in Room 12.",
        "The view could not be opened.",
    ]
    assert "The view could not be opened." in scene.texts()


def test_tab_reaches_everything_that_can_be_used_and_comes_back(scene: Scene) -> None:
    scene.tell(status())
    scene.open_lesson()
    scene.window.activateWindow()
    scene.wall.setFocus()
    reached: list[QWidget] = []
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is None or focused in reached:
            break
        reached.append(focused)
        scene.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    names = {each.accessibleName() or each.property("text") for each in reached}
    assert {
        "Pupils' screens",
        "Groups",
        "Find a pupil or device",
        "Show",
        "Sort",
        "List",
        "Fit",
        "Tile size",
        "Screenshot",
        "End lesson",
    } <= names
