"""The listening end of a link: one TCP port, one ROUTER, strangers stopped in the handshake."""

import logging
from collections.abc import Callable

import zmq

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.limits import MESSAGE_TO_DEVICE_MAX_BYTES
from protocol.transport.callers import Callers
from protocol.transport.curve import arm_server, from_z85
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Caller
from protocol.trust.keys import PrivateKey

logger = logging.getLogger(__name__)

_DRAIN_LIMIT = 64
"""Messages taken in one turn, so that no peer keeps the thread from its other work."""

OnData = Callable[[Caller, bytes], None]


class CurveServer:
    """A door. Lane: io, except construction, which may be on any thread before the io starts.

    Args:
        address: `host` to listen on, an IPv4 address.
        port: TCP port; 0 takes any free one.
        on_data: Gets each message with the proven key, on the io thread.

    Raises:
        InputError: The port is taken or the address is not this computer's.
    """

    def __init__(
        self, io: IoThread, *, own: PrivateKey, address: str, port: int, on_data: OnData
    ) -> None:
        self._on_data = on_data
        self._router = io.context.socket(zmq.ROUTER)
        arm_server(self._router, own, MESSAGE_TO_DEVICE_MAX_BYTES)
        self._router.setsockopt(zmq.RCVTIMEO, 0)
        self._callers = Callers(io, self._router)
        try:
            self._router.bind(f"tcp://{address}:{port or '*'}")
        except zmq.ZMQError as exc:
            self._callers.close()
            self._router.close()
            problem = f"cannot listen there ({exc.strerror})"
            remedy = "name a free port and an address of this computer"
            raise InputError(f"{address}:{port}", problem, remedy) from None
        endpoint = self._router.getsockopt(zmq.LAST_ENDPOINT)
        self.port = int(bytes(endpoint).rstrip(b"\0").rsplit(b":", 1)[1])
        io.watch(self._router, self._receive)

    def send(self, caller: Caller, data: bytes) -> bool:
        """Send to one connection; False when it is gone or its queue is full."""
        try:
            self._router.send_multipart([caller.route, data], zmq.NOBLOCK)
        except zmq.Again:
            return False
        except zmq.ZMQError as exc:
            if exc.errno == zmq.EHOSTUNREACH:
                return False
            raise
        return True

    def _receive(self) -> None:
        for _ in range(_DRAIN_LIMIT):
            try:
                frames = self._router.recv_multipart(zmq.NOBLOCK, copy=False)
            except zmq.Again:
                return
            size_bytes = sum(len(part) for part in frames[1:])
            if self._callers.took(int(frames[-1].get(zmq.SRCFD)), size_bytes):
                continue
            if len(frames) != 2:  # noqa: PLR2004  # a route and one message, or an attack
                logger.warning("dropped a message of %d frames", len(frames))
                continue
            route, body = frames
            key = TransportKey(from_z85(str(body.get("User-Id"))))
            address = str(body.get("Peer-Address"))
            self._on_data(Caller(key, route.bytes, address), body.bytes)
