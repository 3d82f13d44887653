"""One console's connection to this device, and what those who answer it may do with it."""

import dataclasses
from typing import Protocol

from protocol.identifiers import TransportKey
from protocol.messages import FromDevice
from protocol.session import Session
from protocol.sign_of_life import SignOfLife
from protocol.transport.ports import Caller
from protocol.vocabulary import Purpose


@dataclasses.dataclass(slots=True)
class Visit:
    """A connection that was greeted or is about to be.

    Attributes:
        purpose: What the console says the connection is for.
    """

    caller: Caller
    session: Session
    life: SignOfLife
    purpose: Purpose

    @property
    def route(self) -> bytes:
        """The connection, as every part of the device names it."""
        return self.caller.route


class Reception(Protocol):
    """Who knows every visit. Lane: io."""

    def send(self, visit: Visit, message: FromDevice) -> bool:
        """Send; False when the connection is gone or its queue is full."""

    def send_to(self, route: bytes, message: FromDevice) -> None:
        """Send to a visit if it is still there."""

    def drop(self, route: bytes, why: str) -> None:
        """End a visit that is not wanted; `why` goes to the log."""

    def forget(self, route: bytes) -> None:
        """End a visit; harmless when it has ended."""

    def drop_strangers(self) -> None:
        """End every visit whose key is no longer good."""

    def class_visit_of(self, key: TransportKey) -> bytes | None:
        """Return the connection on which the holder of `key` keeps their lesson."""
