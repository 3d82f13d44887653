"""The devices as a Qt table: one row each, as chosen and in order. Lane: gui.

What is shown and in what order is decided by `wall.order`. News is gathered and applied in one go,
since the devices of a class change together: 300 of them cost one pass, not 300.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import (
    QElapsedTimer,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage

from protocol.identifiers import TransportKey
from protocol.plain_text import plain
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.wall.order import Choice, Sorting, arrange
from teacher_console.wall.ui import words
from teacher_console.wall.ui.pictures import Pictures
from teacher_console.wall.ui.tile_rows import Column, Index, TileRows

_KEEPS_PICTURE = {DeviceState.LIVE, DeviceState.QUIET}
_GATHER_MS = 50
"""Between two passes; the first news after quiet is applied in the same turn of the loop."""
_CLOCK_MS = 1000

SORTING = {
    Column.PUPIL: Sorting.NAME,
    Column.DEVICE: Sorting.DEVICE,
    Column.STATE: Sorting.STATE,
    Column.ROOM: Sorting.ROOM,
    Column.ACTIVITY: Sorting.ACTIVITY,
}


class TileModel(TileRows):
    """One row for each device that is shown.

    Args:
        utc_now: Aware UTC, for ages.

    Signals:
        changed: Devices are new, gone or stand differently; emitted once a pass.
        picture_changed: The row whose picture is another, and where (as `Pictures.ready`). Not
            `dataChanged`: a screen reader would be told of every picture.
    """

    changed = Signal()
    picture_changed = Signal(int, object)

    def __init__(self, utc_now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._utc_now = utc_now
        self.now = utc_now()
        self.pictures = Pictures()
        self.pictures.ready.connect(self._on_picture_ready)
        self._known: dict[TransportKey, DeviceStatus] = {}
        self._dirty: set[TransportKey] = set()
        self._spoken_of: dict[TransportKey, tuple[str, ...]] = {}
        self.choice = Choice()
        self._gather = QTimer(self)
        self._gather.setObjectName("gather news")
        self._gather.setSingleShot(True)
        self._gather.timeout.connect(self._apply)
        self._since_pass = QElapsedTimer()
        self._clock = QTimer(self)
        self._clock.setObjectName("ages")
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tell_ages)

    def upsert(self, status: DeviceStatus) -> None:
        """Take news of a device; its picture goes at once when it is live no more."""
        before = self._known.get(status.key)
        self._known[status.key] = status
        if status.state not in _KEEPS_PICTURE:
            self.pictures.drop(status.key)
        self.pictures.set_old(status.key, status.state is DeviceState.QUIET)
        if before is None or _is_news(before, status):
            self._dirty.add(status.key)
            self._apply_soon()
        else:
            self.replace_row(status)

    def forget(self, key: TransportKey) -> None:
        """Remove a device."""
        if self._known.pop(key, None) is not None:
            self.pictures.drop(key)
            self._spoken_of.pop(key, None)
            self._apply_soon()

    def show_picture(self, key: TransportKey, picture: QImage, dirty: QRect) -> None:
        """Show `picture` if the device is live; one that comes too late is never shown.

        Args:
            dirty: What of it is new, px.
        """
        status = self._known.get(key)
        if status is not None and status.state is DeviceState.LIVE:
            self.pictures.put(key, picture, dirty)

    def choose(self, **changes: object) -> None:
        """Show and sort by these parts of `Choice` from now on."""
        choice = dataclasses.replace(self.choice, **changes)  # type: ignore[arg-type]
        if choice != self.choice:
            self.choice = choice
            self._apply()

    def sort_anew(self) -> None:
        """Apply all news and the order now."""
        self._apply()

    def run_clock(self, is_running: bool) -> None:  # noqa: FBT001  # a slot
        """Let ages grow while somebody looks."""
        if is_running:
            self._clock.start()
        else:
            self._clock.stop()

    def stop(self) -> None:
        """Take no more news: the window closes."""
        for timer in (self._gather, self._clock):
            timer.stop()
        self.pictures.stop()

    def status_of(self, key: TransportKey) -> DeviceStatus | None:
        """Return how a device stands, shown or not."""
        return self._known.get(key)

    def statuses(self) -> list[DeviceStatus]:
        """Return every device as it stands, shown or not."""
        return list(self._known.values())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings of the list."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return words.headings()[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort as a click on a heading asks."""
        sorting = SORTING.get(Column(column))
        if sorting is not None:
            self.choose(sorting=sorting, is_descending=order is Qt.SortOrder.DescendingOrder)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says in `role`; None for roles it has nothing for."""
        if not index.isValid():
            return None
        status = self.status_at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(status, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                if index.column() == Column.PUPIL:
                    return words.spoken(status)
                return self._text(status, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return words.tooltip(status)
            case _:
                return None

    def _text(self, status: DeviceStatus, column: int) -> str:
        match column:
            case Column.PUPIL:
                return words.title(status)
            case Column.DEVICE:
                return words.device(status)
            case Column.STATE:
                return words.state_line(status)
            case Column.ROOM:
                return plain(status.room)
            case Column.ACTIVITY:
                return words.activity(status, self.now)
            case _:
                return words.seen(status, self.now)

    def _on_picture_ready(self, key: TransportKey, part: QRect) -> None:
        row = self.row_of(key)
        if row is not None:
            self.picture_changed.emit(row, part)

    def _apply_soon(self) -> None:
        if not self._gather.isActive():
            passed_ms = self._since_pass.elapsed() if self._since_pass.isValid() else _GATHER_MS
            self._gather.start(max(0, _GATHER_MS - passed_ms))

    def _apply(self) -> None:
        self._gather.stop()
        self._since_pass.start()
        self.now = self._utc_now()
        fresh = self.show_rows(arrange(self._known.values(), self.choice, self.now))
        dirty, self._dirty = self._dirty, set()
        for key in dirty - fresh:
            self._repaint(key)
        self.changed.emit()

    def _repaint(self, key: TransportKey) -> None:
        row = self.row_of(key)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _tell_ages(self) -> None:
        """Repaint the rows whose ages are said differently now; sort anew by activity."""
        self.now = self._utc_now()
        for status in self.shown():
            said = (
                words.age(status, self.now),
                words.activity(status, self.now),
                words.seen(status, self.now),
            )
            if self._spoken_of.get(status.key) != said:
                self._spoken_of[status.key] = said
                self._dirty.add(status.key)
        if self._dirty:
            self._apply_soon()


def _is_news(before: DeviceStatus, after: DeviceStatus) -> bool:
    """Tell whether anything but times differs; those are told by the clock."""
    times = {"picture_at": after.picture_at, "last_seen": after.last_seen}
    return dataclasses.replace(before, **times) != after  # type: ignore[arg-type]
