"""Looks for devices before there is a class to tell, so that a quick start loses no time to it.

Lane: adverts arrive on the finder's threads; the class may come from any thread.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from protocol.discovery import Advert
from protocol.identifiers import TransportKey
from teacher_console.classroom.finder import Finder

_KEPT_MAX = 1000
"""What is heard before anybody listens; the finder asks again, so nothing is lost for good."""


class Listener(Protocol):
    """Who is told: a class."""

    def found(self, advert: Advert) -> None:
        """Take a hint of where a device is. Any thread."""

    def gone(self, key: TransportKey) -> None:
        """Take a hint that a device went. Any thread."""


class EarlyFinder:
    """A finder that keeps what it hears until somebody listens.

    Args:
        interfaces: IPv4 addresses to browse on; empty means all.
    """

    def __init__(self, interfaces: tuple[str, ...]) -> None:
        self._lock = threading.Lock()
        self._listener: Listener | None = None
        self._kept: deque[Callable[[Listener], None]] = deque(maxlen=_KEPT_MAX)
        self._finder = Finder(
            interfaces=interfaces,
            on_advert=lambda advert: self._hear(lambda listener: listener.found(advert)),
            on_gone=lambda key: self._hear(lambda listener: listener.gone(key)),
        )
        self._finder.start()

    def tell(self, listener: Listener) -> None:
        """Tell `listener` what was heard so far, in order, and all that comes; call once."""
        with self._lock:
            self._listener = listener
            for news in self._kept:
                news(listener)
            self._kept.clear()

    def close(self) -> None:
        """Stop; returns when all threads ended, after 3 s at most. Harmless when repeated."""
        self._finder.close()

    def _hear(self, news: Callable[[Listener], None]) -> None:
        with self._lock:
            if self._listener is None:
                self._kept.append(news)
            else:
                news(self._listener)
