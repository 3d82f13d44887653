"""That mail flows, in numbers: all that a technician is told of it. Pure.

Counts, ages and sizes; no content, no name, no recipient, and no id that could lead to one.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class OfficeFlow:
    """One post office as it looks from here, or as it says of itself.

    Attributes:
        name: Of the machine, as in the roster.
        last_receipt_at: When it confirmed an envelope last, Unix milliseconds; None if never.
        waiting: Envelopes that lie there for readers who have not come; None where it is not told.
        oldest_at: Of the oldest of them, Unix milliseconds.
        size_bytes: Of all of them.
    """

    name: str
    is_linked: bool
    last_receipt_at: int | None = None
    waiting: int | None = None
    oldest_at: int | None = None
    size_bytes: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class MailFlow:
    """All offices at one moment.

    Attributes:
        at: Unix milliseconds.
    """

    at: int
    offices: tuple[OfficeFlow, ...] = ()
