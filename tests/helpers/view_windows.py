"""The windows of full views as the io thread sees them, with a log."""

from collections.abc import Callable

from protocol.identifiers import TransportKey
from protocol.messages import FrameSent
from teacher_console.view.view_status import ViewStatus


class Windows:
    """ViewEvents; shows each frame at once while `shows` says so, and never when it is None."""

    def __init__(self) -> None:
        self.told: list[ViewStatus] = []
        self.frames: list[FrameSent] = []
        self.answers: list[Callable[[bool], None]] = []
        self.shows: bool | None = True

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        del key
        self.told.append(status)

    def frame_arrived(
        self, key: TransportKey, frame: FrameSent, shown: Callable[[bool], None]
    ) -> None:
        del key
        self.frames.append(frame)
        if self.shows is None:
            self.answers.append(shown)
        else:
            shown(self.shows)
