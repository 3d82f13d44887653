"""Says honestly that this computer's screen cannot be read. Lane: capture."""

import select
import socket

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Capability, Shot


class UnsupportedSource:
    """Never has a picture.

    Args:
        explanation: One sentence for the technician.
    """

    origin = PictureOrigin.SCREEN
    can_mask = True

    def __init__(self, explanation: str) -> None:
        self._explanation = explanation

    def probe(self) -> Capability:
        """Tell that nothing works, and why."""
        return Capability(is_available=False, explanation=self._explanation)

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Wait for `bell` or `timeout_s`."""
        select.select([bell], [], [], timeout_s)

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        """None can be looked at."""
        return NoPictureReason.UNSUPPORTED

    def focused(self) -> int:
        """Nothing to choose from."""
        return 0

    def pointer(self) -> tuple[int, int] | None:
        """Unknown."""
        return None

    def changes(self) -> list[Rectangle] | None:
        """Unknown."""
        return None

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """There is no picture."""
        del area
        return NoPictureReason.UNSUPPORTED

    def close(self) -> None:
        """Nothing is held."""
