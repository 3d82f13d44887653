"""Windows: mss copies the primary monitor with GDI. Lane: capture.

Not run by this project's tests, which have no Windows: docs/not-run.md keeps the list. GDI reports
no changes, so the screen is looked at on a clock and compared in small. The secure desktop (lock
screen, administrator's question) is another desktop and fails here, which is reported as locked.
"""

import select
import socket

import mss
from mss.exception import ScreenShotError

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.source import Capability, Shot

_POLL_S = 0.5
"""Between looks: at 25 to 45 ms a grab, which others measured, under a tenth of a core."""


class WindowsSource:
    """The primary monitor, or the first."""

    origin = PictureOrigin.SCREEN

    def __init__(self) -> None:
        self._mss: mss.MSS | None = None

    def probe(self) -> Capability:
        """Tell whether a picture can be taken here and now."""
        if isinstance(self.grab(), NoPictureReason):
            return Capability(is_available=False, explanation="The desktop cannot be read now.")
        return Capability(is_available=True, explanation="Windows GDI; changes are polled.")

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Wait for `bell` or the next look."""
        select.select([bell], [], [], min(timeout_s, _POLL_S))

    def has_changed(self) -> bool:
        """Unknown."""
        return True

    def grab(self) -> Shot | NoPictureReason:
        """Return the primary monitor's pixels, or why there are none."""
        try:
            if self._mss is None:
                self._mss = mss.MSS()
            monitors = self._mss.monitors[1:] or self._mss.monitors
            monitor = next((each for each in monitors if each.get("is_primary")), monitors[0])
            picture = self._mss.grab(monitor)
        except ScreenShotError:
            self.close()
            return NoPictureReason.LOCKED
        return Shot(picture.size.width, picture.size.height, picture.left, picture.top, picture.raw)

    def close(self) -> None:
        """Let go of the desktop."""
        if self._mss is not None:
            self._mss.close()
            self._mss = None
