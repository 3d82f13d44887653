"""When a change is news: at once where little moved lately, at the lesson's rate where much does.

So a window that opens beside a film is seen at once, and the film still costs one picture a second.
"""

from collections.abc import Sequence

from student_client.screen.geometry import Rectangle

_COLUMNS, _ROWS = 16, 9
_COOLING_PER_S = 2.0
"""A part of the screen that changes less often than twice a second stays news."""
_BUSY_ABOVE, _CALM_BELOW = 3.0, 1.0


class Pace:
    """How busy each part of a screen is. Pure. Lane: capture."""

    def __init__(self) -> None:
        self._heat = [0.0] * (_COLUMNS * _ROWS)
        self._heated_at = [0.0] * (_COLUMNS * _ROWS)
        self._busy = [False] * (_COLUMNS * _ROWS)

    def is_news(self, parts: Sequence[Rectangle], screen: Rectangle, now: float) -> bool:
        """Note that `parts` of `screen` changed; tell whether any of it had been calm."""
        touched = {cell for part in parts for cell in self._cells(part, screen)}
        found = False
        for cell in touched:
            heat = self._heat[cell] - _COOLING_PER_S * (now - self._heated_at[cell])
            if heat < _CALM_BELOW:
                self._busy[cell] = False
            heat = min(_BUSY_ABOVE + 1.0, max(0.0, heat) + 1.0)
            if heat > _BUSY_ABOVE:
                self._busy[cell] = True
            self._heat[cell], self._heated_at[cell] = heat, now
            found = found or not self._busy[cell]
        return found

    @staticmethod
    def _cells(part: Rectangle, screen: Rectangle) -> list[int]:
        inside = part.clipped(screen)
        if inside is None:
            return []
        left = (inside.left - screen.left) * _COLUMNS // screen.width
        right = (inside.right - 1 - screen.left) * _COLUMNS // screen.width
        top = (inside.top - screen.top) * _ROWS // screen.height
        bottom = (inside.bottom - 1 - screen.top) * _ROWS // screen.height
        return [
            row * _COLUMNS + column
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
