"""The one door from other threads into the window: queued signals, pictures decoded on the way.

Lanes: `ClassroomEvents` arrive on io, decoding runs on one thread here, signals reach gui. One
thread and not a pool: forty films take 2 % of a core, and a pool's waking cost as much again. For
the same reason the thread takes what arrived in turns: the waking of three threads for each picture
of a class costs more than the pictures.
"""

import queue
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage

from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from teacher_console.classroom.device_status import DeviceStatus, LessonInfo
from teacher_console.wall.ui.decoder import Laid, Part, lay_onto

_Arrival = tuple[TransportKey, PictureSent, Callable[[bool], None]]

_GATHER_S = 0.05
"""From the beginning of one turn to the next: the first picture after quiet never waits."""
_TURN_S = 0.01
"""A turn that has lasted this long shows what it has."""
_PARTS_MAX = 16
"""Of one picture, waiting for the window; more are one whole picture."""


class EventBridge(QObject):
    """`ClassroomEvents` for the io thread, signals for the window.

    Signals:
        status_changed: A `DeviceStatus`.
        forgotten: A `TransportKey`.
        picture_ready: A `TransportKey`, a `QImage` and the `QRect` of it that is new.
        cost_told: What pictures cost, and may cost, bytes a second.
        lesson_opened_or_ended: A `LessonInfo` or None.
        io_failed: The io thread died; the program must end.
    """

    status_changed = Signal(object)
    forgotten = Signal(object)
    picture_ready = Signal(object, object, object)
    cost_told = Signal(int, int)
    lesson_opened_or_ended = Signal(object)
    io_failed = Signal()
    _pictures_waiting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._held: dict[TransportKey, QImage] = {}
        self._ready: dict[TransportKey, list[Part]] = {}
        self._shown: dict[TransportKey, QImage] = {}  # the window's own: no lane copies a whole one
        self._is_closing = threading.Event()
        self._arrivals: queue.SimpleQueue[_Arrival | None] = queue.SimpleQueue()
        self._decoder = threading.Thread(target=self._decode_all, name="decode")
        self._decoder.start()
        self.io_failed.connect(self._end_program, self.queued())
        self._pictures_waiting.connect(self._hand_over, self.queued())
        self.forgotten.connect(self._forget_shown, self.queued())
        self.lesson_opened_or_ended.connect(self._shown.clear, self.queued())

    @staticmethod
    def queued() -> Qt.ConnectionType:
        """Return how every receiver must connect: on the GUI thread, in order."""
        return Qt.ConnectionType.QueuedConnection

    def close(self) -> None:
        """Finish what is being decoded and end the thread."""
        self._arrivals.put(None)
        self._is_closing.set()
        self._decoder.join()

    # ClassroomEvents, for the io thread

    def device_changed(self, status: DeviceStatus) -> None:
        """A device is new or stands differently."""
        self.status_changed.emit(status)

    def device_forgotten(self, key: TransportKey) -> None:
        """A device is no longer found nor in the roster."""
        with self._lock:
            self._held.pop(key, None)
            self._ready.pop(key, None)
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
        """A lesson opened or ended; no picture outlives its lesson."""
        with self._lock:
            self._held.clear()
            self._ready.clear()
        self.lesson_opened_or_ended.emit(lesson)

    def _forget_shown(self, key: TransportKey) -> None:
        self._shown.pop(key, None)

    def _end_program(self) -> None:
        QCoreApplication.exit(1)

    def _decode_all(self) -> None:
        while (arrival := self._arrivals.get()) is not None:
            began_at = time.monotonic()
            answers = []
            while arrival is not None:
                answers.append(self._decode(arrival))
                if time.monotonic() - began_at >= _TURN_S or self._arrivals.empty():
                    break
                arrival = self._arrivals.get()
            self._pictures_waiting.emit()
            for taken, is_laid in answers:
                taken(is_laid)
            if arrival is None:
                return
            self._is_closing.wait(max(0.0, began_at + _GATHER_S - time.monotonic()))

    def _decode(self, arrival: _Arrival) -> tuple[Callable[[bool], None], bool]:
        key, update, taken = arrival
        with self._lock:
            held = self._held.pop(key, None)
        laid = lay_onto(held, update)
        if laid is None:
            return taken, False
        part = laid.part()
        with self._lock:
            self._held[key] = laid.picture
            waiting = self._ready.setdefault(key, [])
            if update.is_whole:
                waiting.clear()
            waiting.append(part)
            if len(waiting) > _PARTS_MAX:
                self._ready[key] = [Laid(laid.picture, laid.picture.rect()).part()]
        return taken, True

    def _hand_over(self) -> None:
        with self._lock:
            ready, self._ready = self._ready, {}
        for key, parts in ready.items():
            picture, dirty = self._shown.get(key), QRect()
            for part in parts:
                picture = part.laid_onto(picture)
                dirty = dirty.united(part.area())
            if picture is not None:
                self._shown[key] = picture
                self.picture_ready.emit(key, picture, dirty)
