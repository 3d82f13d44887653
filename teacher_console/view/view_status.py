"""How one full view stands, as a value that crosses from the io thread to the window."""

import dataclasses
import enum

from protocol.vocabulary import (
    NoPictureReason,
    PictureOrigin,
    Refusal,
    ViewEnd,
    ViewReason,
    ViewRefusal,
)


class ViewState(enum.Enum):
    """What the window says; exactly one holds."""

    OPENING = "opening"
    """Dialled, greeted or asked; no frame came yet."""
    LIVE = "live"
    """What is shown is what the screen shows now."""
    WITHHELD = "withheld"
    """Open, but there is no picture; `withheld` says why."""
    QUIET = "quiet"
    """Nothing heard for 3 s, or the screen could not be looked at lately: shown greyed."""
    LOST = "lost"
    """Nothing heard for 5 s: no picture is shown, the device is dialled anew."""
    LEFT = "left"
    """It said goodbye: shut down or signed out. Final."""
    REFUSED = "refused"
    """The device opens no view; `refusal` says why. Final."""
    ENDED = "ended"
    """Over; `end` says why. Final."""
    BROKEN = "broken"
    """The device broke the protocol and was hung up on. Final."""


FINAL = frozenset({ViewState.LEFT, ViewState.REFUSED, ViewState.ENDED, ViewState.BROKEN})
KEEPS_PICTURE = frozenset({ViewState.LIVE, ViewState.QUIET})
"""In all other states no pixel is shown."""


@dataclasses.dataclass(frozen=True, slots=True)
class ViewStatus:
    """One view now. Frozen: the io thread makes it, the GUI thread shows it.

    Attributes:
        monitors: How many the device has.
        monitor: Which is shown, from 0.
        ends_at_s: Monotonic seconds (the loop's clock) at which the view ends unless renewed;
            None before it was opened.
    """

    state: ViewState
    reason: ViewReason
    monitors: int = 1
    monitor: int = 0
    ends_at_s: float | None = None
    withheld: NoPictureReason | None = None
    refusal: ViewRefusal | Refusal | None = None
    end: ViewEnd | None = None
    origin: PictureOrigin = PictureOrigin.SCREEN
