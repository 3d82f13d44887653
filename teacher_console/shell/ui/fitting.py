"""How large a window opens: as wished, and never larger than its screen. Lane: gui."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_SHARE = 0.94
"""Of the screen: the rest is for the title bar, which is no part of a window's size."""


def open_at(window: QWidget, wished: QSize) -> None:
    """Give `window` the size it opens with."""
    window.resize(wished.boundedTo(window.screen().availableSize() * _SHARE))
