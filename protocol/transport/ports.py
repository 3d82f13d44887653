"""What the rest of a program sees of its links. Every call here is for the io thread."""

import dataclasses
from collections.abc import Callable
from typing import Protocol

from protocol.identifiers import TransportKey


class Timer(Protocol):
    """A call that has been put off."""

    def cancel(self) -> None:
        """Do not make the call. Harmless when it was made already."""


class Loop(Protocol):
    """The io thread, as services on it see it."""

    def now(self) -> float:
        """Return monotonic seconds."""

    def call_later(self, delay_s: float, call: Callable[[], None]) -> Timer:
        """Make `call` on the io thread after `delay_s`. Io thread only."""

    def post(self, call: Callable[[], None]) -> None:
        """Make `call` on the io thread soon. Any thread; returns at once."""


@dataclasses.dataclass(frozen=True, slots=True)
class Caller:
    """One connection at our door: the proven key, and the way back to it.

    Attributes:
        key: From the handshake (ZAP `User-Id`), set by us, never by the peer.
        route: Assigned by our ROUTER; means nothing to anyone else.
        address: IP address the connection comes from, as our system sees it.
    """

    key: TransportKey
    route: bytes = dataclasses.field(repr=False)
    address: str = ""


class Door(Protocol):
    """A listening link."""

    def send(self, caller: Caller, data: bytes) -> bool:
        """Send to one connection; False when it is gone or its queue is full."""


class Line(Protocol):
    """A dialled link to one device."""

    def send(self, data: bytes) -> bool:
        """Send; False when the queue is full because nobody is there."""

    def close(self) -> None:
        """Hang up. What is queued gets a moment to leave if the link is up."""


class Dialler(Protocol):
    """Opens links to devices whose key is known beforehand."""

    def dial(self, key: TransportKey, address: str, on_data: Callable[[bytes], None]) -> Line:
        """Return a link that connects by itself, again and again, only to the holder of `key`.

        Args:
            address: `host:port`; a hint, proven by the key or worthless.
            on_data: Gets each message on the io thread.
        """
