"""What an office asks of its store, and what the store answers: values, and the port between them.

The office decides on the io lane, the store writes on the writer lane; only these cross.
"""

import dataclasses
import enum
from collections.abc import Callable, Collection
from typing import Protocol

from protocol.errors import HarbourError
from protocol.identifiers import ReaderId, TransportKey
from protocol.limits import (
    CARRIER_MAX_BYTES,
    CONSOLE_OFFICE_MAX_BYTES,
    OFFICE_MAX_BYTES,
    SENDER_MAX_BYTES,
)


class StoreFailedError(HarbourError):
    """The database did not do what was asked; nothing of it was kept."""


class Outcome(enum.Enum):
    """What came of an envelope."""

    KEPT = "kept"
    """It is on the disk, now or from before; or was cover, and went over the disk all the same."""
    FULL = "full"
    FAILED = "failed"
    """The disk or database failed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Bounds:
    """How much may wait, bytes."""

    all_bytes: int
    device_bytes: int = SENDER_MAX_BYTES
    carrier_bytes: int = CARRIER_MAX_BYTES


HUB_BOUNDS = Bounds(OFFICE_MAX_BYTES)
CONSOLE_BOUNDS = Bounds(CONSOLE_OFFICE_MAX_BYTES)


@dataclasses.dataclass(frozen=True, slots=True)
class Arrival:
    """One envelope that asks to be kept.

    Attributes:
        body: The envelope's canonical bytes. Two bodies under one id are two envelopes: a carrier
            who knows an id must not be able to keep the true envelope out.
        sender: Proven key of who brought it.
        is_carrier: The sender may bring others' mail, so its bound is wider.
        is_cover: Sealed to nobody: it takes the same way over the disk, and nothing of it stays.
        received_at: Unix milliseconds.
    """

    body: bytes = dataclasses.field(repr=False)
    readers: tuple[ReaderId, ...]
    sender: TransportKey
    is_carrier: bool
    is_cover: bool
    received_at: int


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """One envelope that waits for one reader.

    Attributes:
        number: In the order in which this office received them; never used again.
        body: The envelope's canonical bytes.
    """

    reader: ReaderId
    number: int
    received_at: int
    body: bytes = dataclasses.field(repr=False)


class Empty(enum.Enum):
    """Why no envelope was found."""

    NOTHING_WAITS = "nothing waits"
    UNREADABLE = "unreadable"
    """The disk or database failed: ask again later."""


Found = Waiting | Empty


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """What a technician may know of the mail: that it flows. No sender, no reader, no content.

    Attributes:
        waiting: Envelopes some reader has not taken.
        waiting_bytes: Of them all.
        largest_bytes: Of the largest.
        waiting_by_age: How many wait for less than an hour, a day, a week, and longer.
        oldest_at: When the one that waits longest came, Unix milliseconds; None where none does.
        last_received_at: When an envelope last came; None if never.
    """

    waiting: int
    waiting_bytes: int
    largest_bytes: int
    waiting_by_age: tuple[int, int, int, int]
    oldest_at: int | None
    last_received_at: int | None


class Keeping(Protocol):
    """The store as the office sees it. Lane: io; each `done` is called there, later."""

    def keep(self, arrival: Arrival, done: Callable[[Outcome], None]) -> None:
        """Put an envelope on the disk. `done` comes after the disk has it, never before."""

    def take(self, number: int, reader: ReaderId, done: Callable[[Outcome], None]) -> None:
        """Forget an envelope for one of its readers."""

    def next_for(self, readers: Collection[ReaderId], done: Callable[[Found], None]) -> None:
        """Find the oldest envelope that waits for one of `readers`."""

    def next_to_carry(self, own: ReaderId, after: int, done: Callable[[Found], None]) -> None:
        """Find the oldest envelope numbered above `after` that waits for others than `own`."""

    def carried_on(self, number: int, own: ReaderId) -> None:
        """Forget an envelope for everybody but `own`: another office has it for them."""

    def remember(self, readers: Collection[ReaderId]) -> None:
        """Know these for readers of this school from now on, whatever later lists say."""

    def count(self, done: Callable[[Counts | None], None]) -> None:
        """Count what waits; None when that failed."""
