"""What a classroom program must offer to be measured beside another."""

import abc
from types import TracebackType
from typing import Self

from benchmarks.lab import Lab, Process


class Peer(abc.ABC):
    """Programs of one make in a lab, with pupils on the hosts 1 and on; ended with the block.

    Attributes:
        name: As tables call it.
        tile_rows: First row, and first beyond, of the display in which its small pictures lie when
            the console has the size it starts with; None means all.
        pupils: Roots of the process trees of the pupils' programs, once started.
    """

    name: str
    tile_rows: tuple[int, int] | None = None

    def __init__(self, room: Lab, pupils: int) -> None:
        self.room = room
        self.count = pupils
        self.pupils: list[Process] = []
        self._started: list[Process] = []

    @classmethod
    def missing(cls) -> str | None:
        """Return in one sentence what is not installed here, None if all is."""
        return None

    @abc.abstractmethod
    def start_pupils(self, display: str) -> None:
        """Start every pupil's program on `display`, ready to be watched."""

    @abc.abstractmethod
    def start_console(self, display: str) -> Process:
        """Start the console, which shows every pupil small, once a second where it can be set."""

    @abc.abstractmethod
    def start_full_view(self, display: str) -> Process:
        """Start whatever shows the first pupil's screen in full, on the console's host."""

    def end(self, process: Process) -> None:
        """End one program of this peer."""
        self.room.end(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in reversed(self._started):
            self.room.end(process)

    def _keep(self, process: Process) -> Process:
        self._started.append(process)
        return process
