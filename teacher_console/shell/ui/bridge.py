"""The one door from other threads into the window: queued signals, pictures decoded on the way.

Lanes: `ClassroomEvents` arrive on io, decoding runs on two threads here, signals reach gui.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QImage

from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from teacher_console.classroom.device_status import DeviceStatus, LessonInfo
from teacher_console.wall.ui.decoder import lay_onto

_DECODERS = 2

_Arrival = tuple[PictureSent, Callable[[bool], None]]


class EventBridge(QObject):
    """`ClassroomEvents` for the io thread, signals for the window.

    Signals:
        status_changed: A `DeviceStatus`.
        forgotten: A `TransportKey`.
        picture_ready: A `TransportKey` and a `QImage`.
        cost_told: What pictures cost, and may cost, bytes a second.
        lesson_opened_or_ended: A `LessonInfo` or None.
        io_failed: The io thread died; the program must end.
    """

    status_changed = Signal(object)
    forgotten = Signal(object)
    picture_ready = Signal(object, object)
    cost_told = Signal(int, int)
    lesson_opened_or_ended = Signal(object)
    io_failed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._waiting: dict[TransportKey, list[_Arrival]] = {}
        self._held: dict[TransportKey, QImage] = {}
        self._decoders = ThreadPoolExecutor(_DECODERS, thread_name_prefix="decode")
        self.io_failed.connect(self._end_program, self.queued())

    @staticmethod
    def queued() -> Qt.ConnectionType:
        """Return how every receiver must connect: on the GUI thread, in order."""
        return Qt.ConnectionType.QueuedConnection

    def close(self) -> None:
        """Finish what is being decoded and end the threads."""
        self._decoders.shutdown(wait=True, cancel_futures=True)

    # ClassroomEvents, for the io thread

    def device_changed(self, status: DeviceStatus) -> None:
        """A device is new or stands differently."""
        self.status_changed.emit(status)

    def device_forgotten(self, key: TransportKey) -> None:
        """A device is no longer found nor in the roster."""
        with self._lock:
            self._held.pop(key, None)
        self.forgotten.emit(key)

    def picture_arrived(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        """Decode soon, one of a device at a time and in order."""
        with self._lock:
            is_waiting = key in self._waiting
            self._waiting.setdefault(key, []).append((picture, taken))
        if not is_waiting:
            self._decoders.submit(self._decode, key)

    def cost_changed(self, bytes_s: int, budget_bytes_s: int) -> None:
        """What pictures cost changed."""
        self.cost_told.emit(bytes_s, budget_bytes_s)

    def lesson_changed(self, lesson: LessonInfo | None) -> None:
        """A lesson opened or ended."""
        self.lesson_opened_or_ended.emit(lesson)

    def _end_program(self) -> None:
        QCoreApplication.exit(1)

    def _decode(self, key: TransportKey) -> None:
        while True:
            with self._lock:
                waiting = self._waiting[key]
                if not waiting:
                    del self._waiting[key]
                    return
                update, taken = waiting.pop(0)
                held = self._held.pop(key, None)
            picture = lay_onto(held, update)
            if picture is not None:
                with self._lock:
                    self._held[key] = picture
                self.picture_ready.emit(key, QImage(picture))
            taken(picture is not None)
