"""A console's window with a class that is only told of: for tests that act as a teacher does."""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping

from PIL import Image
from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import (
    DeviceState,
    DeviceStatus,
    LessonInfo,
    Teacher,
)
from teacher_console.classroom.pupils import PupilNames
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.shell.window_choices import WindowChoices
from teacher_console.wall.ui.wall_page import WallPage
from teacher_console.wall.ui.wall_view import WallView
from tests.helpers.messages import picture_sent

BLUE = (20, 30, 230)
_SIZE = QSize(1280, 800)
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


class ControlLog:
    """ClassroomControl with a log."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.enlarged: TransportKey | None = None
        self.shown: list[tuple[frozenset[TransportKey], int]] = []
        self.on_tell_anew: Callable[[], None] = lambda: None

    def open_lesson(self, title: str, room: str, duration_s: int) -> None:
        self.log.append(f"open {title!r} in {room} for {duration_s} s")

    def end_lesson(self) -> None:
        self.log.append("end")

    def show_pictures_of(self, keys: Iterable[TransportKey], width_px: int) -> None:
        self.shown.append((frozenset(keys), width_px))

    def enlarge(self, key: TransportKey | None) -> None:
        self.enlarged = key

    def tell_anew(self) -> None:
        self.on_tell_anew()

    def use_pupils(self, names: PupilNames) -> None:
        self.log.append("use pupils")
        self.names = names

    def add_address(self, device_name: str, address: str) -> None:
        if address == "nonsense":
            raise InputError("address 'nonsense'", "it has no port", "write it as 10.0.0.5:48480")
        self.log.append(f"try {device_name} at {address}")


class GroupsInMemory:
    """GroupStore that keeps what it was given."""

    def __init__(self, groups: Mapping[str, frozenset[TransportKey]] | None = None) -> None:
        self.saved: Mapping[str, frozenset[TransportKey]] = groups or {}

    def load(self) -> Mapping[str, frozenset[TransportKey]]:
        return self.saved

    def save(self, groups: Mapping[str, frozenset[TransportKey]]) -> None:
        self.saved = groups


def settle(qtbot: QtBot, window: ConsoleWindow) -> None:
    """Let queued signals arrive, and news be applied."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    page = window.findChildren(WallPage)[0]
    tiles = page.grid._tiles
    waits = (tiles._gather, tiles.pictures._turn, page._news, page.grid._rest)
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in waits))


class Scene:
    """The window, and what a person does with it."""

    def __init__(
        self,
        qtbot: QtBot,
        rooms: tuple[str, ...] = ("Room 12", "Room 4"),
        groups: Mapping[str, frozenset[TransportKey]] | None = None,
        choices: WindowChoices | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.control = ControlLog()
        self.groups = GroupsInMemory(groups)
        self.bridge = EventBridge()
        self.window = ConsoleWindow(
            control=self.control,
            bridge=self.bridge,
            teacher=Teacher("Ms Patel", "Oak School", rooms),
            groups=self.groups,
            choices=choices,
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.end())
        self.window.resize(_SIZE)  # larger than the screen of a test without a display
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()  # keys of menus work in the active window alone

    def tell(self, *statuses: DeviceStatus) -> None:
        """Let these be known and shown."""
        for each in statuses:
            self.bridge.device_changed(each)
        self.settle()

    def open_lesson(self) -> None:
        now = dt.datetime.now(dt.UTC)
        info = LessonInfo("a" * 32, "Poster project", "Room 12", now, now + dt.timedelta(hours=1))
        self.bridge.lesson_changed(info)
        self.settle()

    def show_picture(self, number: int = 1) -> None:
        """Let a blue picture arrive and be scaled, if it is to be shown at all."""
        key = TransportKey(bytes([number]) * 32)
        with self.qtbot.waitSignal(self.bridge.picture_ready):
            self.bridge.picture_arrived(key, picture_sent(1, jpeg()), lambda _: None)
        self.settle()

    def settle(self) -> None:
        """Let queued signals arrive, and news be applied."""
        settle(self.qtbot, self.window)

    def end(self) -> None:
        self.bridge.lesson_changed(None)
        self.settle()
        self.window.close_without_asking()
        self.bridge.close()

    def click(self, text: str) -> None:
        self.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def button(self, text: str) -> QPushButton:
        return next(each for each in self.window.findChildren(QPushButton) if each.text() == text)

    def named(self, kind: type[QWidget], name: str) -> QWidget:
        return next(
            each for each in self.window.findChildren(kind) if each.accessibleName() == name
        )

    def texts(self) -> str:
        labels = [each for each in self.window.findChildren(QLabel) if each.isVisible()]
        return "\n".join(label.text() for label in labels)

    def names(self) -> list[str]:
        """Return what the tiles are called, in their order."""
        model = self.wall.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def page(self) -> WallPage:
        return self.window.findChildren(WallPage)[0]

    @property
    def wall(self) -> WallView:
        return self.page.grid


def when_dialog_opens(act: Callable[[QWidget], None]) -> None:
    """Call `act` with the next modal dialog, as soon as it is there."""

    tries = iter(range(200))

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            if next(tries, None) is not None:
                QTimer.singleShot(5, look)
        else:
            act(dialog)

    QTimer.singleShot(0, look)


def status(
    number: int = 1,
    state: DeviceState = DeviceState.LIVE,
    pupil: str = "Amira Khan",
    room: str = "Room 12",
    **more: object,
) -> DeviceStatus:
    is_new = state is DeviceState.NOT_ADMITTED
    return DeviceStatus(
        key=TransportKey(bytes([number]) * 32),
        device_name="" if is_new else f"pc-{number:02}",
        room="" if is_new else room,
        pupil_name="" if is_new else pupil,
        address="10.0.0.5:48480",
        state=state,
        changed_at=NOON,
        **more,  # type: ignore[arg-type]  # a test's shorthand
    )


def jpeg(width_px: int = 320, height_px: int = 180, colour: tuple[int, int, int] = BLUE) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width_px, height_px), colour).save(file, "JPEG")
    return file.getvalue()


def blue_pixels(scene: Scene) -> int:
    """Count what of the wall is blue, every tenth pixel each way."""
    image = scene.wall.grab().toImage()
    return sum(
        QColor(image.pixel(x, y)).blue() > 180 and QColor(image.pixel(x, y)).red() < 80
        for x in range(0, image.width(), 10)
        for y in range(0, image.height(), 10)
    )
