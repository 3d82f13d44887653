"""The door of the full views into the window: queued signals, frames decoded on the way.

Lanes: `ViewEvents` arrive on io, decoding runs on one thread here, signals reach gui.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from protocol.identifiers import TransportKey
from protocol.messages import FrameSent
from teacher_console.view.ui.canvas import Canvas
from teacher_console.view.view_status import KEEPS_PICTURE, ViewStatus

logger = logging.getLogger(__name__)


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
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="view-decode")

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
        """Finish what is being decoded and end the thread."""
        self._decoder.shutdown(wait=True, cancel_futures=True)

    # ViewEvents, for the io thread

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        """A view stands differently; where it has no picture, what is held goes at once."""
        if status.state not in KEEPS_PICTURE:
            self.canvas_of(key).clear()
        self.view_told.emit(key, status)

    def frame_arrived(
        self, key: TransportKey, frame: FrameSent, shown: Callable[[bool], None]
    ) -> None:
        """Decode soon, in order."""
        canvas = self.canvas_of(key)
        self._decoder.submit(self._decode, key, canvas, canvas.epoch, frame, shown)

    def _decode(
        self,
        key: TransportKey,
        canvas: Canvas,
        epoch: int,
        frame: FrameSent,
        shown: Callable[[bool], None],
    ) -> None:
        try:
            drawn = canvas.lay(frame, epoch, shown)
        except Exception:  # thread top: the pool would keep it to itself
            logger.exception("a frame was not laid")
            drawn = None
        if drawn is not None:
            self.frame_drawn.emit(key, drawn)
        elif epoch == canvas.epoch:
            canvas.clear()
            self.picture_lost.emit(key)
            shown(False)
        else:
            shown(True)  # its picture was taken down meanwhile: it is not needed again
