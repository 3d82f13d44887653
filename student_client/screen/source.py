"""What a way of looking at the screen must offer; adapters are in `backends`.

Lane: capture. A source is made, used and closed on the capture thread.
"""

import dataclasses
import socket
from typing import Protocol

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.geometry import Rectangle


@dataclasses.dataclass(frozen=True, slots=True)
class Capability:
    """What a source can do on this computer, honestly.

    Attributes:
        is_available: It can take pictures here and now.
        explanation: One sentence for the technician.
    """

    is_available: bool
    explanation: str


@dataclasses.dataclass(frozen=True, slots=True)
class Shot:
    """The pixels of one area.

    Attributes:
        width_px, height_px: Physical pixels.
        left_px, top_px: Where the area lies in the desktop of all monitors.
        bgrx: `height_px * width_px * 4` bytes, row-major, blue green red unused. Valid until the
            source's next call.
    """

    width_px: int
    height_px: int
    left_px: int
    top_px: int
    bgrx: bytearray | bytes

    @property
    def place(self) -> Rectangle:
        """The area."""
        return Rectangle(self.left_px, self.top_px, self.width_px, self.height_px)


class ScreenSource(Protocol):
    """One way of looking at the screen."""

    @property
    def origin(self) -> PictureOrigin:
        """What the pixels are."""

    @property
    def can_mask(self) -> bool:
        """Whether our windows' places on the screen are known, so that they can be greyed out.

        Where they are not, no picture may leave while one of them is shown.
        """

    def probe(self) -> Capability:
        """Tell what works here."""

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        """Return where each monitor lies now, or why none can be looked at. Never empty."""

    def focused(self) -> int:
        """Return which of `monitors()` the pupil works on, as far as can be told."""

    def pointer(self) -> tuple[int, int] | None:
        """Return where the pointer's tip is in the desktop of all monitors; None when unknown."""

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Return when the screen may have changed, `bell` is readable, or time is up.

        Where changes cannot be waited for, waits for `bell` or `timeout_s` alone.
        """

    def changes(self) -> list[Rectangle] | None:
        """Return what changed since the last call; None when that is not known."""

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """Return the pixels of `area`, which lies in one monitor, or why there are none.

        The shot is smaller than `area`, or of another place, only if the monitors changed.
        """

    def close(self) -> None:
        """Let go of the display."""
