"""The console's end of one full view: ask for it, pass its frames on, end it in time.

Lane: io. A connection of its own, so that nothing else waits behind frames. A peer that fell silent
for 5 s is lost for good on this session; the view is dialled and asked for anew while its lesson is
open and its time lasts.
"""

from collections.abc import Callable
from typing import assert_never

from protocol.errors import RemoteProtocolError
from protocol.identifiers import TransportKey
from protocol.messages import (
    ChooseMonitor,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndView,
    FrameSent,
    FrameWithheld,
    FromDevice,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OpenView,
    PictureSent,
    PictureWithheld,
    RenewView,
    RequestRefused,
    RosterOffered,
    RosterTaken,
    ViewEnded,
    ViewOpened,
    ViewRefused,
    VisitForgotten,
    Welcomed,
)
from protocol.transport.ports import Dialler, Loop, Timer
from protocol.vocabulary import Purpose, ViewEnd, ViewReason, ViewRefusal
from teacher_console.classroom.greeted_link import GreetedLink
from teacher_console.view.frame_flow import FrameFlow
from teacher_console.view.ports import ViewOwner
from teacher_console.view.standing import Standing
from teacher_console.view.view_status import ViewStatus

_ASK_AGAIN_S = 1.0
"""Before a view is asked for again whose connection came back before that of its lesson."""


class ViewLink:
    """One view, from `open` until its state is final or it is closed; its link's `Conversation`.

    Args:
        lesson_id: The lesson it belongs to; the view ends with it.
        monitor: From 0; None is the one worked on.
    """

    def __init__(
        self,
        key: TransportKey,
        *,
        loop: Loop,
        dialler: Dialler,
        owner: ViewOwner,
        lesson_id: str,
        reason: ViewReason,
        monitor: int | None,
    ) -> None:
        self.key = key
        self._loop = loop
        self._owner = owner
        self._lesson_id = lesson_id
        self._reason = reason
        self._monitor = monitor
        self._standing = Standing(reason)
        self._told: ViewStatus | None = None
        self._timer: Timer | None = None
        self._frames: FrameFlow | None = None
        self._link = GreetedLink(
            key, loop=loop, dialler=dialler, purpose=Purpose.VIEW, conversation=self
        )

    @property
    def is_final(self) -> bool:
        """Nothing will come any more."""
        return self._standing.is_final

    def open(self) -> None:
        """Dial and ask; call once."""
        self._tell()
        self.dial_now()

    def choose_monitor(self, monitor: int) -> None:
        """Show another monitor, from 0; harmless before the view is open."""
        if self._frames is not None and monitor < self._standing.status.monitors:
            self._monitor = monitor
            self._link.send(ChooseMonitor(monitor=monitor))

    def renew(self) -> None:
        """Ask for another five minutes; harmless before the view is open."""
        if self._frames is not None:
            self._standing.grant()
            self._link.send(RenewView())

    def follow_lesson(self) -> bool:
        """End the view when its lesson is over, or its time; tell whether it goes on."""
        if self._standing.is_final:
            return False
        if self._owner.lesson_id_for(self.key) != self._lesson_id:
            self._end(ViewEnd.LESSON)
        elif self._standing.time_is_up(self._loop.now()):
            self._end(ViewEnd.TIME)
        return not self._standing.is_final

    def close(self) -> None:
        """End the view and hang up; nothing is told of it any more."""
        if self._frames is not None:
            self._link.send(EndView())
        self._link.leave()

    # Conversation

    def dial_now(self) -> None:
        """Dial the device where it is now, or wait until that is known."""
        if not self.follow_lesson():
            return
        address = self._owner.address_of(self.key)
        if address:
            self._link.dial(address, roster_version=self._owner.roster_version())
        else:
            self._link.dial_later()

    def hung_up(self) -> None:
        """Begin from nothing on the next connection."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._frames is not None:
            self._frames.end()
            self._frames = None

    def fell_quiet(self) -> None:
        """Grey the picture."""
        self._standing.silent()
        self._tell()

    def was_lost(self) -> None:
        """Take the picture down."""
        self._standing.lost()
        self._tell()

    def was_broken(self) -> None:
        """End the view: who lies once is not asked again."""
        self._standing.broke()
        self._tell()

    def take(self, message: FromDevice) -> None:
        """Do what a message asks for.

        Raises:
            RemoteProtocolError: It comes out of turn, or has no place in a view.
        """
        if self.follow_lesson():
            self._answer(message)
        self._tell()

    def _answer(self, message: FromDevice) -> None:
        match message:
            case Welcomed():
                self._ask()
            case DeviceAlive():
                self._standing.alive(is_current=message.picture_is_current)
            case DeviceLeft():
                self._link.hang_up()
                self._standing.left()
            case VisitForgotten():
                self._link.hang_up()
                self.was_lost()
                self.dial_now()
            case ViewOpened():
                lasts_s = self._standing.opened(message, self._loop.now())
                self._frames = self._frames or FrameFlow(loop=self._loop, send=self._link.send)
                self._later(lasts_s, lambda: self._end(ViewEnd.TIME))
            case ViewRefused():
                self._refused(message.reason)
            case ViewEnded():
                self._link.hang_up()
                self._standing.ended(message.reason)
            case FrameSent() | FrameWithheld():
                self._frame(message)
            case RequestRefused():
                self._link.hang_up()
                self._standing.refused(message.reason)
            case (
                RosterOffered()
                | RosterTaken()
                | DeviceDescribed()
                | LessonOpened()
                | LessonRefused()
                | LessonEnded()
                | PictureSent()
                | PictureWithheld()
            ):
                raise RemoteProtocolError("a message that has no place in a view")
            case _:
                assert_never(message)

    def _ask(self) -> None:
        if self.follow_lesson():
            self._link.send(
                OpenView(lesson_id=self._lesson_id, reason=self._reason, monitor=self._monitor)
            )

    def _refused(self, refusal: ViewRefusal) -> None:
        if refusal is ViewRefusal.NO_LESSON and self._standing.was_open and self._frames is None:
            self._later(_ASK_AGAIN_S, self._ask)
        else:
            self._link.hang_up()
            self._standing.refused(refusal)

    def _frame(self, message: FrameSent | FrameWithheld) -> None:
        frames = self._frames
        if frames is None:
            raise RemoteProtocolError("a frame before the view was opened")
        if isinstance(message, FrameWithheld):
            frames.withheld(message)
            self._standing.withheld(message.reason)
        elif frames.take(message):
            self._standing.frame_came(message)
            self._tell()
            self._owner.frame_came(
                self.key, message, lambda is_shown: frames.shown(message.number, is_shown=is_shown)
            )

    def _later(self, delay_s: float, call: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(delay_s, call)

    def _end(self, end: ViewEnd) -> None:
        self.close()
        self._standing.ended(end)
        self._tell()

    def _tell(self) -> None:
        if self._standing.status != self._told:
            self._told = self._standing.status
            self._owner.view_changed(self.key, self._told)
