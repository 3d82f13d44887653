"""The dialling end of a link: one DEALER for each device, so that no device waits for another."""

from collections.abc import Callable

import zmq

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.limits import MESSAGE_TO_CONSOLE_MAX_BYTES
from protocol.transport.curve import arm_client
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Line
from protocol.trust.keys import PrivateKey

_DRAIN_LIMIT = 16
_GOODBYE_MS = 200


class CurveDialler:
    """Opens links with our own key. Lane: io.

    Args:
        own: Our transport key; its public half is our identity to every device.
    """

    def __init__(self, io: IoThread, *, own: PrivateKey) -> None:
        self._io = io
        self._own = own

    def dial(self, key: TransportKey, address: str, on_data: Callable[[bytes], None]) -> Line:
        """Return a link to the holder of `key` at `address` (`host:port`).

        Raises:
            InputError: `address` cannot be dialled.
        """
        return _CurveLine(self._io, self._own, key, address, on_data)


class _CurveLine:
    def __init__(
        self,
        io: IoThread,
        own: PrivateKey,
        key: TransportKey,
        address: str,
        on_data: Callable[[bytes], None],
    ) -> None:
        self._io = io
        self._on_data = on_data
        self._dealer = io.context.socket(zmq.DEALER)
        self._is_closed = False
        arm_client(self._dealer, own, key, MESSAGE_TO_CONSOLE_MAX_BYTES)
        try:
            self._dealer.connect(f"tcp://{address}")
        except zmq.ZMQError as exc:
            self._dealer.close()
            problem = f"cannot be dialled ({exc.strerror})"
            raise InputError(address, problem, "write it as name:port or 10.0.0.5:port") from None
        io.watch(self._dealer, self._receive)

    def send(self, data: bytes) -> bool:
        try:
            self._dealer.send(data, zmq.NOBLOCK)
        except zmq.Again:
            return False
        return True

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._io.unwatch(self._dealer, linger_ms=_GOODBYE_MS)

    def _receive(self) -> None:
        for _ in range(_DRAIN_LIMIT):
            if self._is_closed:
                return
            try:
                frames = self._dealer.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            if len(frames) == 1:  # more is no message of ours; the sender is a rostered device
                self._on_data(frames[0])
