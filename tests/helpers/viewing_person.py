"""The windows of full views, used as a person does, with views that a test plays."""

import dataclasses
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from protocol.identifiers import TransportKey
from protocol.messages import FrameSent
from protocol.vocabulary import ViewReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus, LessonInfo
from teacher_console.view.ui.reason_dialog import ReasonDialog
from teacher_console.view.ui.screen_area import ScreenArea
from teacher_console.view.ui.screenshot_desk import ScreenshotDesk
from teacher_console.view.ui.view_bridge import ViewBridge
from teacher_console.view.ui.viewer_desk import ViewerDesk
from teacher_console.view.ui.viewer_window import ViewerWindow
from teacher_console.view.view_status import ViewState, ViewStatus
from tests.helpers.viewed_device import frame

BLUE, RED = (20, 30, 230), (230, 20, 30)
NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
PICTURE = (640, 360)


def jpeg(size: tuple[int, int] = PICTURE, colour: tuple[int, int, int] = BLUE) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", quality=95)
    return file.getvalue()


def key_of(number: int) -> TransportKey:
    return TransportKey(bytes([number]) * 32)


class ViewsLog:
    """ViewControl with a log."""

    def __init__(self) -> None:
        self.log: list[str] = []

    def open_view(self, key: TransportKey, reason: ViewReason, monitor: int | None = None) -> None:
        del monitor
        self.log.append(f"open {key[0]} {reason.value}")

    def choose_monitor(self, key: TransportKey, monitor: int) -> None:
        self.log.append(f"monitor {monitor} of {key[0]}")

    def renew_view(self, key: TransportKey) -> None:
        self.log.append(f"renew {key[0]}")

    def close_view(self, key: TransportKey) -> None:
        self.log.append(f"close {key[0]}")


class Viewing:
    """A teacher before the windows. `clock_s` is the time that the windows read."""

    def __init__(self, qtbot: QtBot, place: Path) -> None:
        self.qtbot = qtbot
        self.clock_s = 1000.0
        self.control = ViewsLog()
        self.bridge = ViewBridge()
        self.wall = QWidget()
        self.wall.resize(900, 600)
        self.desk = ViewerDesk(
            self.wall,
            control=self.control,
            bridge=self.bridge,
            teacher_name="Ms Patel",
            now=lambda: self.clock_s,
        )
        self.screenshots = ScreenshotDesk(
            self.wall,
            desk=self.desk,
            control=self.control,
            bridge=self.bridge,
            teacher_name="Ms Patel",
            place=place,
            utc_now=lambda: NOON,
            now=lambda: self.clock_s,
        )
        self.shown: list[bool] = []
        qtbot.addWidget(self.wall, before_close_func=lambda _: self.end())
        self.wall.show()
        for number in (1, 2, 3):
            self.meet(number, ("Amira Khan", "Ben Carter", "Zoë Ødegård")[number - 1])

    def meet(self, number: int, pupil: str, device: str = "") -> None:
        self.desk.on_status(
            DeviceStatus(
                key=key_of(number),
                device_name=device or f"pc-{number:02}",
                room="Room 12",
                pupil_name=pupil,
                address="10.0.0.5:48480",
                state=DeviceState.LIVE,
                changed_at=NOON,
            )
        )

    def open_lesson(self) -> None:
        self.screenshots.on_lesson(
            LessonInfo("ab" * 16, "Poster project", "Room 12", NOON, NOON + dt.timedelta(hours=1))
        )

    def open(self, number: int = 1, reason: ViewReason = ViewReason.HELP) -> ViewerWindow:
        self.desk.open(key_of(number), reason)
        self.tell(number=number, state=ViewState.OPENING)
        window = self.window(number)
        self.qtbot.waitExposed(window)
        return window

    def live(self, number: int = 1, **frame_values: object) -> ViewerWindow:
        """A view with one blue picture of 640x360."""
        window = self.open(number)
        self.tell(number=number)
        self.send(frame(1, data=jpeg(), **frame_values), number)  # type: ignore[arg-type]
        return window

    def tell(self, state: ViewState = ViewState.LIVE, number: int = 1, **values: object) -> None:
        status = ViewStatus(state, ViewReason.HELP, ends_at_s=self.clock_s + 300)
        self.bridge.view_changed(
            key_of(number),
            dataclasses.replace(status, **values),  # type: ignore[arg-type]  # a test's shorthand
        )
        self.settle()

    def send(self, message: FrameSent, number: int = 1) -> None:
        """Let a frame arrive, be decoded, and reach the window; painting may still be due."""
        with self.qtbot.waitSignal(self.bridge.frame_drawn):
            self.bridge.frame_arrived(key_of(number), message, self.shown.append)
        self.settle()

    def settle(self) -> None:
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()

    def window(self, number: int = 1) -> ViewerWindow:
        window = self.desk.window_of(key_of(number))
        assert window is not None
        return window

    def area(self, number: int = 1) -> ScreenArea:
        return self.window(number).findChildren(ScreenArea)[0]

    def dialog(self) -> QWidget:
        """The dialog that is open now."""
        self.settle()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        return dialog

    def reason_dialog(self) -> ReasonDialog:
        dialog = self.dialog()
        assert isinstance(dialog, ReasonDialog)
        return dialog

    def press(self, key: Qt.Key, *, ctrl: bool = False, number: int = 1) -> None:
        modifier = Qt.KeyboardModifier
        self.window(number).activateWindow()
        self.qtbot.keyClick(
            self.area(number), key, modifier.ControlModifier if ctrl else modifier.NoModifier
        )

    def action(self, text: str, number: int = 1) -> QAction:
        return next(
            each for each in self.window(number).findChildren(QAction) if each.text() == text
        )

    def texts(self, inside: QWidget | None = None) -> str:
        labels = (inside or self.window()).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def on_screen(self, number: int = 1) -> QImage:
        """The window's pixels as they are now; nothing is painted for this."""
        window = self.window(number)
        return window.screen().grabWindow(window.winId()).toImage()

    def colour_at(self, point: QPoint, number: int = 1) -> QColor:
        """The colour on the screen at a px of the picture area."""
        at = self.area(number).viewport().mapTo(self.window(number), point)
        return QColor(self.on_screen(number).pixel(at))

    def count(self, is_wanted: Callable[[QColor], bool], number: int = 1) -> int:
        """How many px of a coarse grid are so."""
        image = self.on_screen(number)
        return sum(
            is_wanted(QColor(image.pixel(x, y)))
            for x in range(0, image.width(), 8)
            for y in range(0, image.height(), 8)
        )

    def end(self) -> None:
        self.screenshots.on_lesson(None)
        self.desk.close_all()
        self.screenshots.close()
        self.bridge.close()
        self.settle()


def is_blue(colour: QColor) -> bool:
    return colour.blue() > 180 and colour.red() < 80


def is_red(colour: QColor) -> bool:
    return colour.red() > 180 and colour.blue() < 80
