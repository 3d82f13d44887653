"""Takes screenshots: asks why and where, looks at each pupil openly, writes off this thread.

Lanes: gui; one writer thread here makes the PNG files.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QMessageBox, QWidget

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.plain_text import plain
from protocol.vocabulary import ViewReason
from teacher_console.classroom.device_status import LessonInfo
from teacher_console.view.ports import ViewControl
from teacher_console.view.screenshot_round import ScreenshotRound
from teacher_console.view.screenshots import ScreenshotFolder, Shot
from teacher_console.view.ui.canvas import Drawn
from teacher_console.view.ui.view_bridge import ViewBridge
from teacher_console.view.ui.viewer_desk import ViewerDesk
from teacher_console.view.ui.words import reason_kept
from teacher_console.view.view_status import ViewStatus
from teacher_console.view.views import VIEWS_AT_ONCE

if TYPE_CHECKING:
    from teacher_console.view.ui.screenshot_progress import ScreenshotProgress

logger = logging.getLogger(__name__)

_TICK_MS = 250


class ScreenshotDesk(QObject):
    """Screenshots of one pupil from the view that is open, or of several from the wall.

    Args:
        place: The folder proposed for the folders of lessons.
        utc_now: Aware UTC.
    """

    _written = Signal(object, str)  # key, problem or empty

    def __init__(
        self,
        parent: QWidget,
        *,
        desk: ViewerDesk,
        control: ViewControl,
        bridge: ViewBridge,
        teacher_name: str,
        place: Path,
        utc_now: Callable[[], dt.datetime],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._desk = desk
        self._control = control
        self._bridge = bridge
        self._teacher_name = teacher_name
        self._place = place
        self._is_place_chosen = False
        self._utc_now = utc_now
        self._now = now
        self._lesson: LessonInfo | None = None
        self._round: ScreenshotRound | None = None
        self._reason = ViewReason.WORK
        self._progress: ScreenshotProgress | None = None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="screenshots")
        self._clock = QTimer(self)
        self._clock.setObjectName("screenshot clock")
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._written.connect(self._on_written, Qt.ConnectionType.QueuedConnection)
        desk.view_told.connect(self._on_view)
        desk.frame_drawn.connect(self._on_frame)
        desk.screenshot_asked.connect(self.shoot_window)

    def on_lesson(self, lesson: LessonInfo | None) -> None:
        """Follow the lesson; screenshots belong to one."""
        self._lesson = lesson
        if lesson is None and self._round is not None:
            self._round.stop()

    def ask_screenshots(self, keys: Iterable[TransportKey]) -> None:
        """Ask why, and once where; then take a screenshot of each."""
        wanted = list(keys)
        if self._lesson is None or not wanted or self._round is not None:
            self._say_not_now()
            return
        # The windows are loaded when they are wanted: starting the console must not wait for them.
        from teacher_console.view.ui.reason_dialog import ReasonDialog  # noqa: PLC0415

        question = (
            self.tr("Why do you take this screenshot?")
            if len(wanted) == 1
            else self.tr("Why do you take %n screenshots?", "", len(wanted))
        )
        who = self._desk.whose(wanted[0]).title if len(wanted) == 1 else ""
        dialog = ReasonDialog(self._parent, question=question, who=who, teacher=self._teacher_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda reason: self._with_place(lambda: self._begin(wanted, reason)))
        dialog.open()

    def shoot_window(self, key: TransportKey) -> None:
        """Keep what the open view of this device shows now."""
        if self._lesson is not None:
            self._with_place(lambda: self._write(key))

    def close(self) -> None:
        """Finish what is being written and end the thread."""
        self._clock.stop()
        self._writer.shutdown(wait=True)

    def _with_place(self, go_on: Callable[[], None]) -> None:
        if self._is_place_chosen:
            go_on()
            return
        from teacher_console.view.ui.folder_dialog import FolderDialog  # noqa: PLC0415

        dialog = FolderDialog(self._parent, self._place)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(place: Path) -> None:
            self._place, self._is_place_chosen = place, True
            go_on()

        dialog.chosen.connect(chosen)
        dialog.open()

    def _begin(self, keys: list[TransportKey], reason: ViewReason) -> None:
        folder = self._folder()
        if folder is None or self._round is not None:
            return
        from teacher_console.view.ui.screenshot_progress import ScreenshotProgress  # noqa: PLC0415

        self._reason = reason
        self._round = ScreenshotRound(
            keys,
            room=lambda: max(1, VIEWS_AT_ONCE - self._desk.open_count()),
            open_view=self._open,
            close_view=self._close,
            write=self._write,
        )
        names = {key: self._desk.whose(key).title for key in keys}
        self._progress = ScreenshotProgress(self._parent, folder=str(folder.path), names=names)
        self._progress.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._progress.stop_asked.connect(self._on_stop)
        self._progress.show()
        self._clock.start()
        self._tick()

    def _open(self, key: TransportKey) -> None:
        if self._desk.window_of(key) is None:
            self._control.open_view(key, self._reason)

    def _close(self, key: TransportKey) -> None:
        if self._desk.window_of(key) is None:
            self._control.close_view(key)
            self._bridge.forget(key)

    def _tick(self) -> None:
        if self._round is None:
            return
        self._round.advance(self._now())
        for key in self._round.takes:
            if self._desk.window_of(key) and self._bridge.canvas_of(key).size() is not None:
                self._round.picture_there(key)
        if self._progress is not None:
            self._progress.follow(self._round)
        if self._round.is_over:
            self._clock.stop()
            self._round = None

    def _on_view(self, key: TransportKey, status: ViewStatus) -> None:
        if self._round is not None:
            self._round.view_changed(key, status)

    def _on_frame(self, key: TransportKey, drawn: Drawn) -> None:
        del drawn
        if self._round is not None:
            self._round.picture_there(key)

    def _on_stop(self) -> None:
        self._progress = None
        if self._round is not None:
            self._round.stop()

    def _write(self, key: TransportKey) -> None:
        image, folder = self._bridge.canvas_of(key).copy(), self._folder()
        if image is None or folder is None or self._lesson is None:
            self._on_written(key, self.tr("The picture was gone before it could be kept."))
            return
        whose = self._desk.whose(key)
        reason = self._desk.reason_of(key) or self._reason
        shot = Shot(
            taken_at=self._utc_now(),
            teacher=self._teacher_name,
            pupil=whose.pupil_name,
            device=whose.device_name,
            lesson=self._lesson.title,
            reason=reason_kept(reason),
        )
        self._writer.submit(self._keep, key, image, folder, shot)

    def _keep(self, key: TransportKey, image: QImage, folder: ScreenshotFolder, shot: Shot) -> None:
        problem = ""
        try:
            folder.keep(_png(image), shot)
        except InputError as exc:
            problem = str(exc)
        except Exception:  # thread top: the pool would keep it to itself
            logger.exception("a screenshot was not kept")
            problem = self.tr("The screenshot was not kept.")
        self._written.emit(key, problem)

    def _on_written(self, key: TransportKey, problem: str) -> None:
        if self._round is not None and key in self._round.takes:
            if problem:
                self._round.not_kept(key, problem)
            else:
                self._round.kept(key)
            return
        window = self._desk.window_of(key)
        if window is not None:
            window.note(plain(problem) or self.tr("Screenshot kept"))

    def _folder(self) -> ScreenshotFolder | None:
        if self._lesson is None:
            return None
        return ScreenshotFolder(
            self._place,
            lesson_id=self._lesson.lesson_id,
            lesson_date=self._lesson.starts_at.astimezone().date(),
        )

    def _say_not_now(self) -> None:
        text = (
            self.tr("Screenshots are taken during a lesson. Start one first.")
            if self._lesson is None
            else self.tr("Choose pupils, and wait until the last screenshots are done.")
        )
        box = QMessageBox(self._parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    buffer.close()
    return bytes(data.data())
