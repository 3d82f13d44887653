"""The dialling end of a link: one DEALER for each device, so that no device waits for another."""

import logging
from collections.abc import Callable

import zmq

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.limits import MESSAGE_TO_CONSOLE_MAX_BYTES
from protocol.transport.arrivals import Arrivals
from protocol.transport.curve import arm_client
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Line
from protocol.trust.keys import PrivateKey

_DRAIN_LIMIT = 16
_GOODBYE_MS = 200
_LOOK_EVERY_S = 0.25

logger = logging.getLogger(__name__)


class CurveDialler:
    """Opens links with our own key. Lane: io.

    Args:
        own: Our transport key; its public half is our identity to every device.
    """

    def __init__(self, io: IoThread, *, own: PrivateKey) -> None:
        self._io = io
        self._own = own
        self._lines: set[_CurveLine] = set()
        self._is_looking = False

    def dial(self, key: TransportKey, address: str, on_data: Callable[[bytes], None]) -> Line:
        """Return a link to the holder of `key` at `address` (`host:port`).

        Raises:
            InputError: `address` cannot be dialled.
        """
        line = _CurveLine(self._io, self._own, key, address, on_data, self._lines.discard)
        self._lines.add(line)
        if not self._is_looking:
            self._is_looking = True
            self._io.call_later(_LOOK_EVERY_S, self._look)
        return line

    def _look(self) -> None:
        """Hang up on whoever makes us hoard; their silence is then noticed as any other's."""
        for line in list(self._lines):
            if line.arrivals.are_hoarded():
                line.hang_up_on_flood()
        self._is_looking = bool(self._lines)
        if self._is_looking:
            self._io.call_later(_LOOK_EVERY_S, self._look)


class _CurveLine:
    def __init__(
        self,
        io: IoThread,
        own: PrivateKey,
        key: TransportKey,
        address: str,
        on_data: Callable[[bytes], None],
        on_closed: Callable[["_CurveLine"], None],
    ) -> None:
        self._io = io
        self._on_data = on_data
        self._on_closed = on_closed
        self._dealer = io.context.socket(zmq.DEALER)
        self._is_closed = False
        self.arrivals = Arrivals(self._dealer)
        arm_client(self._dealer, own, key, MESSAGE_TO_CONSOLE_MAX_BYTES)
        try:
            self._dealer.connect(f"tcp://{address}")
        except zmq.ZMQError as exc:
            self.arrivals.close()
            self._dealer.close()
            problem = f"cannot be dialled ({exc.strerror})"
            raise InputError(address, problem, "write it as name:port or 10.0.0.5:port") from None
        io.watch(self._dealer, self._receive)
        io.at_end(self.arrivals.close)

    def send(self, data: bytes) -> bool:
        if self._is_closed:
            return False
        try:
            self._dealer.send(data, zmq.NOBLOCK)
        except zmq.Again:
            return False
        return True

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._on_closed(self)
            self._io.not_at_end(self.arrivals.close)
            self.arrivals.close()
            self._io.unwatch(self._dealer, linger_ms=_GOODBYE_MS)

    def hang_up_on_flood(self) -> None:
        logger.warning("hung up on a device that sent more than any honest one does")
        self.close()

    def _receive(self) -> None:
        for _ in range(_DRAIN_LIMIT):
            if self._is_closed:
                return
            try:
                frames = self._dealer.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            if self.arrivals.handed_out(sum(map(len, frames)), self._io.now()):
                self.hang_up_on_flood()
                return
            if len(frames) == 1:  # more is no message of ours; the sender is a rostered device
                self._on_data(frames[0])
