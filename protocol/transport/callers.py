"""Bounds what one connection at a door can make this program hold or do. Lane: io.

libzmq hands out a message of many parts only when all of them are there: a rostered console made a
device grow by 515 MB. Who hoards or floods is hung up on; the others are served meanwhile. Where
the system does not count bytes (not Linux), only the number of messages is bounded.
"""

import contextlib
import logging
import os
import socket

import zmq
from zmq.utils.monitor import parse_monitor_message

from protocol.limits import MESSAGES_PER_S_MAX, UNREAD_MAX_BYTES
from protocol.transport.io_thread import IoThread
from protocol.transport.tcp_count import received_bytes, wire_bytes

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.25
_LOOKS_AT_ONCE = 256
"""Of a hub's 2,000 callers each is then looked at every two seconds, for 0.4 % of a core."""
_EVENTS_AT_ONCE = 64


class Callers:
    """Every TCP connection of one ROUTER, by its descriptor, from its acceptance to its end.

    Args:
        router: Not bound yet, so that no connection is missed.
    """

    def __init__(self, io: IoThread, router: "zmq.Socket[bytes]") -> None:
        self._io = io
        self._router = router
        self._taken: dict[int, int] = {}
        self._messages: dict[int, int] = {}
        self._unlooked: list[int] = []
        self._second = 0
        self._is_looking = False
        name = f"inproc://callers-{id(self)}"
        router.monitor(name, zmq.EVENT_ACCEPTED | zmq.EVENT_DISCONNECTED | zmq.EVENT_CLOSED)
        self._monitor = io.context.socket(zmq.PAIR)
        self._monitor.setsockopt(zmq.RCVHWM, 0)  # libzmq would wait for us in a full queue
        self._monitor.connect(name)
        io.watch(self._monitor, self._follow)
        io.at_end(router.disable_monitor)

    def close(self) -> None:
        """Stop following; before the router itself is closed, if it is not kept to the end."""
        self._io.not_at_end(self._router.disable_monitor)
        self._router.disable_monitor()
        self._io.unwatch(self._monitor)

    def took(self, descriptor: int, size_bytes: int) -> bool:
        """Note one whole message; hang up and tell so if there were too many in this second."""
        if int(self._io.now()) != self._second:
            self._second = int(self._io.now())
            self._messages.clear()
        self._taken[descriptor] = self._taken.get(descriptor, 0) + wire_bytes(size_bytes)
        self._messages[descriptor] = self._messages.get(descriptor, 0) + 1
        if self._messages[descriptor] <= MESSAGES_PER_S_MAX:
            return False
        if self._messages[descriptor] == MESSAGES_PER_S_MAX + 1:
            self._hang_up(descriptor)
        return True

    def _follow(self) -> None:
        for _ in range(_EVENTS_AT_ONCE):
            try:
                event = parse_monitor_message(self._monitor.recv_multipart(zmq.NOBLOCK))
            except zmq.Again:
                return
            descriptor = int(event["value"])
            self._taken.pop(descriptor, None)
            self._messages.pop(descriptor, None)
            if event["event"] == zmq.EVENT_ACCEPTED:
                self._taken[descriptor] = 0
                if not self._is_looking:
                    self._is_looking = True
                    self._io.call_later(_LOOK_EVERY_S, self._look)

    def _look(self) -> None:
        self._unlooked = self._unlooked or list(self._taken)
        now_looked, self._unlooked = (
            self._unlooked[:_LOOKS_AT_ONCE],
            self._unlooked[_LOOKS_AT_ONCE:],
        )
        for descriptor in now_looked:
            taken = self._taken.get(descriptor)
            came = received_bytes(descriptor) if taken is not None else None
            if taken is None or came is None:
                continue
            if came - taken > UNREAD_MAX_BYTES:
                self._hang_up(descriptor)
            elif came < taken:  # nobody earns a credit
                self._taken[descriptor] = came
        self._is_looking = bool(self._taken)
        if self._is_looking:
            self._io.call_later(_LOOK_EVERY_S, self._look)

    def _hang_up(self, descriptor: int) -> None:
        logger.warning("hung up on a console that sent more than any honest one does")
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as tcp:
            tcp.shutdown(socket.SHUT_RDWR)
