"""Asks at one address which program answers there with a device's key, and hangs up. Lane: io."""

from collections.abc import Callable

from protocol import codec
from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import TransportKey
from protocol.lesson_link import LESSON_LINK
from protocol.limits import PROTOCOL_VERSION
from protocol.messages import ConsoleLeft, Hello, Welcomed
from protocol.session import Session, Side
from protocol.transport.ports import Dialler, Line, Loop, Timer
from protocol.vocabulary import Purpose

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
        self._session = Session(Side.DIALLER, LESSON_LINK)
        self._line: Line | None = None
        self._timer: Timer = loop.call_later(PATIENCE_S, self.give_up)
        try:
            self._line = dialler.dial(key, address, self._on_data)
        except InputError:  # not an address at all; the link says so when it tries it
            loop.post(self.give_up)
            return
        self._send(
            Hello(protocol_version=PROTOCOL_VERSION, roster_version=0, purpose=Purpose.GREETING)
        )

    def give_up(self) -> None:
        """Hang up; the answer is None unless it came."""
        self._finish(None)

    def _on_data(self, data: bytes) -> None:
        try:
            message = codec.decode_from_device(data)
            self._session.received(message)
        except RemoteProtocolError:
            self._finish(None)
            return
        if isinstance(message, Welcomed):
            self._send(ConsoleLeft())
            self._finish(message.instance)

    def _finish(self, instance: bytes | None) -> None:
        on_answer, self._on_answer = self._on_answer, None
        if on_answer is None:
            return
        self._timer.cancel()
        if self._line is not None:
            self._line.close()
        on_answer(instance)

    def _send(self, message: Hello | ConsoleLeft) -> None:
        if self._line is not None:
            self._session.sent(message)
            self._line.send(codec.encode(message))
