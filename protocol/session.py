"""The session between one console and one device, without sockets.

Rule 1: all that decides which message may cross in which state stands in `TRANSITIONS`.
Rule 2: `Session` does not know which side it is; it is told at construction.
"""

import enum

from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.messages import (
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    DescribeDevice,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndLesson,
    EndView,
    FrameSent,
    FrameShown,
    FrameWithheld,
    Hello,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OfferRoster,
    OpenLesson,
    OpenView,
    PictureSent,
    PictureWithheld,
    RenewView,
    RequestPicture,
    RequestRefused,
    RequestRoster,
    RosterOffered,
    RosterTaken,
    ViewEnded,
    ViewOpened,
    ViewRefused,
    VisitForgotten,
    Welcomed,
)
from protocol.messages.message import Message


class Side(enum.Enum):
    """Which end of the link we are."""

    CONSOLE = "console"
    DEVICE = "device"


class SessionState(enum.Enum):
    """How far the session has come; both ends walk the same states."""

    NEW = "new"
    GREETED = "greeted"
    """The console has said hello and is not welcomed yet."""
    OPEN = "open"
    CLOSED = "closed"


TRANSITIONS: dict[SessionState, dict[type[Message], SessionState]] = {
    SessionState.NEW: {Hello: SessionState.GREETED},
    SessionState.GREETED: {
        Welcomed: SessionState.OPEN,
        RequestRefused: SessionState.CLOSED,
        ConsoleAlive: SessionState.GREETED,
        ConsoleLeft: SessionState.CLOSED,
        DeviceLeft: SessionState.CLOSED,
        VisitForgotten: SessionState.CLOSED,
    },
    SessionState.OPEN: {
        **dict.fromkeys(
            (
                ConsoleAlive,
                DeviceAlive,
                OfferRoster,
                RosterTaken,
                RequestRoster,
                RosterOffered,
                RequestRefused,
                DescribeDevice,
                DeviceDescribed,
                OpenLesson,
                LessonOpened,
                LessonRefused,
                EndLesson,
                LessonEnded,
                RequestPicture,
                PictureSent,
                PictureWithheld,
                OpenView,
                ViewOpened,
                ViewRefused,
                ChooseMonitor,
                RenewView,
                EndView,
                ViewEnded,
                FrameSent,
                FrameWithheld,
                FrameShown,
            ),
            SessionState.OPEN,
        ),
        ConsoleLeft: SessionState.CLOSED,
        DeviceLeft: SessionState.CLOSED,
        VisitForgotten: SessionState.CLOSED,
    },
    SessionState.CLOSED: {},
}
"""state -> message that may cross in it (either way) -> state after it."""

_FROM_CONSOLE = frozenset(
    {
        Hello,
        ConsoleAlive,
        ConsoleLeft,
        OfferRoster,
        RequestRoster,
        DescribeDevice,
        OpenLesson,
        EndLesson,
        RequestPicture,
        OpenView,
        ChooseMonitor,
        RenewView,
        EndView,
        FrameShown,
    }
)


class Session:
    """What may be sent and received now. Pure: no clock, no socket. Lane: io."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self.state = SessionState.NEW

    def sent(self, message: Message) -> None:
        """Note that we send `message`.

        Raises:
            LocalProtocolError: The state does not allow it: our bug.
        """
        if (type(message) in _FROM_CONSOLE) is not (self._side is Side.CONSOLE):
            raise LocalProtocolError(f"{_name(message)} is not ours to send")
        after = TRANSITIONS[self.state].get(type(message))
        if after is None:
            raise LocalProtocolError(f"{_name(message)} may not be sent when {self.state.value}")
        self.state = after

    def received(self, message: Message) -> None:
        """Note that the peer sent `message`.

        Raises:
            RemoteProtocolError: The state does not allow it; the state stays as it was.
        """
        if (type(message) in _FROM_CONSOLE) is (self._side is Side.CONSOLE):
            raise RemoteProtocolError(f"{_name(message)} is not the peer's to send")
        after = TRANSITIONS[self.state].get(type(message))
        if after is None:
            raise RemoteProtocolError(f"{_name(message)} may not come when {self.state.value}")
        self.state = after


def _name(message: Message) -> str:
    return type(message).__name__
