"""What each happening makes of a view's status, and until when it may last. Pure. Lane: io."""

import dataclasses

from protocol.errors import RemoteProtocolError
from protocol.messages import FrameSent, ViewOpened
from protocol.vocabulary import NoPictureReason, Refusal, ViewEnd, ViewReason, ViewRefusal
from teacher_console.view.view_status import FINAL, ViewState, ViewStatus

_OPEN = frozenset({ViewState.LIVE, ViewState.WITHHELD, ViewState.QUIET})


class Standing:
    """One view from its opening to its end, over as many connections as it takes.

    Time is granted by the teacher: a connection that was lost and opened anew adds none. Times are
    seconds of one monotonic clock, passed in.
    """

    def __init__(self, reason: ViewReason) -> None:
        self.status = ViewStatus(ViewState.OPENING, reason)
        self._is_granted = True

    @property
    def is_open(self) -> bool:
        """There is a picture, or a reason for none."""
        return self.status.state in _OPEN

    @property
    def is_final(self) -> bool:
        """Nothing will come any more."""
        return self.status.state in FINAL

    @property
    def was_open(self) -> bool:
        """The device opened it at least once."""
        return self.status.ends_at_s is not None

    def time_is_up(self, now: float) -> bool:
        """Tell whether the time that was granted is over."""
        return self.status.ends_at_s is not None and now >= self.status.ends_at_s

    def grant(self) -> None:
        """The teacher asked for more time: the next answer may set a later end."""
        self._is_granted = True

    def opened(self, message: ViewOpened, now: float) -> float:
        """The device opened the view, or answered a renewal; return how long it may last.

        Raises:
            RemoteProtocolError: It shows a monitor that it does not have.
        """
        _check_monitor(message.monitor, message.monitors)
        ends_at_s = now + message.lasts_s
        if self.status.ends_at_s is not None and not self._is_granted:
            ends_at_s = min(ends_at_s, self.status.ends_at_s)
        self._is_granted = False
        self.status = dataclasses.replace(
            self.status,
            state=self.status.state if self.is_open else ViewState.OPENING,
            ends_at_s=ends_at_s,
            monitors=message.monitors,
            monitor=message.monitor,
        )
        return ends_at_s - now

    def frame_came(self, frame: FrameSent) -> None:
        """A frame is about to be shown.

        Raises:
            RemoteProtocolError: It is of a monitor that is not there.
        """
        _check_monitor(frame.monitor, frame.monitors)
        self._move(ViewState.LIVE)
        self.status = dataclasses.replace(
            self.status, monitors=frame.monitors, monitor=frame.monitor, origin=frame.origin
        )

    def withheld(self, reason: NoPictureReason) -> None:
        """There is no picture, and why."""
        self._move(ViewState.WITHHELD)
        self.status = dataclasses.replace(self.status, withheld=reason)

    def alive(self, *, is_current: bool) -> None:
        """The device spoke, and says whether what it sent last still is what the screen shows."""
        if self.status.state in {ViewState.LIVE, ViewState.QUIET}:
            self._move(ViewState.LIVE if is_current else ViewState.QUIET)

    def silent(self) -> None:
        """Nothing was heard for 3 s."""
        if self.status.state is ViewState.LIVE:
            self._move(ViewState.QUIET)

    def lost(self) -> None:
        """Nothing was heard for 5 s."""
        self._move(ViewState.LOST)

    def left(self) -> None:
        """The device said goodbye."""
        self._move(ViewState.LEFT)

    def broke(self) -> None:
        """The device broke the protocol."""
        self._move(ViewState.BROKEN)

    def ended(self, end: ViewEnd) -> None:
        """The view is over."""
        self._move(ViewState.ENDED)
        self.status = dataclasses.replace(self.status, end=end)

    def refused(self, refusal: ViewRefusal | Refusal) -> None:
        """The device opens no view."""
        self._move(ViewState.REFUSED)
        self.status = dataclasses.replace(self.status, refusal=refusal)

    def _move(self, state: ViewState) -> None:
        if not self.is_final:
            self.status = dataclasses.replace(self.status, state=state, withheld=None)


def _check_monitor(monitor: int, monitors: int) -> None:
    if monitor >= monitors:
        raise RemoteProtocolError("a monitor that is not there")
