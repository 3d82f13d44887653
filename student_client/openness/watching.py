"""Everybody who watches now: told to the pupil and written into the history. Lane: io.

The order is the guarantee: who watches is in the history before the pupil's windows are told, and
those are told before anything may be asked for.
"""

import dataclasses
from collections.abc import Callable
from typing import Protocol

from protocol.vocabulary import Role, ViewReason
from student_client.openness.watcher import Watcher


class History(Protocol):
    """Keeps who watched, for the pupil to read."""

    def began(self, who: str, role: str, lesson: str, reason: ViewReason | None) -> str:
        """Note that a watch begins; return its id."""

    def ended(self, watch_id: str, pictures: int) -> None:
        """Note that it ended, and how many pictures were sent."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Seat:
    watcher: Watcher
    watch_id: str


class Watching:
    """Who watches through which visit.

    Args:
        on_watchers: Gets everybody who may see the screen now, whenever that changes.
    """

    def __init__(
        self, *, history: History, on_watchers: Callable[[tuple[Watcher, ...]], None]
    ) -> None:
        self._history = history
        self._on_watchers = on_watchers
        self._seats: dict[bytes, _Seat] = {}

    def began(self, visit: bytes, watcher: Watcher, role: Role) -> None:
        """Note that `watcher` watches through `visit`."""
        watch_id = self._history.began(watcher.name, role.value, watcher.lesson, watcher.reason)
        self._seats[visit] = _Seat(watcher, watch_id)
        self._tell()

    def ended(self, visit: bytes, pictures: int) -> None:
        """Note that nobody watches through `visit` any more; harmless when nobody did."""
        seat = self._seats.pop(visit, None)
        if seat is not None:
            self._history.ended(seat.watch_id, pictures)
            self._tell()

    def _tell(self) -> None:
        self._on_watchers(tuple(dict.fromkeys(seat.watcher for seat in self._seats.values())))
