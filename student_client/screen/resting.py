"""Which parts of a picture were sent with loss, and when each has come to rest. Pure.

Lane: capture.
"""

from student_client.screen.geometry import Rectangle

_CELL_PX = 128
"""Side of a cell: 16 of them hold a paragraph, and one costs 2 ms to write without loss."""
_REST_S = 0.4
"""Unchanged for so long, a cell rests: longer than typing pauses, shorter than an eye minds."""

_MOVES_S = 0.15
"""Changed again so soon, a part is a film: 7 pictures a second, where typing makes 3 to 5."""


class Resting:
    """Cells of one picture that owe their viewer a sharp copy."""

    def __init__(self) -> None:
        self._blurred: dict[tuple[int, int], float] = {}  # (row, column) -> when it changed

    def changed(self, part: Rectangle, now: float, *, is_exact: bool) -> None:
        """Note that `part` was sent, without loss or with."""
        for cell in self._cells(part):
            if not is_exact:
                self._blurred.pop(cell, None)
                self._blurred[cell] = now
            elif cell in self._blurred:
                if _covers(part, _place(cell)):
                    del self._blurred[cell]
                else:
                    self._blurred[cell] = now

    def is_moving(self, part: Rectangle, now: float) -> bool:
        """Tell whether every cell of `part` was sent with loss a moment ago."""
        return all(
            now - self._blurred.get(cell, float("-inf")) < _MOVES_S for cell in self._cells(part)
        )

    def rests_in_s(self, now: float) -> float:
        """Return in how many seconds a cell rests; inf when none is blurred."""
        oldest = min(self._blurred.values(), default=float("inf"))
        return max(0.0, oldest + _REST_S - now)

    def take(self, now: float) -> Rectangle | None:
        """Return a cell that rests, which then owes nothing; None when none does."""
        for cell, changed_at in self._blurred.items():
            if changed_at + _REST_S <= now:
                del self._blurred[cell]
                return _place(cell)
        return None

    @staticmethod
    def _cells(part: Rectangle) -> list[tuple[int, int]]:
        return [
            (row, column)
            for row in range(part.top // _CELL_PX, (part.bottom - 1) // _CELL_PX + 1)
            for column in range(part.left // _CELL_PX, (part.right - 1) // _CELL_PX + 1)
        ]


def _place(cell: tuple[int, int]) -> Rectangle:
    row, column = cell
    return Rectangle(column * _CELL_PX, row * _CELL_PX, _CELL_PX, _CELL_PX)


def _covers(part: Rectangle, place: Rectangle) -> bool:
    return part.clipped(place) == place
