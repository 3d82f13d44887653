"""The teacher's window: lesson bar, wall, and what to do when it is empty. Lane: gui."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QImage, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import (
    DeviceState,
    DeviceStatus,
    LessonInfo,
    Teacher,
)
from teacher_console.classroom.ports import ClassroomControl
from teacher_console.classroom.ui.address_dialog import AddressDialog
from teacher_console.classroom.ui.lesson_bar import LessonBar
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.empty import EmptyState
from teacher_console.shell.ui.shortcuts import show_shortcuts
from teacher_console.wall.ui.tile_model import TileModel, TileOrder
from teacher_console.wall.ui.wall_tools import WallTools
from teacher_console.wall.ui.wall_view import WallView

_SIZE = QSize(1280, 800)
_STEP_PX = 20


class ConsoleWindow(QMainWindow):
    """Joins the widgets to the class and to the bridge; decides nothing about devices."""

    def __init__(self, *, control: ClassroomControl, bridge: EventBridge, teacher: Teacher) -> None:
        super().__init__()
        self._control = control
        self._lesson: LessonInfo | None = None
        self._may_close = False
        self.setWindowTitle(f"Harbour - {teacher.school_name}")
        self.resize(_SIZE)
        self._tiles = TileModel()
        self._order = TileOrder(self._tiles)
        self._wall = WallView(self._order)
        self._bar = LessonBar(teacher)
        self._tools = WallTools()
        self._tools.follow_width(self._wall.tile_width())
        self._empty = EmptyState(has_rooms=bool(teacher.rooms))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._wall)
        self._pages.addWidget(self._empty)
        self._counts = QLabel()
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self._cost = QLabel()
        self._cost.setObjectName("soft")
        self._cost.setTextFormat(Qt.TextFormat.PlainText)
        self.setCentralWidget(self._column())
        self._add_menus()
        self._join(bridge)
        self._refresh()
        self._wall.setFocus()

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
        super().closeEvent(event)

    def _column(self) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._tools)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.addWidget(self._pages)
        layout.addLayout(inset, 1)
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 8, 24, 8)
        line.addWidget(self._counts, 1)
        line.addWidget(self._cost)
        layout.addWidget(foot)
        return column

    def _join(self, bridge: EventBridge) -> None:
        queued = bridge.queued()
        bridge.status_changed.connect(self._on_status, queued)
        bridge.forgotten.connect(self._on_forgotten, queued)
        bridge.picture_ready.connect(self._on_picture, queued)
        bridge.lesson_opened_or_ended.connect(self._on_lesson, queued)
        bridge.cost_told.connect(self._on_cost, queued)
        self._bar.start_asked.connect(self._control.open_lesson)
        self._bar.end_asked.connect(self._control.end_lesson)
        self._tools.search_changed.connect(self._on_search)
        self._tools.showing_changed.connect(self._order.show_only)
        self._tools.sorting_changed.connect(self._order.sort_by)
        self._tools.width_changed.connect(self._wall.set_tile_width)
        self._wall.width_changed.connect(self._tools.follow_width)
        self._wall.visible_changed.connect(self._control.show_pictures_of)
        self._tiles.counts_changed.connect(self._refresh)
        self._order.rowsInserted.connect(self._refresh)
        self._order.rowsRemoved.connect(self._refresh)
        self._empty.clear_search_asked.connect(self._tools.search.clear)

    def _add_menus(self) -> None:
        lesson = self.menuBar().addMenu(self.tr("&Lesson"))
        self._add(lesson.addAction(self.tr("&End lesson")), "Ctrl+E", self._control.end_lesson)
        self._add(
            lesson.addAction(self.tr("Add a device by &address…")), "Ctrl+D", self._add_address
        )
        lesson.addSeparator()
        self._add(lesson.addAction(self.tr("&Quit")), "Ctrl+Q", self.close)
        view = self.menuBar().addMenu(self.tr("&View"))
        self._add(view.addAction(self.tr("&Find")), "Ctrl+F", self._tools.search.setFocus)
        self._add(view.addAction(self.tr("&Larger tiles")), "Ctrl++", lambda: self._size(_STEP_PX))
        self._add(
            view.addAction(self.tr("&Smaller tiles")), "Ctrl+-", lambda: self._size(-_STEP_PX)
        )
        help_menu = self.menuBar().addMenu(self.tr("&Help"))
        self._add(
            help_menu.addAction(self.tr("&Keys")), "?", lambda: show_shortcuts(self), more=("F1",)
        )

    def _add(
        self, action: QAction, keys: str, call: Callable[[], object], more: tuple[str, ...] = ()
    ) -> None:
        action.setShortcuts([QKeySequence(each) for each in (keys, *more)])
        action.triggered.connect(lambda _=False: call())
        self.addAction(action)

    def _on_status(self, status: DeviceStatus) -> None:
        self._tiles.upsert(status)

    def _on_forgotten(self, key: TransportKey) -> None:
        self._tiles.forget(key)

    def _on_picture(self, key: TransportKey, picture: QImage) -> None:
        self._tiles.show_picture(key, picture)

    def _on_lesson(self, lesson: LessonInfo | None) -> None:
        self._lesson = lesson
        if lesson is None:
            self._cost.clear()
        self._bar.show_lesson(lesson)
        self._refresh()

    def _on_cost(self, bytes_s: int, budget_bytes_s: int) -> None:
        text = self.tr("Screens use {used} of {budget} kB/s").format(
            used=-(-bytes_s // 1000), budget=budget_bytes_s // 1000
        )
        self._cost.setText(text if self._lesson is not None else "")

    def _on_search(self, text: str) -> None:
        self._order.search_for(text)
        self._refresh()

    def _refresh(self) -> None:
        statuses = self._tiles.statuses()
        self._counts.setText(self._count_words(statuses))
        self._tools.say(self._sentence(statuses))
        is_empty = self._order.rowCount() == 0
        if is_empty:
            self._empty.say(has_devices=bool(statuses), search=self._tools.search.text())
        self._pages.setCurrentWidget(self._empty if is_empty else self._wall)

    def _sentence(self, statuses: list[DeviceStatus]) -> str:
        if self._lesson is None:
            return self.tr("Screens are shown during a lesson, and pupils see that they are.")
        room = self._lesson.room
        live = sum(status.state is DeviceState.LIVE for status in statuses)
        whole = sum(status.room == room for status in statuses)
        return self.tr("You see {live} of {whole} screens in {room}.").format(
            live=live, whole=whole, room=room
        )

    def _count_words(self, statuses: list[DeviceStatus]) -> str:
        counts = Counter(status.state for status in statuses)
        missing = counts[DeviceState.SEARCHING] + counts[DeviceState.LEFT]
        attention = (
            counts[DeviceState.WITHHELD] + counts[DeviceState.REFUSED] + counts[DeviceState.QUIET]
        )
        parts = [
            (counts[DeviceState.LIVE], self.tr("{n} live")),
            (counts[DeviceState.READY] + counts[DeviceState.STARTING], self.tr("{n} ready")),
            (attention, self.tr("{n} without a picture")),
            (counts[DeviceState.LOST], self.tr("{n} lost")),
            (missing, self.tr("{n} not here")),
            (counts[DeviceState.NOT_ADMITTED], self.tr("{n} not admitted")),
        ]
        words = [text.format(n=number) for number, text in parts if number]
        return "   ·   ".join(words) or self.tr("No devices")

    def _size(self, step_px: int) -> None:
        self._wall.set_tile_width(self._wall.tile_width() + step_px)

    def _add_address(self) -> None:
        names = sorted(
            status.device_name
            for status in self._tiles.statuses()
            if status.state is not DeviceState.NOT_ADMITTED
        )
        AddressDialog(self, names, self._control.add_address).exec()
