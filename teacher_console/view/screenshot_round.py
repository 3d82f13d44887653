"""Screenshots of several pupils: a view of each, its first picture, and it is closed. Pure.

Lane: gui. A few at a time, so that no pupil is looked at longer than the picture takes.
"""

import dataclasses
import enum
from collections.abc import Callable, Sequence

from protocol.identifiers import TransportKey
from teacher_console.view.view_status import FINAL, ViewStatus

PATIENCE_S = 10.0
"""How long a pupil's picture may take before the next one's turn."""


class Stage(enum.Enum):
    """How far one pupil's screenshot is."""

    WAITING = "waiting"
    OPENING = "opening"
    WRITING = "writing"
    KEPT = "kept"
    FAILED = "failed"


@dataclasses.dataclass(slots=True)
class Take:
    """One pupil's screenshot.

    Attributes:
        status: How the view stood last; says why there is no picture.
        problem: One sentence, when the picture could not be written.
    """

    key: TransportKey
    stage: Stage = Stage.WAITING
    status: ViewStatus | None = None
    problem: str = ""
    since_s: float = 0.0


class ScreenshotRound:
    """Goes through the pupils once.

    Args:
        room: Returns how many views may be open at once for this; 0 while there is no room.
        open_view: Opens a view; its news come to `view_changed` and `picture_there`.
        write: Keeps the picture that is there; its outcome comes to `kept` or `not_kept`.
    """

    def __init__(
        self,
        keys: Sequence[TransportKey],
        *,
        room: Callable[[], int],
        open_view: Callable[[TransportKey], None],
        close_view: Callable[[TransportKey], None],
        write: Callable[[TransportKey], None],
    ) -> None:
        self.takes = {key: Take(key) for key in keys}
        self._room = room
        self._open_view = open_view
        self._close_view = close_view
        self._write = write

    @property
    def is_over(self) -> bool:
        """Every pupil has an outcome."""
        return all(take.stage in {Stage.KEPT, Stage.FAILED} for take in self.takes.values())

    def count(self, stage: Stage) -> int:
        """Return how many are at `stage`."""
        return sum(take.stage is stage for take in self.takes.values())

    def advance(self, now: float) -> None:
        """Let time pass: give up on who is late, begin with who waits."""
        for take in self.takes.values():
            if take.stage is Stage.OPENING and now - take.since_s >= PATIENCE_S:
                self._fail(take)
        for take in self.takes.values():
            if take.stage is Stage.WAITING and self.count(Stage.OPENING) < self._room():
                take.stage, take.since_s = Stage.OPENING, now
                self._open_view(take.key)

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        """A view that was opened for this stands differently."""
        take = self.takes.get(key)
        if take is not None and take.stage is Stage.OPENING:
            take.status = status
            if status.state in FINAL:
                self._fail(take)

    def picture_there(self, key: TransportKey) -> None:
        """The first whole picture is there."""
        take = self.takes.get(key)
        if take is not None and take.stage is Stage.OPENING:
            take.stage = Stage.WRITING
            self._write(key)
            self._close_view(key)

    def kept(self, key: TransportKey) -> None:
        """The picture is on the disk."""
        self.takes[key].stage = Stage.KEPT

    def not_kept(self, key: TransportKey, problem: str) -> None:
        """The picture could not be written."""
        self.takes[key].stage = Stage.FAILED
        self.takes[key].problem = problem

    def stop(self) -> None:
        """Close what is open and begin with nobody else."""
        for take in self.takes.values():
            if take.stage in {Stage.WAITING, Stage.OPENING}:
                self._fail(take)

    def _fail(self, take: Take) -> None:
        was_opening = take.stage is Stage.OPENING
        take.stage = Stage.FAILED
        if was_opening:
            self._close_view(take.key)
