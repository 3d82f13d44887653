"""Every console that visits this device: greeted, checked at each message, and let go. Lane: io."""

import dataclasses
import logging
from collections.abc import Callable
from typing import assert_never

from protocol import codec
from protocol.errors import RemoteProtocolError
from protocol.identifiers import fingerprint
from protocol.limits import ALIVE_INTERVAL_S, PROTOCOL_VERSION, SESSIONS_MAX
from protocol.messages import (
    ConsoleAlive,
    ConsoleLeft,
    DescribeDevice,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndLesson,
    FromDevice,
    Hello,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OfferRoster,
    OpenLesson,
    PictureSent,
    RequestPicture,
    RequestRefused,
    RequestRoster,
    RosterOffered,
    RosterTaken,
    ToDevice,
    Welcomed,
)
from protocol.session import Session, SessionState, Side
from protocol.sign_of_life import Presence, SignOfLife
from protocol.transport.ports import Caller, Door, Loop
from protocol.trust.admission import admission_proof
from protocol.vocabulary import LessonRefusal, Refusal
from student_client.classroom.attendance import Attendance
from student_client.classroom.membership import Membership
from student_client.classroom.permission import may_ask
from student_client.screen.sharing import ScreenSharing

logger = logging.getLogger(__name__)

_TICK_MIN_S, _TICK_MAX_S = 0.05, 1.2


@dataclasses.dataclass(frozen=True, slots=True)
class Myself:
    """What this device says of itself when greeted."""

    device_name: str
    pupil_name: str


@dataclasses.dataclass(slots=True)
class _Visit:
    caller: Caller
    session: Session
    life: SignOfLife


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
        myself: Callable[[], Myself],
    ) -> None:
        self._loop = loop
        self._membership = membership
        self._attendance = attendance
        self._sharing = sharing
        self._myself = myself
        self._door: Door | None = None
        self._visits: dict[bytes, _Visit] = {}
        self._is_ticking = False

    def serve_at(self, door: Door) -> None:
        """Send answers through `door`; must be called before the first message."""
        self._door = door

    def on_data(self, caller: Caller, data: bytes) -> None:
        """Take one message as the transport received it."""
        standing = self._membership.standing_of(caller.key)
        if standing is None:
            problem = self._membership.problem_with(caller.key)
            self._drop(caller.route, f"its key is {problem}")
            return
        try:
            message = codec.decode_to_device(data)
            visit = self._visit_of(caller, message)
            if visit is None:
                return
            visit.session.received(message)
        except RemoteProtocolError as exc:
            logger.warning("dropped key %s: %s", fingerprint(caller.key), exc)
            self._drop(caller.route, "it broke the protocol")
            return
        visit.life.heard(self._loop.now())
        if not may_ask(standing, message):
            logger.warning("refused %s to a %s", type(message).__name__, standing.value)
            self._refuse(visit, message, Refusal.ROLE)
            return
        try:
            self._answer(visit, message)
        except RemoteProtocolError as exc:
            logger.warning("dropped key %s: %s", fingerprint(caller.key), exc)
            self._drop(caller.route, "it broke the protocol")

    def leave(self) -> None:
        """Say goodbye to everybody: this device shuts down."""
        for visit in list(self._visits.values()):
            if visit.session.state in {SessionState.OPEN, SessionState.GREETED}:
                self._send(visit, DeviceLeft())
            self._forget(visit.caller.route)

    def _visit_of(self, caller: Caller, message: ToDevice) -> _Visit | None:
        visit = self._visits.get(caller.route)
        if visit is not None and visit.caller.key == caller.key:
            return visit
        if not isinstance(message, Hello):
            # After a cut we may have let go of a console that has not missed us yet.
            logger.info("unanswered: %s from a console not greeted", type(message).__name__)
            return None
        for other in list(self._visits.values()):
            if other.caller.key == caller.key:  # it reconnected before we missed it
                self._forget(other.caller.route)
        if len(self._visits) >= SESSIONS_MAX:
            raise RemoteProtocolError("too many consoles at once")
        visit = _Visit(
            caller,
            Session(Side.DEVICE),
            SignOfLife(self._loop.now(), speak_every_s=ALIVE_INTERVAL_S),
        )
        self._visits[caller.route] = visit
        self._tick_soon()
        return visit

    def _answer(self, visit: _Visit, message: ToDevice) -> None:
        match message:
            case Hello():
                self._greet(visit, message)
            case ConsoleAlive():
                pass
            case ConsoleLeft():
                self._forget(visit.caller.route)
            case OfferRoster():
                self._take_roster(visit, message)
            case RequestRoster():
                self._offer_roster(visit, message)
            case DescribeDevice():
                self._describe(visit)
            case OpenLesson():
                self._open_lesson(visit, message)
            case EndLesson():
                self._end_lesson(visit, message)
            case RequestPicture():
                self._request_picture(visit, message)
            case _:
                assert_never(message)

    def _greet(self, visit: _Visit, hello: Hello) -> None:
        if hello.protocol_version != PROTOCOL_VERSION:
            raise RemoteProtocolError("another protocol version")
        myself = self._myself()
        self._send(
            visit,
            Welcomed(
                protocol_version=PROTOCOL_VERSION,
                roster_version=self._membership.roster_version,
                device_name=myself.device_name,
                pupil_name=myself.pupil_name,
            ),
        )

    def _take_roster(self, visit: _Visit, offer: OfferRoster) -> None:
        refusal = self._membership.take_roster(offer.body, offer.signature)
        if refusal is not None:
            self._refuse(visit, offer, refusal)
            return
        self._send(visit, RosterTaken(version=self._membership.roster_version))
        for other in list(self._visits.values()):
            key = other.caller.key
            if self._membership.standing_of(key) is None:
                self._drop(other.caller.route, f"its key is {self._membership.problem_with(key)}")
        if self._membership.device is None:
            for lesson_id, routes in self._attendance.end_all().items():
                self._tell_ended(lesson_id, routes)

    def _offer_roster(self, visit: _Visit, request: RequestRoster) -> None:
        roster = self._membership.roster
        if roster is None:
            self._refuse(visit, request, Refusal.BAD_ROSTER)
        else:
            signed = roster.signed
            self._send(visit, RosterOffered(body=signed.canonical, signature=signed.signature))

    def _describe(self, visit: _Visit) -> None:
        school, keys = self._membership.school, self._membership.keys
        token = school.enrolment.token
        proof = admission_proof(token, self._membership.own_key, keys.signing.secret)
        self._send(
            visit,
            DeviceDescribed(
                device_name=self._myself().device_name,
                signing_key=keys.signing.signing_key(),
                enrolment_token=token,
                proof=proof,
                roster_version=self._membership.roster_version,
            ),
        )

    def _open_lesson(self, visit: _Visit, request: OpenLesson) -> None:
        member = self._membership.member(visit.caller.key)
        if member is None:
            self._drop(visit.caller.route, "its key is no longer good")
            return
        outcome = self._attendance.open(
            visit.caller.route, member, request, lambda picture: self._send(visit, picture)
        )
        if isinstance(outcome, LessonRefusal):
            logger.warning("refused a lesson: %s", outcome.value)
            self._send(visit, LessonRefused(reason=outcome))
        else:
            self._send(visit, LessonOpened(lesson_id=outcome))

    def _end_lesson(self, visit: _Visit, request: EndLesson) -> None:
        if not self._attendance.has_open(visit.caller.route, request.lesson_id):
            self._refuse(visit, request, Refusal.NO_LESSON)
            return
        self._tell_ended(request.lesson_id, self._attendance.end(request.lesson_id))

    def _request_picture(self, visit: _Visit, request: RequestPicture) -> None:
        if self._sharing.has_lesson(visit.caller.route, request.lesson_id):
            self._sharing.request(visit.caller.route, request)
        else:
            self._refuse(visit, request, Refusal.NO_LESSON)

    def _tell_ended(self, lesson_id: str, routes: list[bytes]) -> None:
        for route in routes:
            visit = self._visits.get(route)
            if visit is not None:
                self._send(visit, LessonEnded(lesson_id=lesson_id))

    def _refuse(self, visit: _Visit, message: ToDevice, reason: Refusal) -> None:
        self._send(visit, RequestRefused(request=message.tag(), reason=reason))

    def _send(self, visit: _Visit, message: FromDevice) -> bool:
        visit.session.sent(message)
        if isinstance(message, PictureSent):  # a picture just taken says that we are there
            visit.life.spoke(self._loop.now())
        return self._door is not None and self._door.send(visit.caller, codec.encode(message))

    def _drop(self, route: bytes, why: str) -> None:
        visit = self._visits.get(route)
        if visit is not None:
            logger.warning("ended a visit of key %s: %s", fingerprint(visit.caller.key), why)
            self._forget(route)

    def _forget(self, route: bytes) -> None:
        self._visits.pop(route, None)
        self._attendance.leave(route)

    def _tick_soon(self) -> None:
        if not self._is_ticking:
            self._is_ticking = True
            now = self._loop.now()
            wait_s = min(visit.life.next_deadline() for visit in self._visits.values()) - now
            self._loop.call_later(max(_TICK_MIN_S, min(_TICK_MAX_S, wait_s)), self._tick)

    def _tick(self) -> None:
        self._is_ticking = False
        now = self._loop.now()
        for lesson_id, routes in self._attendance.end_overdue().items():
            self._tell_ended(lesson_id, routes)
        for route, visit in list(self._visits.items()):
            self._advance(route, visit, now)
        if self._visits:
            self._tick_soon()

    def _advance(self, route: bytes, visit: _Visit, now: float) -> None:
        visit.life.advance(now)
        if visit.life.presence is Presence.LOST:
            self._forget(route)
        elif self._membership.standing_of(visit.caller.key) is None:
            self._drop(route, f"its key is {self._membership.problem_with(visit.caller.key)}")
        elif visit.session.state is SessionState.OPEN and visit.life.must_speak(now):
            visit.life.spoke(now)
            self._send(visit, DeviceAlive(picture_is_current=self._sharing.is_current()))
