"""Rectangles of pixels: clip, align, unite, and cluster what changed. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

_GAP_PX = 4096
"""Pixels that two rectangles may waste when united: one more grab costs about as much."""
_MANY = 64
CLUSTERS_MAX = 8
"""Areas looked at in one turn; more are united."""


class Rectangle(NamedTuple):
    """Physical pixels of the desktop of all monitors, or of a picture."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column beyond."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row beyond."""
        return self.top + self.height

    @property
    def area(self) -> int:
        """Pixels in it."""
        return self.width * self.height

    def clipped(self, to: "Rectangle") -> "Rectangle | None":
        """Return the part that lies in `to`, None if there is none."""
        left, top = max(self.left, to.left), max(self.top, to.top)
        width, height = min(self.right, to.right) - left, min(self.bottom, to.bottom) - top
        return Rectangle(left, top, width, height) if width > 0 and height > 0 else None

    def united(self, other: "Rectangle") -> "Rectangle":
        """Return the smallest rectangle around both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        return Rectangle(left, top, right - left, bottom - top)

    def aligned(self, step: int, within: "Rectangle") -> "Rectangle":
        """Return the smallest rectangle around it whose edges lie on a grid of `within`.

        Args:
            step: Width of the grid, pixels; it begins at the corner of `within`, whose right and
                bottom edges count as lines of it.
        """
        left = within.left + (self.left - within.left) // step * step
        top = within.top + (self.top - within.top) // step * step
        right = within.left - (within.left - self.right) // step * step
        bottom = within.top - (within.top - self.bottom) // step * step
        right, bottom = min(right, within.right), min(bottom, within.bottom)
        return Rectangle(left, top, right - left, bottom - top)


def clustered(parts: Sequence[Rectangle]) -> list[Rectangle]:
    """Return at most `CLUSTERS_MAX` rectangles that cover `parts`, near ones united."""
    left = _thinned(parts)
    while True:
        best: tuple[int, int, int] | None = None
        for first in range(len(left)):
            for second in range(first + 1, len(left)):
                waste = left[first].united(left[second]).area
                waste -= left[first].area + left[second].area
                if best is None or waste < best[0]:
                    best = (waste, first, second)
        if best is None or (best[0] > _GAP_PX and len(left) <= CLUSTERS_MAX):
            return left
        _, first, second = best
        left[first] = left[first].united(left.pop(second))


def bounded(parts: list[Rectangle]) -> list[Rectangle]:
    """Return `parts`, united where they are so many that a slow viewer would gather without end."""
    return _thinned(parts) if len(parts) > _MANY else parts


def _thinned(parts: Sequence[Rectangle]) -> list[Rectangle]:
    """Unite neighbours in reading order until few enough are left to compare each with each."""
    left = list(dict.fromkeys(parts))
    if len(left) <= _MANY:
        return left
    left.sort(key=lambda part: (part.top, part.left))
    size = -(-len(left) // (_MANY // 4))
    groups = [left[start : start + size] for start in range(0, len(left), size)]
    thinned = []
    for group in groups:
        whole = group[0]
        for part in group[1:]:
            whole = whole.united(part)
        thinned.append(whole)
    return thinned
