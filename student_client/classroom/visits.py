"""Every console that visits this device: greeted, checked at each message, and let go. Lane: io."""

import logging
from collections.abc import Callable

from protocol import codec
from protocol.errors import RemoteProtocolError
from protocol.identifiers import TransportKey, fingerprint
from protocol.lesson_link import LESSON_LINK
from protocol.limits import ALIVE_INTERVAL_S, SESSIONS_MAX
from protocol.messages import (
    DeviceAlive,
    DeviceLeft,
    FrameSent,
    FromDevice,
    Hello,
    PictureSent,
    ToDevice,
    VisitForgotten,
)
from protocol.session import Session, SessionState, Side
from protocol.sign_of_life import Presence, SignOfLife
from protocol.transport.ports import Caller, Door, Loop
from protocol.vocabulary import NoPictureReason, Purpose, Refusal
from student_client.classroom.answers import Answers, Myself
from student_client.classroom.attendance import Attendance
from student_client.classroom.full_views import FullViews
from student_client.classroom.membership import Membership
from student_client.classroom.permission import may_ask
from student_client.classroom.visit import Visit
from student_client.openness.watching import Watching
from student_client.screen.sharing import ScreenSharing
from student_client.screen.viewing import ViewSharing
from student_client.screen.wish import Frame, Result

logger = logging.getLogger(__name__)

_TICK_MIN_S, _TICK_MAX_S = 0.05, 1.2


class Visits:
    """Answers consoles. Every message is judged anew, by the key that came with it.

    Args:
        attendance: The lessons opened through these visits.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        membership: Membership,
        attendance: Attendance,
        sharing: ScreenSharing,
        views: ViewSharing,
        watching: Watching,
        myself: Callable[[], Myself],
    ) -> None:
        self._loop = loop
        self._membership = membership
        self._sharing = sharing
        self._views = views
        full_views = FullViews(
            loop=loop,
            attendance=attendance,
            views=views,
            watching=watching,
            screens=lambda: sharing.screens,
        )
        self._answers = Answers(
            now=loop.now,
            reception=self,
            membership=membership,
            attendance=attendance,
            sharing=sharing,
            full_views=full_views,
            views=views,
            myself=myself,
        )
        self._door: Door | None = None
        self._visits: dict[bytes, Visit] = {}
        self._is_ticking = False

    def serve_at(self, door: Door) -> None:
        """Send answers through `door`; must be called before the first message."""
        self._door = door

    def on_data(self, caller: Caller, data: bytes) -> None:
        """Take one message as the transport received it."""
        standing = self._membership.standing_of(caller.key)
        if standing is None:
            problem = self._membership.problem_with(caller.key)
            self.drop(caller.route, f"its key is {problem}")
            return
        try:
            message = codec.decode_to_device(data)
            visit = self._visit_of(caller, message)
            if visit is None:
                return
            visit.session.received(message)
            visit.life.heard(self._loop.now())
            if may_ask(standing, message):
                self._answers.answer(visit, message)
            else:
                logger.warning("refused %s to a %s", type(message).__name__, standing.value)
                self._answers.refuse(visit, message, Refusal.ROLE)
        except RemoteProtocolError as exc:
            logger.warning("dropped key %s: %s", fingerprint(caller.key), exc)
            self.drop(caller.route, "it broke the protocol")

    def captured(self, route: bytes, result: Result) -> None:
        """Pass on what the capture thread found for a visit. Posted to the io thread by it."""
        if self._views.has_view(route):
            if isinstance(result, Frame | NoPictureReason):
                self._views.captured(route, result)
        elif not isinstance(result, Frame):
            self._sharing.captured(route, result)

    def leave(self) -> None:
        """Say goodbye to everybody: this device shuts down."""
        for visit in list(self._visits.values()):
            if visit.session.state in {SessionState.OPEN, SessionState.GREETED}:
                self.send(visit, DeviceLeft())
            self.forget(visit.route)

    def roster_changed(self) -> None:
        """Act on a newer roster that a post office brought."""
        self._answers.roster_changed()

    # Reception, for the answers

    def send(self, visit: Visit, message: FromDevice) -> bool:
        """Send; False when the connection is gone or its queue is full."""
        visit.session.sent(message)
        if isinstance(message, PictureSent | FrameSent):  # just taken: it says that we are there
            visit.life.spoke(self._loop.now())
        return self._door is not None and self._door.send(visit.caller, codec.encode(message))

    def send_to(self, route: bytes, message: FromDevice) -> None:
        """Send to a visit if it is still there."""
        visit = self._visits.get(route)
        if visit is not None:
            self.send(visit, message)

    def drop(self, route: bytes, why: str) -> None:
        """End a visit that is not wanted; `why` goes to the log."""
        visit = self._visits.get(route)
        if visit is not None:
            logger.warning("ended a visit of key %s: %s", fingerprint(visit.caller.key), why)
            self.forget(route)

    def forget(self, route: bytes) -> None:
        """End a visit; harmless when it has ended."""
        self._visits.pop(route, None)
        self._answers.leave(route)

    def drop_strangers(self) -> None:
        """End every visit whose key is no longer good."""
        for visit in list(self._visits.values()):
            key = visit.caller.key
            if self._membership.standing_of(key) is None:
                self.drop(visit.route, f"its key is {self._membership.problem_with(key)}")

    def class_visit_of(self, key: TransportKey) -> bytes | None:
        """Return the connection on which the holder of `key` keeps their lesson."""
        for visit in self._visits.values():
            if visit.caller.key == key and visit.purpose is Purpose.CLASS:
                return visit.route
        return None

    def _visit_of(self, caller: Caller, message: ToDevice) -> Visit | None:
        visit = self._visits.get(caller.route)
        if visit is not None and visit.caller.key == caller.key:
            return visit
        if not isinstance(message, Hello):
            # After a cut we may have let go of a console that has not missed us yet.
            logger.info("unanswered: %s from a console not greeted", type(message).__name__)
            if self._door is not None:
                self._door.send(caller, codec.encode(VisitForgotten()))
            return None
        self._make_room(caller.key, message.purpose)
        visit = Visit(
            caller,
            Session(Side.LISTENER, LESSON_LINK),
            SignOfLife(self._loop.now(), speak_every_s=ALIVE_INTERVAL_S),
            message.purpose,
        )
        self._visits[caller.route] = visit
        self._tick_soon()
        return visit

    def _make_room(self, key: TransportKey, purpose: Purpose) -> None:
        for other in list(self._visits.values()):
            is_same = other.caller.key == key and other.purpose is purpose
            if is_same:  # it reconnected before we missed it
                self.forget(other.route)
        if len(self._visits) >= SESSIONS_MAX:
            raise RemoteProtocolError("too many consoles at once")

    def _tick_soon(self) -> None:
        if not self._is_ticking:
            self._is_ticking = True
            now = self._loop.now()
            wait_s = min(visit.life.next_deadline() for visit in self._visits.values()) - now
            self._loop.call_later(max(_TICK_MIN_S, min(_TICK_MAX_S, wait_s)), self._tick)

    def _tick(self) -> None:
        self._is_ticking = False
        now = self._loop.now()
        self._answers.end_overdue()
        for visit in list(self._visits.values()):
            self._advance(visit, now)
        if self._visits:
            self._tick_soon()

    def _advance(self, visit: Visit, now: float) -> None:
        visit.life.advance(now)
        if visit.life.presence is Presence.LOST:
            self.forget(visit.route)
        elif self._membership.standing_of(visit.caller.key) is None:
            problem = self._membership.problem_with(visit.caller.key)
            self.drop(visit.route, f"its key is {problem}")
        elif visit.session.state is SessionState.OPEN and visit.life.must_speak(now):
            visit.life.spoke(now)
            self.send(visit, DeviceAlive(picture_is_current=self._sharing.is_current()))
