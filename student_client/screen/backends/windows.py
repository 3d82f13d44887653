"""Windows: mss copies monitors with GDI. Lane: capture.

Not run by this project's tests, which have no Windows: docs/not-run.md keeps the list. GDI reports
no changes, so the screen is looked at on a clock and compared in small. The secure desktop (lock
screen, administrator's question) is another desktop and fails here, which is reported as such.
"""

import select
import socket

import mss
from mss.exception import ScreenShotError

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Capability, Shot


class WindowsSource:
    """All monitors, the primary one first."""

    origin = PictureOrigin.SCREEN
    can_mask = True

    def __init__(self) -> None:
        self._mss: mss.MSS | None = None
        self._monitors: tuple[Rectangle, ...] = ()

    def probe(self) -> Capability:
        """Tell whether a picture can be taken here and now."""
        monitors = self.monitors()
        if isinstance(monitors, NoPictureReason) or isinstance(
            self.grab(monitors[0]), NoPictureReason
        ):
            return Capability(is_available=False, explanation="The desktop cannot be read now.")
        sizes = ", ".join(f"{each.width}x{each.height}" for each in monitors)
        return Capability(is_available=True, explanation=f"Windows GDI, {sizes}, polled.")

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        """Return where each monitor lies now. mss reads them once, so it is opened anew."""
        self.close()
        try:
            self._mss = mss.MSS()
            found = self._mss.monitors[1:] or self._mss.monitors
        except ScreenShotError:
            return NoPictureReason.SECURE_DESKTOP
        self._monitors = tuple(
            Rectangle(each["left"], each["top"], each["width"], each["height"])
            for each in sorted(found, key=lambda each: not each.get("is_primary"))
        )
        return self._monitors

    def focused(self) -> int:
        """Return the monitor with the pointer."""
        x, y = self.pointer()
        for number, place in enumerate(self._monitors):
            if place.left <= x < place.right and place.top <= y < place.bottom:
                return number
        return 0

    def pointer(self) -> tuple[int, int]:
        """Return where the pointer's tip is in the desktop of all monitors."""
        import ctypes  # noqa: PLC0415  # only Windows has these types
        from ctypes import wintypes  # noqa: PLC0415

        point = wintypes.POINT()
        ctypes.windll.user32.GetCursorPos(ctypes.byref(point))  # type: ignore[attr-defined,unused-ignore]
        return point.x, point.y

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Wait for `bell` or the next look."""
        select.select([bell], [], [], timeout_s)

    def changes(self) -> list[Rectangle] | None:
        """Unknown."""
        return None

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """Return the pixels of `area`, or why there are none."""
        left, top, width, height = area
        box = {"left": left, "top": top, "width": width, "height": height}
        try:
            if self._mss is None:
                self._mss = mss.MSS()
            picture = self._mss.grab(box)
        except ScreenShotError:
            self.close()
            return NoPictureReason.SECURE_DESKTOP
        return Shot(picture.size.width, picture.size.height, picture.left, picture.top, picture.raw)

    def close(self) -> None:
        """Let go of the desktop."""
        if self._mss is not None:
            self._mss.close()
            self._mss = None
