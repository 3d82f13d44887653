"""Where our own windows lie on the screen, so that they never appear in a picture.

Written by the GUI thread, read by the capture thread.
"""

import threading
import time
from collections.abc import Callable

from student_client.screen.geometry import Rectangle

LINGER_S = 0.3
"""How long a place stays masked after its window left it: the display takes a moment to repaint."""
MARGIN_PX = 24
"""Around each window, for frame and shadow."""


class PrivateWindows:
    """Rectangles of our windows, by an id the GUI gives each window."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._shown: dict[int, Rectangle] = {}
        self._left: list[tuple[float, Rectangle]] = []

    def placed(self, window: int, rectangle: Rectangle) -> None:
        """Say that a window is, or is about to be, shown here. Call before it is shown."""
        with self._lock:
            self._leave(window)
            self._shown[window] = rectangle

    def removed(self, window: int) -> None:
        """Say that a window is hidden or gone."""
        with self._lock:
            self._leave(window)

    def rectangles(self) -> list[Rectangle]:
        """Return every place to mask now, margins included."""
        now = self._clock()
        with self._lock:
            self._left = [(until, place) for until, place in self._left if until > now]
            places = [*self._shown.values(), *(place for _, place in self._left)]
        return [
            Rectangle(
                place.left - MARGIN_PX,
                place.top - MARGIN_PX,
                place.width + 2 * MARGIN_PX,
                place.height + 2 * MARGIN_PX,
            )
            for place in places
        ]

    def settles_in_s(self) -> float | None:
        """Return in how many seconds a place stops being masked by itself; None when none does."""
        now = self._clock()
        with self._lock:
            return max(0.0, min(until for until, _ in self._left) - now) if self._left else None

    def _leave(self, window: int) -> None:
        place = self._shown.pop(window, None)
        if place is not None:
            self._left.append((self._clock() + LINGER_S, place))
