"""What a way of looking at the screen must offer; adapters are in `backends`.

Lane: capture. A source is made, used and closed on the capture thread.
"""

import dataclasses
import socket
from typing import Protocol

from protocol.vocabulary import NoPictureReason, PictureOrigin


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
    """One monitor's pixels.

    Attributes:
        width_px, height_px: Physical pixels.
        left_px, top_px: Where the monitor lies in the desktop of all monitors.
        bgrx: `height_px * width_px * 4` bytes, row-major, blue green red unused. Valid until the
            source's next call.
    """

    width_px: int
    height_px: int
    left_px: int
    top_px: int
    bgrx: bytearray | bytes | memoryview


class ScreenSource(Protocol):
    """One way of looking at the screen."""

    @property
    def origin(self) -> PictureOrigin:
        """What the pixels are."""

    def probe(self) -> Capability:
        """Tell what works here."""

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Return when the screen may have changed, `bell` is readable, or time is up.

        Where changes cannot be waited for, waits for `bell` or `timeout_s` alone.
        """

    def has_changed(self) -> bool:
        """Tell whether the screen may have changed since the last `grab`. True when unknown."""

    def grab(self) -> Shot | NoPictureReason:
        """Return the focused or only monitor's pixels now, or why there are none."""

    def close(self) -> None:
        """Let go of the display."""
