"""One worker thread that owns the outbox's database, so that no other thread waits for a disk.

Lane: writer. Calls are made in the order in which they were posted.
"""

import logging
import queue
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Writer:
    """Makes posted calls one after another until stopped.

    Args:
        on_failure: Called on the writer thread, once, when it dies of an error of ours: the program
            must end visibly rather than lose what it was given.
    """

    def __init__(self, on_failure: Callable[[BaseException], None]) -> None:
        self._on_failure = on_failure
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def post(self, call: Callable[[], None]) -> None:
        """Make `call` on the writer thread soon. Any thread; returns at once."""
        self._calls.put(call)

    def stop(self) -> None:
        """Make what was posted before, then end. Any thread but the writer."""
        self._calls.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            while (call := self._calls.get()) is not None:
                call()
        except BaseException as exc:  # thread top: nobody above us would see it
            logger.exception("the writer thread died")
            self._on_failure(exc)
