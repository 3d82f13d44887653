"""The page of devices, as a technician uses it: read, sort, find, choose, copy."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from protocol.vocabulary import NoPictureReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.devices.seen import DevicesSeen
from teacher_console.devices.table import DeviceColumn, device_line
from teacher_console.devices.ui.device_table import DeviceOrder, DeviceTable
from teacher_console.devices.ui.devices_page import DevicesPage
from tests.helpers.statuses import NOON, status

RTL = "\u202e"


class Scene:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.now = NOON
        self.seen = DevicesSeen(lambda: self.now)
        self.page = DevicesPage(self.seen.of, lambda: self.now)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 720)
        self.page.show()
        qtbot.waitExposed(self.page)

    def tell(self, *statuses: DeviceStatus) -> None:
        for each in statuses:
            self.seen.note(each)
        self.page.show_devices(statuses)

    def was_here(self, number: int, days_ago: float) -> None:
        self.now = NOON - dt.timedelta(days=days_ago)
        self.seen.note(status(number, DeviceState.READY))
        self.seen.note(status(number, DeviceState.LOST))
        self.now = NOON

    @property
    def view(self) -> QTableView:
        return self.page.findChildren(QTableView)[0]

    def column(self, column: DeviceColumn) -> list[str]:
        model = self.view.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def click_heading(self, column: DeviceColumn) -> None:
        header: QHeaderView = self.view.horizontalHeader()
        at = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
        self.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def copied(self) -> list[list[str]]:
        button = next(
            each for each in self.page.findChildren(QPushButton) if each.text() == "Copy as CSV"
        )
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        return list(csv.reader(io.StringIO(QGuiApplication.clipboard().text(), newline="")))

    def texts(self) -> str:
        labels = [each for each in self.page.findChildren(QLabel) if each.isVisible()]
        return "\n".join(label.text() for label in labels)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def test_every_device_is_listed_with_what_it_can_show_and_new_ones_come_last(
    scene: Scene,
) -> None:
    scene.was_here(2, 43)
    scene.tell(
        status(9, DeviceState.NOT_ADMITTED),
        status(2, DeviceState.SEARCHING),
        status(1, software="0.2.0", sight="Everything, on two screens."),
    )
    assert scene.column(DeviceColumn.NAME)[:2] == ["pc-01", "pc-02"]
    assert scene.column(DeviceColumn.NAME)[2].startswith("New device ")
    assert scene.column(DeviceColumn.STATE) == ["Here", "Not here", "Not admitted"]
    assert scene.column(DeviceColumn.LAST_SEEN) == ["Now", "Not seen for 43 days", ""]
    assert scene.column(DeviceColumn.SIGHT)[0] == "Everything, on two screens."
    assert scene.column(DeviceColumn.SOFTWARE)[0] == "0.2.0"


def test_coverage_is_a_sentence(scene: Scene) -> None:
    scene.was_here(3, 40)
    scene.tell(
        status(1),
        status(2, DeviceState.WITHHELD, reason=NoPictureReason.UNSUPPORTED),
        status(4, DeviceState.WITHHELD, reason=NoPictureReason.NO_PERMISSION),
        status(3, DeviceState.SEARCHING),
    )
    assert (
        "3 of 4 devices seen this week; 2 cannot show their screens; 1 not seen for a month."
        in scene.texts()
    )
    assert scene.column(DeviceColumn.SIGHT)[1] == "Cannot show its screen."


def test_a_click_on_a_heading_sorts_and_new_devices_stay_last_both_ways(scene: Scene) -> None:
    scene.tell(
        status(9, DeviceState.NOT_ADMITTED),
        status(1, room="Room 9"),
        status(2, room="Room 10"),
        status(3, room="Art"),
    )
    scene.click_heading(DeviceColumn.ROOM)
    assert scene.column(DeviceColumn.ROOM) == ["Art", "Room 9", "Room 10", ""]
    scene.click_heading(DeviceColumn.ROOM)
    assert scene.column(DeviceColumn.ROOM) == ["Room 10", "Room 9", "Art", ""]


def test_find_as_you_type_and_the_empty_answer_says_so(scene: Scene) -> None:
    scene.tell(status(1), status(2, room="Library"))
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    scene.qtbot.waitUntil(scene.page.search.hasFocus)
    scene.qtbot.keyClicks(scene.page.search, "libr")
    assert scene.column(DeviceColumn.NAME) == ["pc-02"]
    scene.qtbot.keyClicks(scene.page.search, "xyz")
    assert "No device matches “librxyz”." in scene.texts()


def test_the_chosen_device_stays_chosen_while_others_come_and_go(scene: Scene) -> None:
    scene.tell(status(1), status(2), status(3))
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_Down)
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_Down)
    assert scene.view.currentIndex().siblingAtColumn(0).data() == "pc-02"
    scene.tell(status(3), status(2, DeviceState.LOST), status(4), status(5))
    assert scene.view.currentIndex().siblingAtColumn(0).data() == "pc-02"
    assert "pc-02, Room 12: Not here." in scene.texts()


def test_t02_a_doubled_key_says_what_to_do(scene: Scene) -> None:
    scene.tell(status(1, DeviceState.DUPLICATE))
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_Down)
    scene.view.selectRow(0)
    assert scene.column(DeviceColumn.STATE) == ["Two computers, one key"]
    assert "neither is let into a lesson" in scene.texts()
    assert "revoke it" in scene.texts()


def test_what_is_shown_is_copied_as_csv_in_its_order(scene: Scene) -> None:
    scene.tell(status(2), status(1), status(3, room="Library"))
    scene.qtbot.keyClicks(scene.page.search, "12")
    rows = scene.copied()
    assert rows[0][:3] == ["Device", "Room", "Now"]
    assert [row[0] for row in rows[1:]] == ["pc-01", "pc-02"]
    assert all(len(row) == len(DeviceColumn) for row in rows)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1"])
def test_t05_t10_no_name_is_copied_as_a_formula(scene: Scene, name: str) -> None:
    scene.tell(status(1, name=name, room=name, sight=name, software=name, address=name))
    cells = scene.copied()[1]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "name",
    ["<b>Bobby</b>", f"pc{RTL}10", "x" * 300, "\n\r\x00", "<img src='file:///etc/passwd'>"],
)
def test_t10_hostile_texts_are_shown_as_their_letters(scene: Scene, name: str) -> None:
    scene.tell(status(1, name=name, room=name, sight=name, software=name, address=name))
    scene.view.selectRow(0)
    scene.page.grab()
    for cell in scene.copied()[1]:
        assert cell.isprintable()
    for label in scene.page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text().replace("\n", "").isprintable()
    tip = scene.view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip is None  # Qt would guess rich text there


def test_no_pupil_is_on_this_page(scene: Scene) -> None:
    scene.tell(status(1, DeviceState.LIVE), status(2, DeviceState.READY))
    scene.view.selectRow(0)
    everything = str(scene.copied()) + scene.texts()
    assert "Amira" not in everything


def test_an_empty_page_says_what_will_be_here(scene: Scene) -> None:
    assert "No device is admitted yet." in scene.texts()
    assert "are listed here" in scene.texts()


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    del qtbot
    table = DeviceTable(lambda: NOON)
    order = DeviceOrder(table)
    testers = [
        QAbstractItemModelTester(each, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for each in (table, order)
    ]

    def show(numbers: Sequence[int], state: DeviceState) -> None:
        table.show_lines([device_line(status(number, state), None) for number in numbers])
        QCoreApplication.processEvents()

    show(range(1, 20), DeviceState.READY)
    show(range(5, 30, 2), DeviceState.LOST)
    order.search_for("pc-1")
    show(range(40, 45), DeviceState.NOT_ADMITTED)
    show((), DeviceState.LOST)
    assert order.rowCount() == 0
    assert len(testers) == 2
