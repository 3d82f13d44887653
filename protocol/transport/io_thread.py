"""The one thread that owns every ZeroMQ socket of a program.

Inward: a queue and a socketpair as a bell. Outward: injected callbacks, on this thread. Sockets
are not thread-safe, and a GUI loop woken by `ZMQ_FD` loses messages, hence a thread of its own.
"""

import contextlib
import heapq
import itertools
import logging
import queue
import socket
import threading
import time
from collections.abc import Callable

import zmq

logger = logging.getLogger(__name__)

_LINGER_MS = 200
"""How long closing sockets may still send a goodbye."""


class _Timer:
    def __init__(self, call: Callable[[], None]) -> None:
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self.call = None


class IoThread:
    """Run sockets, timers and posted calls on one thread, until stopped.

    Args:
        name: Of the thread.
        on_failure: Called on the io thread, once, when it dies of an error of ours: the program
            must end visibly rather than run on deaf.
    """

    def __init__(self, name: str, on_failure: Callable[[BaseException], None]) -> None:
        self.context = zmq.Context()
        self._on_failure = on_failure
        self._thread = threading.Thread(target=self._run, name=name)
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._bell_in, self._bell_out = socket.socketpair()
        self._is_rung = False
        self._bell_in.setblocking(False)
        self._bell_out.setblocking(False)
        self._poller = zmq.Poller()
        self._readers: dict[zmq.Socket[bytes], Callable[[], None]] = {}
        self._endings: list[Callable[[], None]] = []
        self._timers: list[tuple[float, int, _Timer]] = []
        self._order = itertools.count()
        self._is_stopping = False
        self._is_stopped = threading.Event()

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Close all sockets and end the thread. Any thread but the io thread; idempotent."""
        if self._thread.is_alive():
            self.post(self._stop_running)
            self._thread.join()
        if not self._is_stopped.is_set():
            self._close()

    # for any thread

    def post(self, call: Callable[[], None]) -> None:
        """Make `call` on the io thread soon; returns at once."""
        self._calls.put(call)
        if not self._is_rung:  # else the call is taken with those the bell was rung for
            self._is_rung = True
            with contextlib.suppress(BlockingIOError, OSError):  # a full bell is a rung bell
                self._bell_out.send(b"!")

    def now(self) -> float:
        """Return monotonic seconds."""
        return time.monotonic()

    # for the io thread

    def call_later(self, delay_s: float, call: Callable[[], None]) -> _Timer:
        """Make `call` after `delay_s` seconds."""
        timer = _Timer(call)
        heapq.heappush(self._timers, (self.now() + delay_s, next(self._order), timer))
        return timer

    def watch(self, reader: "zmq.Socket[bytes]", on_readable: Callable[[], None]) -> None:
        """Call `on_readable` whenever `reader` has something. This thread closes it at the end."""
        self._readers[reader] = on_readable
        self._poller.register(reader, zmq.POLLIN)

    def unwatch(self, reader: "zmq.Socket[bytes]", linger_ms: int = 0) -> None:
        """Stop watching `reader` and close it."""
        if self._readers.pop(reader, None) is not None:
            self._poller.unregister(reader)
            reader.close(linger=linger_ms)

    def at_end(self, call: Callable[[], None]) -> None:
        """Make `call` before the sockets are closed at the end."""
        self._endings.append(call)

    def not_at_end(self, call: Callable[[], None]) -> None:
        """Do not make `call` at the end: it was made already."""
        self._endings.remove(call)

    def _run(self) -> None:
        self._poller.register(self._bell_in, zmq.POLLIN)
        try:
            while not self._is_stopping:
                self._turn()
        except BaseException as exc:  # thread top: nobody above us would see it
            logger.exception("the io thread died")
            self._on_failure(exc)
        finally:
            self._close()

    def _turn(self) -> None:
        for ready, _ in self._poller.poll(self._wait_ms()):
            if isinstance(ready, zmq.Socket):
                on_readable = self._readers.get(ready)
                if on_readable is not None:  # an earlier callback of this turn may have closed it
                    on_readable()
            else:
                with contextlib.suppress(BlockingIOError):
                    self._bell_in.recv(4096)
                self._is_rung = False  # before the calls are taken: a later one rings again
        while not self._is_stopping:
            try:
                call = self._calls.get_nowait()
            except queue.Empty:
                break
            call()
        now = self.now()
        while self._timers and self._timers[0][0] <= now:
            call_of = heapq.heappop(self._timers)[2].call
            if call_of is not None:
                call_of()

    def _wait_ms(self) -> int:
        while self._timers and self._timers[0][2].call is None:
            heapq.heappop(self._timers)
        if not self._timers:
            return -1
        return max(0, int((self._timers[0][0] - self.now()) * 1000) + 1)

    def _stop_running(self) -> None:
        self._is_stopping = True

    def _close(self) -> None:
        for call in self._endings:
            call()
        for reader in list(self._readers):
            self.unwatch(reader, linger_ms=_LINGER_MS)
        self._bell_in.close()
        self._bell_out.close()
        self.context.term()
        self._is_stopped.set()
