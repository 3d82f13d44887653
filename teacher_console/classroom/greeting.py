"""Asks at one address which program answers there with a device's key, and hangs up. Lane: io."""

from collections.abc import Callable

from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import TransportKey
from protocol.messages import ConsoleLeft, Welcomed
from protocol.transport.ports import Dialler, Loop, Timer
from protocol.vocabulary import Purpose
from teacher_console.classroom.spoken_line import SpokenLine

PATIENCE_S = 4.0


class Greeting:
    """One call; the lesson with the device goes on beside it.

    Args:
        address: `host:port`; a hint that proves the key or is worth nothing.
        on_answer: Called once: the program's `instance`, or None when nobody proved the key.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        key: TransportKey,
        address: str,
        on_answer: Callable[[bytes | None], None],
    ) -> None:
        self._on_answer: Callable[[bytes | None], None] | None = on_answer
        self._line: SpokenLine | None = None
        self._timer: Timer = loop.call_later(PATIENCE_S, self.give_up)
        try:
            self._line = SpokenLine(dialler.dial(key, address, self._on_data))
        except InputError:  # not an address at all; the link says so when it tries it
            loop.post(self.give_up)
            return
        self._line.greet(Purpose.GREETING)

    def give_up(self) -> None:
        """Hang up; the answer is None unless it came."""
        self._finish(None)

    def _on_data(self, data: bytes) -> None:
        if self._line is None:
            return
        try:
            message = self._line.heard(data)
        except RemoteProtocolError:
            self._finish(None)
            return
        if isinstance(message, Welcomed):
            self._line.say(ConsoleLeft())
            self._finish(message.instance)

    def _finish(self, instance: bytes | None) -> None:
        on_answer, self._on_answer = self._on_answer, None
        if on_answer is None:
            return
        self._timer.cancel()
        if self._line is not None:
            self._line.close()
        on_answer(instance)
