"""The console's end of one full view: dial, greet, ask, take frames, say when they were shown.

Lane: io. A connection of its own, so that nothing else waits behind frames. A peer that fell silent
for 5 s is lost for good on this session; the view is dialled and asked for anew while its lesson is
open and its time lasts.
"""

import logging
from collections.abc import Callable
from typing import Protocol, assert_never

from protocol import codec
from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import TransportKey, fingerprint
from protocol.lesson_link import LESSON_LINK
from protocol.limits import CONSOLE_ALIVE_INTERVAL_S, PROTOCOL_VERSION
from protocol.messages import (
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndView,
    FrameSent,
    FrameShown,
    FrameWithheld,
    FromDevice,
    Hello,
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
    ToDevice,
    ViewEnded,
    ViewOpened,
    ViewRefused,
    VisitForgotten,
    Welcomed,
)
from protocol.session import Session, SessionState, Side
from protocol.sign_of_life import Presence, SignOfLife
from protocol.transport.ports import Dialler, Line, Loop, Timer
from protocol.vocabulary import Purpose, ViewEnd, ViewReason, ViewRefusal
from teacher_console.view.frame_order import FrameOrder
from teacher_console.view.standing import Standing
from teacher_console.view.view_status import ViewStatus

logger = logging.getLogger(__name__)

WELCOME_PATIENCE_S = 4.0
"""How long a dialled address may take to welcome us before it is dialled again."""
_AGAIN_S = 1.0
"""Before a view that was lost is asked for again, and before a frame is asked for anew: a device
that sends what cannot be shown costs one frame a second."""
_EARLY_S = 0.6
"""How much too early a sign of life may go when it saves a packet of its own."""


class ViewOwner(Protocol):
    """What a view needs of the class it belongs to, and tells it. Io thread."""

    def address_of(self, key: TransportKey) -> str:
        """Return where the device is now, `host:port`; empty when that is not known."""

    def lesson_id_for(self, key: TransportKey) -> str | None:
        """Return the open lesson this device is in."""

    def roster_version(self) -> int:
        """Return the version of the newest roster this console holds."""

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        """The view stands differently."""

    def frame_came(
        self, key: TransportKey, frame: FrameSent, shown: Callable[[bool], None]
    ) -> None:
        """Show this frame, then call `shown` on the io thread."""


class ViewLink:
    """One view, from `open` until its state is final or it is closed.

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
        self._dialler = dialler
        self._owner = owner
        self._lesson_id = lesson_id
        self._reason = reason
        self._monitor = monitor
        self._standing = Standing(reason)
        self._told: ViewStatus | None = None
        self._line: Line | None = None
        self._timer: Timer | None = None
        self._again: Timer | None = None
        self._is_opened = False
        self._session = Session(Side.DIALLER, LESSON_LINK)
        self._life = SignOfLife(loop.now(), speak_every_s=CONSOLE_ALIVE_INTERVAL_S)
        self._order = FrameOrder()

    @property
    def is_final(self) -> bool:
        """Nothing will come any more."""
        return self._standing.is_final

    def open(self) -> None:
        """Dial and ask; call once."""
        self._tell()
        self._dial()

    def choose_monitor(self, monitor: int) -> None:
        """Show another monitor, from 0; harmless before the view is open."""
        if self._is_opened and monitor < self._standing.status.monitors:
            self._monitor = monitor
            self._send(ChooseMonitor(monitor=monitor))

    def renew(self) -> None:
        """Ask for another five minutes; harmless before the view is open."""
        if self._is_opened:
            self._standing.grant()
            self._send(RenewView())

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
        if self._session.state is SessionState.OPEN:
            if self._is_opened:
                self._send(EndView())
            self._send(ConsoleLeft())
        self._hang_up()

    def _end(self, end: ViewEnd) -> None:
        self.close()
        self._standing.ended(end)
        self._tell()

    def _dial(self) -> None:
        self._timer = None
        if not self.follow_lesson():
            return
        address = self._owner.address_of(self.key)
        self._timer = self._loop.call_later(WELCOME_PATIENCE_S, self._not_welcomed)
        if not address:
            return
        try:
            self._line = self._dialler.dial(self.key, address, self._on_data)
        except InputError as exc:
            logger.warning("an address was not dialled: %s", exc)
            return
        self._life = SignOfLife(self._loop.now(), speak_every_s=CONSOLE_ALIVE_INTERVAL_S)
        version = self._owner.roster_version()
        self._send(
            Hello(protocol_version=PROTOCOL_VERSION, roster_version=version, purpose=Purpose.VIEW)
        )

    def _not_welcomed(self) -> None:
        self._hang_up()
        self._dial()

    def _hang_up(self) -> None:
        for timer in (self._timer, self._again):
            if timer is not None:
                timer.cancel()
        self._timer = self._again = None
        if self._line is not None:
            self._line.close()
            self._line = None
        self._session = Session(Side.DIALLER, LESSON_LINK)
        self._order = FrameOrder()
        self._is_opened = False

    def _on_data(self, data: bytes) -> None:
        if self._session.state is SessionState.OPEN:
            self._life.advance(self._loop.now())
            if self._life.presence is Presence.LOST:  # this computer slept: what waited is old
                self._redial()
                return
        try:
            message = codec.decode_from_device(data)
            self._session.received(message)
            self._life.heard(self._loop.now())
            self._take(message)
        except RemoteProtocolError as exc:
            logger.warning("device %s broke the protocol: %s", fingerprint(self.key), exc)
            self._hang_up()
            self._standing.broke()
        self._tell()

    def _take(self, message: FromDevice) -> None:
        match message:
            case Welcomed():
                self._welcomed(message)
            case DeviceAlive():
                self._standing.alive(is_current=message.picture_is_current)
                self._speak(early_s=_EARLY_S)  # on the back of the acknowledgement
            case DeviceLeft():
                self._hang_up()
                self._standing.left()
            case VisitForgotten():
                self._redial()
            case ViewOpened():
                self._is_opened = True
                self._standing.opened(message, self._loop.now())
            case ViewRefused():
                self._refused(message.reason)
            case ViewEnded():
                self._hang_up()
                self._standing.ended(message.reason)
            case FrameSent():
                self._frame(message)
            case FrameWithheld():
                self._check_opened()
                self._order.withheld(message)
                self._standing.withheld(message.reason)
                self._shown(message.number)
            case RequestRefused():
                self._hang_up()
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

    def _welcomed(self, message: Welcomed) -> None:
        if message.protocol_version != PROTOCOL_VERSION:
            raise RemoteProtocolError("another protocol version")
        if self._timer is not None:
            self._timer.cancel()
        self._ask()
        self._watch_life()

    def _ask(self) -> None:
        self._again = None
        if self.follow_lesson():
            self._send(
                OpenView(lesson_id=self._lesson_id, reason=self._reason, monitor=self._monitor)
            )

    def _refused(self, refusal: ViewRefusal) -> None:
        if refusal is ViewRefusal.NO_LESSON and self._standing.was_open and not self._is_opened:
            # After a cut, the connection that carries the lesson may come back later than this one.
            self._again = self._loop.call_later(_AGAIN_S, self._ask)
        else:
            self._hang_up()
            self._standing.refused(refusal)

    def _check_opened(self) -> None:
        if not self._is_opened:
            raise RemoteProtocolError("a frame before the view was opened")

    def _frame(self, frame: FrameSent) -> None:
        self._check_opened()
        if not self._order.frame(frame):
            self._ask_whole_soon()
            return
        self._standing.frame_came(frame)
        self._tell()
        order = self._order

        def shown(is_shown: bool) -> None:  # noqa: FBT001
            if self._order is not order:  # another session began meanwhile
                return
            if is_shown:
                self._shown(frame.number)
            else:
                order.failed()
                self._ask_whole_soon()

        self._owner.frame_came(self.key, frame, shown)

    def _shown(self, number: int) -> None:
        if self._order.shown(number):
            self._send(FrameShown(number=number, is_anew=False))

    def _ask_whole_soon(self) -> None:
        if self._again is None:
            self._again = self._loop.call_later(_AGAIN_S, self._ask_whole)

    def _ask_whole(self) -> None:
        self._again = None
        if self._order.is_anew and self._order.shown(self._order.newest):
            self._send(FrameShown(number=self._order.newest, is_anew=True))

    def _watch_life(self) -> None:
        if self._session.state is not SessionState.OPEN or not self.follow_lesson():
            return
        now = self._loop.now()
        if self._life.advance(now):
            if self._life.presence is Presence.LOST:
                self._redial()
                return
            self._standing.silent()
            self._tell()
        self._speak()
        ends_at_s = self._standing.status.ends_at_s or float("inf")
        wait_s = min(self._life.next_deadline(), ends_at_s) - now
        self._timer = self._loop.call_later(max(0.01, wait_s), self._watch_life)

    def _redial(self) -> None:
        self._hang_up()
        self._standing.lost()
        self._tell()
        self._dial()

    def _speak(self, early_s: float = 0.0) -> None:
        now = self._loop.now()
        if self._life.must_speak(now + early_s):
            self._life.spoke(now)
            self._send(ConsoleAlive())

    def _send(self, message: ToDevice) -> None:
        if self._line is not None:
            self._session.sent(message)
            self._line.send(codec.encode(message))

    def _tell(self) -> None:
        if self._standing.status != self._told:
            self._told = self._standing.status
            self._owner.view_changed(self.key, self._told)
