"""The one door from other threads into the window: queued signals, pictures decoded on the way.

Lanes: `ClassroomEvents` arrive on io, decoding runs on one thread here, signals reach gui. One
thread and not a pool: forty films take 2 % of a core, and a pool's waking cost as much again.
"""

import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QImage

from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from teacher_console.classroom.device_status import DeviceStatus, LessonInfo
from teacher_console.wall.ui.decoder import lay_onto

_Arrival = tuple[TransportKey, PictureSent, Callable[[bool], None]]


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
    _pictures_waiting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._held: dict[TransportKey, QImage] = {}
        self._ready: dict[TransportKey, QImage] = {}
        self._arrivals: queue.SimpleQueue[_Arrival | None] = queue.SimpleQueue()
        self._decoder = threading.Thread(target=self._decode_all, name="decode")
        self._decoder.start()
        self.io_failed.connect(self._end_program, self.queued())
        self._pictures_waiting.connect(self._hand_over, self.queued())

    @staticmethod
    def queued() -> Qt.ConnectionType:
        """Return how every receiver must connect: on the GUI thread, in order."""
        return Qt.ConnectionType.QueuedConnection

    def close(self) -> None:
        """Finish what is being decoded and end the thread."""
        self._arrivals.put(None)
        self._decoder.join()

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
        """Decode soon, in order."""
        self._arrivals.put((key, picture, taken))

    def cost_changed(self, bytes_s: int, budget_bytes_s: int) -> None:
        """What pictures cost changed."""
        self.cost_told.emit(bytes_s, budget_bytes_s)

    def lesson_changed(self, lesson: LessonInfo | None) -> None:
        """A lesson opened or ended."""
        self.lesson_opened_or_ended.emit(lesson)

    def _end_program(self) -> None:
        QCoreApplication.exit(1)

    def _decode_all(self) -> None:
        while (arrival := self._arrivals.get()) is not None:
            key, update, taken = arrival
            with self._lock:
                held = self._held.pop(key, None)
            picture = lay_onto(held, update)
            if picture is not None:
                self._show(key, picture)
            taken(picture is not None)

    def _show(self, key: TransportKey, picture: QImage) -> None:
        with self._lock:
            self._held[key] = picture
            is_waiting = bool(self._ready)
            self._ready[key] = QImage(picture)
        if not is_waiting:
            self._pictures_waiting.emit()

    def _hand_over(self) -> None:
        with self._lock:
            ready, self._ready = self._ready, {}
        for key, picture in ready.items():
            self.picture_ready.emit(key, picture)
