"""How often pictures are asked for: by the size of the tile, and by what the class costs.

Devices send what is news at once whatever the rate; the rate bounds what changes all the time.
Pure. Lane: io.
"""

from protocol.limits import PICTURE_INTERVAL_MAX_MS, PICTURE_INTERVAL_MIN_MS

CLASS_BUDGET_BYTES_S = 500_000
"""What a class may cost on the wire: 4 Mbit/s, a tenth of what a busy school Wi-Fi cell carries."""
_TILE_MS = ((200, 2000), (480, 1000))
"""Up to this width of the picture, px: this often. In a small tile no more can be seen."""
_LARGE_MS = 500
_WINDOW_S = 4.0
"""Over which the cost is taken: a page that everybody opens at once is no trend."""


class PictureRate:
    """Counts what pictures cost, and slows down above the budget."""

    def __init__(self, now: float, budget_bytes_s: int = CLASS_BUDGET_BYTES_S) -> None:
        self.budget_bytes_s = budget_bytes_s
        self._window_at = now
        self._in_window = 0
        self._cost_bytes_s = 0.0
        self._slowness = 1.0

    def received(self, size_bytes: int) -> None:
        """Note an update."""
        self._in_window += size_bytes

    def advance(self, now: float) -> None:
        """Let time pass: at the end of each window the rate follows the cost."""
        passed = now - self._window_at
        if passed < _WINDOW_S:
            return
        self._cost_bytes_s = self._in_window / passed
        self._window_at, self._in_window = now, 0
        strain = self._cost_bytes_s / self.budget_bytes_s
        self._slowness = min(25.0, max(1.0, self._slowness * max(0.5, strain)))

    @property
    def cost_bytes_s(self) -> int:
        """What pictures cost in the last whole window."""
        return round(self._cost_bytes_s)

    def interval_ms(self, width_px: int) -> int:
        """Return how often a picture of this width is asked for."""
        base_ms = next((ms for width, ms in _TILE_MS if width_px <= width), _LARGE_MS)
        slowed_ms = round(base_ms * self._slowness)
        return max(PICTURE_INTERVAL_MIN_MS, min(PICTURE_INTERVAL_MAX_MS, slowed_ms))
