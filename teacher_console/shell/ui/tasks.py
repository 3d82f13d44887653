"""Slow calls off the GUI thread, their outcome back on it. Lane: gui, with one worker."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from protocol.errors import HarbourError

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Tasks(QObject):
    """Makes calls one after another on a thread of its own.

    Args:
        name: Of the thread.

    Signals:
        busy_changed: Whether a call is under way.
    """

    busy_changed = Signal(bool)
    _came_back = Signal(object)

    def __init__(self, parent: QObject, name: str) -> None:
        super().__init__(parent)
        self._name = name
        self._worker: ThreadPoolExecutor | None = None
        self._under_way = 0
        self._is_closed = False
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        call: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[str], object],
    ) -> None:
        """Make `call` on the worker, then `done` with its result or `failed` with its sentence.

        Both run on the GUI thread, and not at all once this is closed.
        """
        if self._is_closed:
            return
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix=self._name)
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        self._worker.submit(self._make, call, done, failed)

    @property
    def is_busy(self) -> bool:
        """Tell whether a call is under way."""
        return self._under_way > 0

    def close(self) -> None:
        """Wait for the call under way and make no other."""
        self._is_closed = True
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)
            self._worker = None

    def _make(
        self,
        call: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[str], object],
    ) -> None:
        try:
            result = call()
        except HarbourError as exc:
            sentence = str(exc)
            self._came_back.emit(lambda: failed(sentence))
        except OSError as exc:
            sentence = f"{exc.filename or 'the system'}: {exc.strerror}."
            self._came_back.emit(lambda: failed(sentence))
        except Exception:  # thread top: the window must not wait for ever
            logger.exception("a call of the window failed")
            self._came_back.emit(lambda: failed("This did not work; the log says why."))
        else:
            self._came_back.emit(lambda: done(result))

    def _deliver(self, call: Callable[[], object]) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.busy_changed.emit(False)
        if not self._is_closed:
            call()
