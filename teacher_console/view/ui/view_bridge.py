"""The door of the full views into the window: queued signals, frames decoded on the way.

Lanes: `ViewEvents` arrive on io, decoding runs on one thread here, signals reach gui.
"""

import dataclasses
import logging
import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from protocol.identifiers import TransportKey
from protocol.messages import FrameSent
from teacher_console.view.ui.canvas import Canvas
from teacher_console.view.view_status import KEEPS_PICTURE, ViewStatus

logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class _Arrival:
    key: TransportKey
    canvas: Canvas
    epoch: int
    frame: FrameSent
    shown: Callable[[bool], None]


class ViewBridge(QObject):
    """`ViewEvents` for the io thread, signals for the windows.

    Signals:
        view_told: A `TransportKey` and a `ViewStatus`.
        frame_drawn: A `TransportKey` and a `Drawn`. Its `shown` must be called by the receiver.
        picture_lost: A `TransportKey`: what came could not be shown and nothing is on the canvas.
    """

    view_told = Signal(object, object)
    frame_drawn = Signal(object, object)
    picture_lost = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._canvases: dict[TransportKey, Canvas] = {}
        self._frames: queue.SimpleQueue[_Arrival | None] = queue.SimpleQueue()
        self._decoder: threading.Thread | None = None

    def canvas_of(self, key: TransportKey) -> Canvas:
        """Return the canvas of this view, new and empty at first. Any thread."""
        with self._lock:
            return self._canvases.setdefault(key, Canvas())

    def forget(self, key: TransportKey) -> None:
        """Drop the canvas of a view that was closed. Any thread."""
        with self._lock:
            canvas = self._canvases.pop(key, None)
        if canvas is not None:
            canvas.clear()

    def close(self) -> None:
        """Finish what is being decoded and end the thread. The io thread must have ended."""
        if self._decoder is not None:
            self._frames.put(None)
            self._decoder.join()

    # ViewEvents, for the io thread

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        """A view stands differently; where it has no picture, what is held goes at once."""
        if status.state not in KEEPS_PICTURE:
            self.canvas_of(key).clear()
        self.view_told.emit(key, status)

    def frame_arrived(
        self, key: TransportKey, frame: FrameSent, shown: Callable[[bool], None]
    ) -> None:
        """Decode soon, in order, on a thread that the first frame starts."""
        if self._decoder is None:
            self._decoder = threading.Thread(target=self._decode_all, name="view-decode")
            self._decoder.start()
        canvas = self.canvas_of(key)
        self._frames.put(_Arrival(key, canvas, canvas.epoch, frame, shown))

    def _decode_all(self) -> None:
        while (arrival := self._frames.get()) is not None:
            try:
                self._decode(arrival)
            except Exception:  # thread top: the other views go on
                logger.exception("a frame was not laid")
                arrival.shown(False)

    def _decode(self, arrival: _Arrival) -> None:
        canvas = arrival.canvas
        drawn = canvas.lay(arrival.frame, arrival.epoch, arrival.shown)
        if drawn is not None:
            self.frame_drawn.emit(arrival.key, drawn)
        elif arrival.epoch == canvas.epoch:
            canvas.clear()
            self.picture_lost.emit(arrival.key)
            arrival.shown(False)
        else:
            arrival.shown(True)  # its picture was taken down meanwhile: it is not needed again
