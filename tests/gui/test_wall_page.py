"""The wall as a teacher uses it: selecting, finding, filtering, groups, list, zoom, menus."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from protocol.errors import InputError
from protocol.identifiers import TransportKey, fingerprint
from teacher_console.classroom.device_status import DeviceState, Teacher
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.elided_label import ElidedLabel
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.wall.groups import Groups
from teacher_console.wall.ui import words
from tests.helpers.console_scene import NOON, ControlLog, Scene, status, when_dialog_opens

PUPILS = ("Amira", "Ben", "Chloe", "Dylan")
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOSTILE = "<b>Bo\u202ebby</b>\x07\n<img src=x>&amp;" + "x" * 280


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    scene = Scene(qtbot)
    scene.tell(*(status(number, pupil=name) for number, name in enumerate(PUPILS, start=1)))
    return scene


def whom(scene: Scene) -> str:
    scene.settle()
    return next(
        each.text()
        for each in scene.window.findChildren(ElidedLabel)
        if each.objectName() == "whom"
    )


def middle_of(scene: Scene, name: str) -> QPoint:
    row = scene.names().index(name)
    return scene.wall.visualRect(scene.wall.model().index(row, 0)).center()


NO_KEYS = Qt.KeyboardModifier.NoModifier


def click(scene: Scene, name: str, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    button = Qt.MouseButton.LeftButton
    scene.qtbot.mouseClick(scene.wall.viewport(), button, keys, middle_of(scene, name))


def double_click(scene: Scene, name: str) -> None:
    click(scene, name)
    button = Qt.MouseButton.LeftButton
    scene.qtbot.mouseDClick(scene.wall.viewport(), button, pos=middle_of(scene, name))


def key_of(number: int) -> TransportKey:
    return TransportKey(bytes([number]) * 32)


def test_without_a_selection_the_sentence_names_everybody(scene: Scene) -> None:
    assert whom(scene) == "All 4 pupils in Room 12"


def test_clicks_with_ctrl_and_shift_select_and_the_sentence_names_who(scene: Scene) -> None:
    click(scene, "Amira")
    assert whom(scene) == "1 selected: Amira"
    click(scene, "Chloe", CTRL)
    assert whom(scene) == "2 selected: Amira, Chloe"
    click(scene, "Amira")
    click(scene, "Dylan", SHIFT)
    assert whom(scene) == "4 selected: Amira, Ben, Chloe and 1 more"


def test_a_rubber_band_selects_what_it_touches(scene: Scene) -> None:
    view, left = scene.wall.viewport(), Qt.MouseButton.LeftButton
    outside = view.rect().bottomRight() - QPoint(3, 3)
    first = middle_of(scene, "Amira")
    scene.qtbot.mousePress(view, left, pos=outside)
    scene.qtbot.mouseMove(view, (first + outside) / 2)
    scene.qtbot.mouseMove(view, first)
    scene.qtbot.mouseRelease(view, left, pos=first)
    assert whom(scene).startswith("4 selected")


def test_the_keyboard_alone_selects_opens_and_leaves(scene: Scene) -> None:
    wall = scene.wall
    wall.setFocus()
    scene.qtbot.keyClick(wall, Qt.Key.Key_Home)
    scene.qtbot.keyClick(wall, Qt.Key.Key_Right)
    assert whom(scene) == "1 selected: Ben"
    scene.qtbot.keyClick(wall, Qt.Key.Key_Right, SHIFT)
    assert whom(scene) == "2 selected: Ben, Chloe"
    scene.qtbot.keyClick(wall, Qt.Key.Key_A, CTRL)
    assert whom(scene).startswith("4 selected")
    with scene.qtbot.waitSignal(scene.window.view_asked) as asked:
        scene.qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert asked.args == [key_of(3)]
    scene.qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert whom(scene) == "All 4 pupils in Room 12"
    scene.qtbot.keyClick(wall, Qt.Key.Key_Space)
    assert whom(scene) == "1 selected: Chloe"


def test_a_double_click_asks_for_the_full_view(scene: Scene) -> None:
    with scene.qtbot.waitSignal(scene.window.view_asked) as asked:
        double_click(scene, "Ben")
    assert asked.args == [key_of(2)]


def test_what_is_not_admitted_can_be_neither_viewed_nor_hit(scene: Scene) -> None:
    scene.tell(status(9, DeviceState.NOT_ADMITTED))
    name = words.title(status(9, DeviceState.NOT_ADMITTED))
    with scene.qtbot.assertNotEmitted(scene.window.view_asked):
        double_click(scene, name)
    assert "No view was opened: this computer is not admitted yet." in scene.texts()
    assert whom(scene).startswith("Nobody")
    assert not scene.button("Screenshot").isEnabled()


def test_screenshots_are_asked_of_exactly_those_the_sentence_names(scene: Scene) -> None:
    click(scene, "Ben")
    click(scene, "Dylan", CTRL)
    scene.settle()
    with scene.qtbot.waitSignal(scene.window.screenshot_asked) as asked:
        scene.click("Screenshot")
    assert asked.args == [(key_of(2), key_of(4))]


def test_a_view_of_several_is_not_opened_and_the_foot_says_so_until_one_is(scene: Scene) -> None:
    why_not = "No view was opened: select one pupil first."
    with scene.qtbot.assertNotEmitted(scene.window.view_asked):
        scene.page.ask_view()
    assert why_not in scene.texts()
    double_click(scene, "Ben")
    assert why_not not in scene.texts()


def test_view_is_offered_for_one_and_not_for_many(scene: Scene) -> None:
    assert not scene.button("View").isEnabled()
    click(scene, "Ben")
    scene.settle()
    with scene.qtbot.waitSignal(scene.window.view_asked) as asked:
        scene.click("View")
    assert asked.args == [key_of(2)]


def test_typing_on_the_wall_finds_and_escape_shows_all_again(scene: Scene) -> None:
    scene.wall.setFocus()
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_C)
    search = scene.named(QLineEdit, "Find a pupil or device")
    scene.qtbot.waitUntil(search.hasFocus)
    scene.qtbot.keyClicks(search, "hl")
    assert scene.names() == ["Chloe"]
    assert whom(scene) == "The 1 pupils shown in Room 12"  # without a built English file
    scene.qtbot.keyClick(search, Qt.Key.Key_Return)
    assert scene.wall.hasFocus()
    assert whom(scene) == "1 selected: Chloe"
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_Escape)
    assert scene.names() == list(PUPILS)


def test_a_selection_that_is_hidden_is_hit_no_more(scene: Scene) -> None:
    click(scene, "Ben")
    scene.named(QLineEdit, "Find a pupil or device").setText("amira")  # type: ignore[attr-defined]
    assert "Ben" not in whom(scene)
    assert "selected" not in whom(scene)


def test_filters_say_how_many_they_have_and_show_them(scene: Scene) -> None:
    scene.tell(status(2, DeviceState.LOST, "Ben"))
    box = scene.named(QComboBox, "Show")
    assert isinstance(box, QComboBox)
    texts = [box.itemText(index) for index in range(box.count())]
    assert texts == ["All (4)", "Live (3)", "Needs a look (1)", "Offline (1)", "Not admitted (0)"]
    box.setCurrentIndex(3)
    scene.settle()
    assert scene.names() == ["Ben"]
    scene.tell(status(2, DeviceState.LIVE, "Ben"))
    assert "in this group, or stands so" in scene.texts()
    scene.click("Show everything")
    assert scene.names() == list(PUPILS)


def choose_group(scene: Scene, text: str) -> None:
    rail = scene.named(QListWidget, "Groups")
    assert isinstance(rail, QListWidget)
    item = next(
        rail.item(row) for row in range(rail.count()) if rail.item(row).text().startswith(text)
    )
    place = rail.visualItemRect(item).center()
    scene.qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=place)
    scene.settle()


def test_the_rail_shows_one_room(scene: Scene) -> None:
    scene.tell(status(2, pupil="Ben", room="Library"))
    choose_group(scene, "Library")
    assert scene.names() == ["Ben"]
    choose_group(scene, "Room 12")
    assert scene.names() == ["Amira", "Chloe", "Dylan"]
    assert whom(scene) == "All 3 pupils in Room 12"


def test_a_class_is_a_group_by_itself(scene: Scene) -> None:
    scene.tell(status(3, pupil="Chloe", groups=("9B",)))
    choose_group(scene, "9B")
    assert scene.names() == ["Chloe"]


def test_a_group_is_made_of_a_selection_kept_and_removed_again(scene: Scene) -> None:
    click(scene, "Amira")
    click(scene, "Dylan", CTRL)
    scene.settle()

    def name_it(dialog: QWidget) -> None:
        assert isinstance(dialog, QInputDialog)
        scene.qtbot.keyClicks(dialog.findChildren(QLineEdit)[0], "Front row")
        dialog.accept()

    when_dialog_opens(name_it)
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_G, CTRL)
    assert scene.groups.saved == {"Front row": frozenset({key_of(1), key_of(4)})}
    choose_group(scene, "Front row")
    assert scene.names() == ["Amira", "Dylan"]
    scene.page.groups.remove("Front row")
    scene.settle()
    assert scene.names() == list(PUPILS)
    assert scene.groups.saved == {}


def test_groups_of_yesterday_are_there_today(qtbot: QtBot) -> None:
    scene = Scene(qtbot, groups={"Front row": frozenset({key_of(2)})})
    scene.tell(status(1, pupil="Amira"), status(2, pupil="Ben"))
    choose_group(scene, "Front row")
    assert scene.names() == ["Ben"]


def test_groups_that_cannot_be_read_are_said_and_never_written_over(qtbot: QtBot) -> None:
    class Broken:
        def load(self) -> Groups:
            raise InputError("groups.json", "it does not hold groups", "mend it")

        def save(self, groups: Groups) -> None:
            raise AssertionError(groups)

    bridge = EventBridge()
    window = ConsoleWindow(
        control=ControlLog(),
        bridge=bridge,
        teacher=Teacher("Ms Patel", "Oak School", ()),
        groups=Broken(),
    )
    qtbot.addWidget(window, before_close_func=lambda _: bridge.close())
    window.show()
    labels = window.findChildren(ElidedLabel)
    assert any("does not hold groups" in label.text() for label in labels)
    page = window._wall
    page.groups.add("Front row", [key_of(1)])
    assert "Front row" in page.groups.groups


def open_menu(scene: Scene, place: QPoint) -> list[str]:
    texts: list[str] = []

    def read() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts.extend(action.text() for action in menu.actions() if not action.isSeparator())
        menu.actions()[-1].trigger()
        menu.close()

    QTimer.singleShot(0, read)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, scene.wall.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(scene.wall.viewport(), event)
    return texts


def test_the_menu_offers_what_can_be_done_and_copies_the_fingerprint(scene: Scene) -> None:
    click(scene, "Ben")
    scene.settle()
    texts = open_menu(scene, middle_of(scene, "Ben"))
    assert texts == ["&View screen", "Take a &screenshot", "Add to &group", "&Copy fingerprint"]
    assert QGuiApplication.clipboard().text() == fingerprint(key_of(2))


def test_the_list_shows_the_same_selection_and_sorts_by_its_headings(scene: Scene) -> None:
    click(scene, "Ben")
    scene.click("List")
    scene.settle()
    assert whom(scene) == "1 selected: Ben"
    view = scene.page.view
    assert view.accessibleName() == "Pupils' screens, as a list"
    header = view.header()  # type: ignore[union-attr]
    place = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    scene.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert scene.names() == ["Dylan", "Chloe", "Ben", "Amira"]
    place.setX(header.sectionViewportPosition(1) + 20)
    scene.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert scene.names() == list(PUPILS)
    sort = scene.named(QComboBox, "Sort")
    scene.settle()
    assert sort.currentText() == "Sort by device"  # type: ignore[attr-defined]


def test_the_list_opens_finds_and_asks_for_small_pictures_of_its_rows(scene: Scene) -> None:
    scene.click("List")
    scene.qtbot.waitUntil(lambda: bool(scene.control.shown) and scene.control.shown[-1][1] == 160)
    assert scene.control.shown[-1][0] == {key_of(number) for number in range(1, 5)}
    view = scene.page.view
    view.setFocus()
    scene.qtbot.keyClick(view, Qt.Key.Key_Home)
    with scene.qtbot.waitSignal(scene.window.view_asked) as asked:
        scene.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == [key_of(1)]
    scene.qtbot.keyClick(view, Qt.Key.Key_D)
    scene.settle()
    assert "Dylan" in scene.names()
    assert scene.named(QLineEdit, "Find a pupil or device").hasFocus()


def test_hovering_enlarges_after_a_moment_and_leaves_the_focus_alone(scene: Scene) -> None:
    scene.wall.set_tile_width(200)
    scene.show_picture(2)
    scene.wall.setFocus()
    scene.qtbot.mouseMove(scene.wall.viewport(), middle_of(scene, "Ben"))
    assert not scene.page.zoom.isVisible()
    scene.qtbot.waitUntil(lambda: scene.control.enlarged == key_of(2))
    assert scene.page.zoom.isVisible()
    assert scene.wall.hasFocus()
    tile = scene.wall.visualRect(scene.wall.model().index(scene.names().index("Ben"), 0))
    assert scene.page.zoom.width() > tile.width()
    assert not scene.page.zoom.geometry().intersects(tile)
    scene.qtbot.mouseMove(scene.wall.viewport(), scene.wall.viewport().rect().bottomRight())
    assert not scene.page.zoom.isVisible()
    assert scene.control.enlarged is None


def enlarged(scene: Scene) -> TransportKey | None:
    return scene.page.zoom.key


def test_a_key_enlarges_the_current_tile_and_escape_ends_it(scene: Scene) -> None:
    scene.show_picture(2)
    click(scene, "Ben")
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_F4)
    assert enlarged(scene) == key_of(2)
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_Escape)
    assert enlarged(scene) is None
    assert whom(scene) == "1 selected: Ben"


def test_what_is_enlarged_goes_with_its_picture(scene: Scene) -> None:
    scene.show_picture(2)
    click(scene, "Ben")
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_F4)
    scene.tell(status(2, DeviceState.LOST, "Ben"))
    assert not scene.page.zoom.isVisible()


def test_fit_is_left_by_choosing_a_size_and_taken_again(scene: Scene) -> None:
    fitted = scene.wall.tile_width()
    assert scene.button("Fit").isChecked()
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_Minus)
    assert scene.wall.tile_width() == fitted - 20
    assert not scene.button("Fit").isChecked()
    scene.click("Fit")
    assert scene.wall.tile_width() == fitted


def test_f5_asks_for_what_is_visible_again(scene: Scene) -> None:
    scene.qtbot.waitUntil(lambda: bool(scene.control.shown))
    before = list(scene.control.shown)
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_F5)
    assert scene.control.shown == [*before, before[-1]]


def test_a_device_that_is_forgotten_leaves_nothing_behind(scene: Scene) -> None:
    scene.show_picture(2)
    click(scene, "Ben")
    scene.bridge.device_forgotten(key_of(2))
    scene.settle()
    assert scene.names() == ["Amira", "Chloe", "Dylan"]
    assert whom(scene) == "All 3 pupils in Room 12"
    tiles = scene.window._tiles
    assert tiles.pictures.newest(key_of(2)) is None
    assert key_of(2) not in scene.window._announcer._states


def test_ctrl_and_wheel_size_the_tiles(scene: Scene) -> None:
    before = scene.wall.tile_width()
    middle = QPointF(scene.wall.viewport().rect().center())
    event = QWheelEvent(
        middle,
        scene.wall.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # Qt's signature
    )
    QApplication.sendEvent(scene.wall.viewport(), event)
    assert scene.wall.tile_width() == before - 20


def test_pages_are_added_and_the_navigation_appears_with_the_second(scene: Scene) -> None:
    navigation = scene.named(QListWidget, "Pages")
    assert not navigation.isVisible()
    devices = QWidget()
    scene.window.add_page("devices", devices, "Devices")
    assert navigation.isVisible()
    scene.window.show_page("devices")
    assert devices.isVisible()
    assert not scene.wall.isVisible()
    assert scene.control.shown[-1] == (frozenset(), 0)
    scene.window.remove_page("devices")
    assert scene.wall.isVisible()
    assert not navigation.isVisible()


def test_t10_a_hostile_name_is_plain_text_wherever_it_is_shown(scene: Scene) -> None:
    hostile = status(1, pupil=HOSTILE, room=HOSTILE, groups=(HOSTILE,))
    scene.page.groups.add("<u>mine</u>", [key_of(1)])
    scene.tell(hostile)
    letters = "<b>Bobby</b> <img src=x>&amp;xxx"
    model = scene.wall.model()
    row = next(row for row in range(4) if "Bobby" in scene.names()[row])
    index = model.index(row, 0)
    assert str(index.data()).startswith(letters)
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith(letters)
    assert spoken.isprintable()
    assert not index.data(Qt.ItemDataRole.ToolTipRole)  # Qt would guess markup in it
    harmless = model.index(scene.names().index("Chloe"), 0).data(Qt.ItemDataRole.ToolTipRole)
    assert harmless == "Chloe\npc-03\nLive"
    scene.wall.selectionModel().clear()
    click(scene, scene.names()[row])
    assert whom(scene).startswith("1 selected: " + letters)
    rail = scene.named(QListWidget, "Groups")
    assert isinstance(rail, QListWidget)
    shown = [rail.item(each).text() for each in range(rail.count())]
    assert sum(text.startswith(letters) for text in shown) == 2
    assert all(text.isprintable() for text in shown)
    assert any("<u>mine</u>" in text for text in shown)


def test_t10_long_names_make_no_window_wider(scene: Scene) -> None:
    scene.open_lesson()
    scene.wall.selectAll()
    scene.settle()
    before = scene.window.minimumSizeHint().width()
    scene.tell(*(status(n, pupil=HOSTILE, room=HOSTILE) for n in range(1, 5)))
    scene.settle()
    assert scene.window.minimumSizeHint().width() <= before


def test_an_idle_screen_says_so_and_a_busy_one_does_not() -> None:
    idle = status(picture_at=NOON - dt.timedelta(minutes=12))
    assert words.idle(idle, NOON) == "idle 12 min"
    assert words.idle(status(picture_at=NOON - dt.timedelta(minutes=2)), NOON) == ""
    quiet = status(state=DeviceState.QUIET, last_seen=NOON - dt.timedelta(seconds=4))
    assert words.age(quiet, NOON) == "4 s ago"
    assert words.age(status(last_seen=NOON - dt.timedelta(seconds=4)), NOON) == ""
