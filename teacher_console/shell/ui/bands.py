"""An area in bands that Qt paints on the thread that asks. Pure."""

from collections.abc import Iterator

from PySide6.QtCore import QRect

_BAND_PX = 90
"""Qt hands what is higher to a pool of threads, whose waking costs more than it saves."""


def bands(area: QRect) -> Iterator[QRect]:
    """Yield `area` from top to bottom, in parts that no other thread is woken for."""
    for top in range(0, area.height(), _BAND_PX):
        height = min(_BAND_PX, area.height() - top)
        yield QRect(area.left(), area.top() + top, area.width(), height)
