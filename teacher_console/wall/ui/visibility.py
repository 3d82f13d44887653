"""Tells which tiles somebody sees, so that devices are asked for no other pictures. Lane: gui."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView

from protocol.identifiers import TransportKey
from teacher_console.wall.ui.tile_model import TileModel

_SETTLE_MS = 80
"""After scrolling or sizing, before devices are asked for other pictures."""
_FIRST_MS = 10
"""Where no tile was seen before there is nothing to settle, and somebody waits for the first."""

Seen = tuple[frozenset[TransportKey], int]
"""Keys of the tiles that are, at least in part, in view, and the picture width that serves."""


class Visibility(QObject):
    """Watches one view; says what is seen when that has changed and settled.

    Args:
        look: Returns what is seen now.

    Signals:
        changed: The two values of `Seen`.
    """

    changed = Signal(object, int)

    def __init__(self, view: QAbstractItemView, tiles: TileModel, look: Callable[[], Seen]) -> None:
        super().__init__(view)
        self._view = view
        self._look = look
        self._told: Seen | None = None
        self._settle = QTimer(self)
        self._settle.setObjectName("visible tiles settle")
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._tell)
        view.verticalScrollBar().valueChanged.connect(self.look_soon)
        for signal in (tiles.rowsInserted, tiles.rowsRemoved, tiles.layoutChanged):
            signal.connect(self.look_soon)

    def look_soon(self) -> None:
        """Something moved."""
        if self._view.isVisible() and not self._settle.isActive():
            saw_any = self._told is not None and bool(self._told[0])
            self._settle.start(_SETTLE_MS if saw_any else _FIRST_MS)

    def tell_again(self) -> None:
        """Say what is seen, whether it is news or not."""
        self._told = None
        self._tell()

    def nothing(self) -> None:
        """The view is hidden."""
        self._settle.stop()
        self._told = (frozenset(), 0)
        self.changed.emit(*self._told)

    def _tell(self) -> None:
        now = self._look()
        if now != self._told:
            self._told = now
            self.changed.emit(*now)
