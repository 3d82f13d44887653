"""The door from the writer's thread into the inbox: queued signals. Lane: gui."""

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from teacher_console.concerns.casework import Casework
from teacher_console.concerns.thread import Case

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Desk(Protocol):
    """`teacher_console.concerns.desk.CaseDesk` as a window sees it."""

    def ask(
        self,
        call: Callable[[Casework], T],
        done: Callable[[T], object],
        failed: Callable[[str], object],
    ) -> None:
        """Make `call` on the writer thread, then `done` or `failed` there."""


class CaseBridge(QObject):
    """`DeskEvents` for the writer, signals for the window.

    Both signals are emitted on the GUI thread.

    Signals:
        changed: The list of `Case`, and how many envelopes were kept aside.
        told: A sentence about something that is wrong.
    """

    changed = Signal(object, int)
    told = Signal(str)
    _came_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        call: Callable[[Casework], T],
        done: Callable[[T], object],
        failed: Callable[[str], object],
    ) -> None:
        """Make `call` on the writer thread, then `done` or `failed` on this one."""
        if self.desk is not None:
            self.desk.ask(
                call,
                lambda result: self._came_back.emit(lambda: done(result)),
                lambda sentence: self._came_back.emit(lambda: failed(sentence)),
            )

    # DeskEvents, for the writer

    def cases_changed(self, cases: list[Case], aside: int) -> None:
        """The list is different."""
        self._came_back.emit(lambda: self.changed.emit(cases, aside))

    def problem(self, sentence: str) -> None:
        """Something is wrong."""
        self._came_back.emit(lambda: self.told.emit(sentence))

    def _deliver(self, call: Callable[[], object]) -> None:
        call()
