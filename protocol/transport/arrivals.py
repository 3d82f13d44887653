"""Bounds what one device can make this program hold, from the kernel's own count of its bytes.

libzmq hands out a message of many parts only when all of them are there, and holds them meanwhile
without a bound: a rostered device made a console grow by 501 MB. Where the system does not count
(not Linux), only the number of messages is bounded. Lane: io.
"""

import contextlib
import os
import socket

import zmq
from zmq.utils.monitor import recv_monitor_message

from protocol.limits import MESSAGES_PER_S_MAX, UNREAD_MAX_BYTES
from protocol.transport.tcp_count import received_bytes, wire_bytes


class Arrivals:
    """What came over one dialled link; made before it connects, asked from time to time.

    The connection's events wait in the socket's monitor until then, so that none wakes the thread.
    """

    def __init__(self, dealer: "zmq.Socket[bytes]") -> None:
        self._dealer = dealer
        self._monitor = dealer.get_monitor_socket(zmq.EVENT_CONNECTED)
        self._tcp: socket.socket | None = None
        self._handed_out_bytes = 0
        self._second = 0
        self._messages = 0

    def handed_out(self, size_bytes: int, now: float) -> bool:
        """Note one whole message; tell whether there were too many in this second."""
        self._handed_out_bytes += wire_bytes(size_bytes)
        if int(now) != self._second:
            self._second, self._messages = int(now), 0
        self._messages += 1
        return self._messages > MESSAGES_PER_S_MAX

    def are_hoarded(self) -> bool:
        """Tell whether more bytes came than an honest device has on their way."""
        self._follow_connection()
        return self._unread_bytes() > UNREAD_MAX_BYTES

    def close(self) -> None:
        """Let go of the connection; before the link itself is closed."""
        self._dealer.disable_monitor()
        self._monitor.close(linger=0)
        if self._tcp is not None:
            self._tcp.close()
            self._tcp = None

    def _follow_connection(self) -> None:
        while self._monitor.poll(0):
            descriptor = int(recv_monitor_message(self._monitor)["value"])
            if self._tcp is not None:
                self._tcp.close()
                self._tcp = None
            with contextlib.suppress(OSError):  # gone again already
                self._tcp = socket.socket(fileno=os.dup(descriptor))
            self._handed_out_bytes = 0  # what came meanwhile is far below the bound

    def _unread_bytes(self) -> int:
        came = received_bytes(self._tcp.fileno()) if self._tcp is not None else None
        if came is None:
            return 0
        self._handed_out_bytes = min(self._handed_out_bytes, came)  # nobody earns a credit
        return came - self._handed_out_bytes
