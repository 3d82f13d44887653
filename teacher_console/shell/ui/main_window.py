"""The console's window: lesson bar, pages, foot. Lane: gui."""

import datetime as dt

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QMainWindow, QMessageBox, QVBoxLayout, QWidget

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.plain_text import plain
from teacher_console.classroom.device_status import (
    DeviceState,
    DeviceStatus,
    LessonInfo,
    Teacher,
)
from teacher_console.classroom.ports import ClassroomControl
from teacher_console.classroom.ui.lesson_bar import LessonBar
from teacher_console.shell.ui import menus
from teacher_console.shell.ui.announcer import Announcer
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.fitting import open_at
from teacher_console.shell.ui.pages import Pages
from teacher_console.shell.ui.status_line import StatusLine
from teacher_console.shell.window_choices import Choices, WindowChoices
from teacher_console.wall.groups import GroupStore
from teacher_console.wall.ui.tile_model import TileModel
from teacher_console.wall.ui.wall_page import WallPage

_SIZE = QSize(1280, 800)
LESSON_PAGE = "lesson"


class ConsoleWindow(QMainWindow):
    """Joins the widgets to the class and to the bridge; decides nothing about devices.

    Args:
        groups: Keeps the groups a teacher makes; None keeps them until the window closes.
        choices: How the window looks, as chosen before; None keeps it until the window closes.

    Signals:
        view_asked: The `TransportKey` of the device to see in full.
        screenshot_asked: A tuple of keys of the devices to keep a picture of.
        devices_asked: Show the page of all devices.
        pupils_asked: Read in the list of pupils' names.
    """

    view_asked = Signal(object)
    screenshot_asked = Signal(object)
    devices_asked = Signal()
    pupils_asked = Signal()

    def __init__(
        self,
        *,
        control: ClassroomControl,
        bridge: EventBridge,
        teacher: Teacher,
        groups: GroupStore | None = None,
        choices: WindowChoices | None = None,
    ) -> None:
        super().__init__()
        self._control = control
        self._lesson: LessonInfo | None = None
        self._may_close = False
        self.setWindowTitle(f"Harbour - {plain(teacher.school_name)}")
        open_at(self, _SIZE)
        self._tiles = TileModel(lambda: dt.datetime.now(dt.UTC))
        self._bar = LessonBar(teacher)
        self._wall = WallPage(self._tiles, groups, has_rooms=bool(teacher.rooms))
        self._pages = Pages()
        self._pages.add(LESSON_PAGE, self._wall, self.tr("Lesson"))
        self._foot = StatusLine()
        self._announcer = Announcer(self)
        self.setCentralWidget(self._column())
        menus.add_lesson_menu(
            self,
            end_lesson=control.end_lesson,
            add_address=self._add_address,
            show_devices=self.devices_asked.emit,
        )
        menus.add_pupils_menu(self, self._wall, read_names=self.pupils_asked.emit)
        self._choices = choices or WindowChoices()
        menus.add_view_menu(self, self._wall, self._choices.now, keep=self._keep_choices)
        menus.add_help_menu(self)
        self._join(bridge)
        self._wall.groups.load()
        self._count()
        self._wall.view.setFocus()

    def add_page(self, name: str, widget: QWidget, title: str) -> None:
        """Add a page; the navigation at the left appears with the second one."""
        self._pages.add(name, widget, title)

    def has_page(self, name: str) -> bool:
        """Tell whether there is such a page."""
        return self._pages.has(name)

    def statuses(self) -> list[DeviceStatus]:
        """Return every device as it stands."""
        return self._tiles.statuses()

    def remove_page(self, name: str) -> None:
        """Take a page away, as when somebody with another role signs in.

        Without the page `LESSON_PAGE` the lesson bar is hidden too.
        """
        self._pages.remove(name)
        if name == LESSON_PAGE:
            self._bar.hide()

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        self._pages.show_page(name)

    def say_problem(self, sentence: str) -> None:
        """Say at the foot, and to a screen reader, what did not work."""
        self._foot.say_problem(sentence)
        if sentence:
            self._announcer.say(plain(sentence), is_urgent=True)

    def close_without_asking(self) -> None:
        """Close even though a lesson is open; it ends. For a signal from the system."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the lesson; ask first when one is open."""
        if self._lesson is not None and not self._may_close:
            answer = QMessageBox.question(
                self,
                self.tr("End the lesson?"),
                self.tr("A lesson is open. Closing the window ends it for everybody."),
            )
            if answer is not QMessageBox.StandardButton.Yes:
                event.ignore()
                return
        self._control.end_lesson()
        self._announcer.stop()
        self._tiles.stop()
        super().closeEvent(event)

    def _column(self) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._foot)
        return column

    def _join(self, bridge: EventBridge) -> None:
        queued = bridge.queued()
        bridge.status_changed.connect(self._on_status, queued)
        bridge.forgotten.connect(self._on_forgotten, queued)
        bridge.picture_ready.connect(self._on_picture)
        bridge.lesson_opened_or_ended.connect(self._on_lesson, queued)
        bridge.cost_told.connect(self._on_cost, queued)
        self._bar.start_asked.connect(self._control.open_lesson)
        self._bar.end_asked.connect(self._control.end_lesson)
        self._tiles.changed.connect(self._count)
        self._wall.visible_changed.connect(self._control.show_pictures_of)
        self._wall.view_asked.connect(self.view_asked)
        self._wall.screenshot_asked.connect(self.screenshot_asked)
        self._wall.enlarged_changed.connect(self._control.enlarge)
        self._wall.failed.connect(self.say_problem)
        self._control.tell_anew()

    def _keep_choices(self, choices: Choices) -> None:
        try:
            self._choices.keep(choices)
        except InputError as exc:
            self.say_problem(str(exc))

    def _on_status(self, status: DeviceStatus) -> None:
        self._tiles.upsert(status)
        self._announcer.follow(status)

    def _on_forgotten(self, key: TransportKey) -> None:
        self._tiles.forget(key)
        self._announcer.forget(key)

    def _on_picture(self, key: TransportKey, picture: QImage, dirty: QRect) -> None:
        self._tiles.show_picture(key, picture, dirty)

    def _on_lesson(self, lesson: LessonInfo | None) -> None:
        if (lesson is None) is not (self._lesson is None):
            self._announcer.lesson_changed(lesson)
        self._lesson = lesson
        if lesson is None:
            self._foot.clear_cost()
        self._bar.show_lesson(lesson)
        self._count()

    def _on_cost(self, bytes_s: int, budget_bytes_s: int) -> None:
        if self._lesson is not None:
            self._foot.say_cost(bytes_s, budget_bytes_s)

    def _count(self) -> None:
        self._foot.count(self._tiles.statuses(), self._lesson)

    def _add_address(self) -> None:
        from teacher_console.classroom.ui.address_dialog import (  # noqa: PLC0415  # seldom used
            AddressDialog,
        )

        names = sorted(
            status.device_name
            for status in self._tiles.statuses()
            if status.state is not DeviceState.NOT_ADMITTED
        )
        dialog = AddressDialog(self, names, self._control.add_address)
        dialog.exec()
        dialog.deleteLater()
