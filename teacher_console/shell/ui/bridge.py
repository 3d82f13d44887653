"""The one door from other threads into the window: queued signals, newest picture wins.

Lanes: `ClassroomEvents` arrive on io, decoding runs on two threads here, signals reach gui.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceStatus, LessonInfo
from teacher_console.wall.ui.decoder import decode_picture

_DECODERS = 2


class EventBridge(QObject):
    """`ClassroomEvents` for the io thread, signals for the window.

    Signals:
        status_changed: A `DeviceStatus`.
        forgotten: A `TransportKey`.
        picture_ready: A `TransportKey` and a `QImage`.
        lesson_opened_or_ended: A `LessonInfo` or None.
        io_failed: The io thread died; the program must end.
    """

    status_changed = Signal(object)
    forgotten = Signal(object)
    picture_ready = Signal(object, object)
    lesson_opened_or_ended = Signal(object)
    io_failed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._newest: dict[TransportKey, bytes] = {}
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
        self.forgotten.emit(key)

    def picture_arrived(self, key: TransportKey, jpeg: bytes) -> None:
        """Decode soon; only the newest of each device is kept waiting."""
        with self._lock:
            is_waiting = key in self._newest
            self._newest[key] = jpeg
        if not is_waiting:
            self._decoders.submit(self._decode, key)

    def lesson_changed(self, lesson: LessonInfo | None) -> None:
        """A lesson opened or ended."""
        self.lesson_opened_or_ended.emit(lesson)

    def _end_program(self) -> None:
        QCoreApplication.exit(1)

    def _decode(self, key: TransportKey) -> None:
        with self._lock:
            jpeg = self._newest.pop(key)
        picture = decode_picture(jpeg)
        if picture is not None:
            self.picture_ready.emit(key, picture)
