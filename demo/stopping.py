"""Ctrl-C and SIGTERM as an exception, but never in the middle of starting a program.

A program whose start is broken off would run on with nobody who knows its number.
"""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGINT)


class StoppedError(Exception):
    """Somebody ended the demonstration."""


class Stopping:
    """Listens from when it is made. Main thread."""

    def __init__(self) -> None:
        self._is_held = False
        self._has_come = False
        for number in _ENDING:
            signal.signal(number, self._on_signal)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Put a signal off until the block is over.

        Raises:
            StoppedError: One came meanwhile.
        """
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._has_come:
            raise StoppedError

    def ignore(self) -> None:
        """Take no notice any more: putting away is not to be broken off."""
        for number in _ENDING:
            signal.signal(number, signal.SIG_IGN)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._has_come = True
        if not self._is_held:
            raise StoppedError
