"""What this device answers to each message of a console that may send it. Lane: io."""

import dataclasses
import logging
from collections.abc import Callable
from typing import assert_never

from protocol.errors import RemoteProtocolError
from protocol.limits import PROTOCOL_VERSION
from protocol.messages import (
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    DescribeDevice,
    DeviceDescribed,
    EndLesson,
    EndView,
    FrameShown,
    Hello,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OfferRoster,
    OpenLesson,
    OpenView,
    RenewView,
    RequestPicture,
    RequestRefused,
    RequestRoster,
    RosterOffered,
    RosterTaken,
    ToDevice,
    ViewEnded,
    ViewRefused,
    Welcomed,
)
from protocol.trust.admission import admission_proof
from protocol.vocabulary import LessonRefusal, Purpose, Refusal, ViewRefusal
from student_client.classroom.attendance import Attendance
from student_client.classroom.full_views import FullViews
from student_client.classroom.membership import Membership
from student_client.classroom.openings import Openings
from student_client.classroom.visit import Reception, Visit
from student_client.screen.sharing import ScreenSharing
from student_client.screen.viewing import ViewSharing

logger = logging.getLogger(__name__)

_FOR_A_VIEW = (OpenView, ChooseMonitor, RenewView, EndView, FrameShown)
_FOR_A_CLASS = (OpenLesson, EndLesson, RequestPicture)
_NOT_FOR = {
    Purpose.CLASS: _FOR_A_VIEW,
    Purpose.VIEW: _FOR_A_CLASS,
    Purpose.GREETING: _FOR_A_CLASS + _FOR_A_VIEW,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Myself:
    """What this device says of itself when greeted.

    Attributes:
        instance: 16 random bytes, made when this program started.
        sight: What its screen can and cannot show, one sentence.
    """

    device_name: str
    pupil_name: str
    instance: bytes
    software: str
    sight: str


class Answers:
    """Answers messages whose sender was already judged.

    Args:
        now: Monotonic seconds.
        attendance: The lessons opened through visits; `full_views` the views.
    """

    def __init__(
        self,
        *,
        now: Callable[[], float],
        reception: Reception,
        membership: Membership,
        attendance: Attendance,
        sharing: ScreenSharing,
        full_views: FullViews,
        views: ViewSharing,
        myself: Callable[[], Myself],
    ) -> None:
        self._reception = reception
        self._membership = membership
        self._attendance = attendance
        self._sharing = sharing
        self._full_views = full_views
        self._views = views
        self._myself = myself
        self._now = now
        self._openings = Openings()

    def answer(self, visit: Visit, message: ToDevice) -> None:
        """Do what `message` asks, or say why not.

        Raises:
            RemoteProtocolError: An honest console does not send this now.
        """
        if isinstance(message, _NOT_FOR[visit.purpose]):
            raise RemoteProtocolError("a message on a connection that is not for it")
        match message:
            case Hello():
                self._greet(visit, message)
            case ConsoleAlive():
                pass
            case ConsoleLeft():
                self._reception.forget(visit.route)
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
            case OpenView():
                self._open_view(visit, message)
            case ChooseMonitor():
                self._full_views.choose(visit.route, message.monitor)
            case RenewView():
                self._renew_view(visit)
            case EndView():
                self._full_views.end(visit.route)
            case FrameShown():
                if self._views.has_view(visit.route):
                    self._views.shown(visit.route, message)
            case _:
                assert_never(message)

    def leave(self, route: bytes) -> None:
        """A visit is over, and all that was open through it."""
        self._attendance.leave(route)
        self._full_views.end(route)
        self._end_views()

    def end_overdue(self) -> None:
        """End what has lasted long enough, and tell those it was open for."""
        for lesson_id, routes in self._attendance.end_overdue().items():
            self._tell_ended(lesson_id, routes)
        self._end_views()

    def refuse(self, visit: Visit, message: ToDevice, reason: Refusal) -> None:
        """Say that `message` is not done, and why."""
        self._reception.send(visit, RequestRefused(request=message.tag(), reason=reason))

    def _greet(self, visit: Visit, hello: Hello) -> None:
        if hello.protocol_version != PROTOCOL_VERSION:
            raise RemoteProtocolError("another protocol version")
        myself = self._myself()
        self._reception.send(
            visit,
            Welcomed(
                protocol_version=PROTOCOL_VERSION,
                roster_version=self._membership.roster_version,
                device_name=myself.device_name,
                pupil_name=myself.pupil_name,
                instance=myself.instance,
                software=myself.software,
                sight=myself.sight,
            ),
        )

    def _take_roster(self, visit: Visit, offer: OfferRoster) -> None:
        refusal = self._membership.take_roster(offer.body, offer.signature)
        if refusal is not None:
            self.refuse(visit, offer, refusal)
        else:
            self._reception.send(visit, RosterTaken(version=self._membership.roster_version))
        self.roster_changed()

    def roster_changed(self) -> None:
        """Act on a newer roster, whoever brought it."""
        self._reception.drop_strangers()
        if self._membership.device is None:
            for lesson_id, routes in self._attendance.end_all().items():
                self._tell_ended(lesson_id, routes)
            self._end_views()

    def _offer_roster(self, visit: Visit, request: RequestRoster) -> None:
        roster = self._membership.roster
        if roster is None:
            self.refuse(visit, request, Refusal.BAD_ROSTER)
        else:
            signed = roster.signed
            offered = RosterOffered(body=signed.canonical, signature=signed.signature)
            self._reception.send(visit, offered)

    def _describe(self, visit: Visit) -> None:
        school, keys = self._membership.school, self._membership.keys
        token = school.enrolment.token
        proof = admission_proof(token, self._membership.own_key, keys.signing.secret)
        self._reception.send(
            visit,
            DeviceDescribed(
                device_name=self._myself().device_name,
                signing_key=keys.signing.signing_key(),
                enrolment_token=token,
                proof=proof,
                roster_version=self._membership.roster_version,
            ),
        )

    def _open_lesson(self, visit: Visit, request: OpenLesson) -> None:
        member = self._membership.member(visit.caller.key)
        if member is None:
            self._reception.drop(visit.route, "its key is no longer good")
            return
        if not self._openings.may_open(visit.caller.key, self._now()):
            self._reception.drop(visit.route, "it opened lessons too often")
            return
        outcome = self._attendance.open(
            visit.route, member, request, lambda picture: self._reception.send(visit, picture)
        )
        if isinstance(outcome, LessonRefusal):
            logger.warning("refused a lesson: %s", outcome.value)
            self._reception.send(visit, LessonRefused(reason=outcome))
        else:
            self._reception.send(visit, LessonOpened(lesson_id=outcome))
        self._end_views()

    def _end_lesson(self, visit: Visit, request: EndLesson) -> None:
        if not self._attendance.has_open(visit.route, request.lesson_id):
            self.refuse(visit, request, Refusal.NO_LESSON)
            return
        self._tell_ended(request.lesson_id, self._attendance.end(request.lesson_id))
        self._end_views()

    def _request_picture(self, visit: Visit, request: RequestPicture) -> None:
        if self._sharing.has_lesson(visit.route, request.lesson_id):
            self._sharing.request(visit.route, request)
        else:
            self.refuse(visit, request, Refusal.NO_LESSON)

    def _open_view(self, visit: Visit, request: OpenView) -> None:
        member = self._membership.member(visit.caller.key)
        if member is None:
            self._reception.drop(visit.route, "its key is no longer good")
            return
        if not self._openings.may_open(visit.caller.key, self._now()):
            self._reception.send(visit, ViewRefused(reason=ViewRefusal.TOO_MANY))
            return
        outcome = self._full_views.open(
            visit.route,
            member,
            self._reception.class_visit_of(visit.caller.key),
            request,
            lambda frame: self._reception.send(visit, frame),
        )
        if isinstance(outcome, ViewRefusal):
            logger.warning("refused a full view: %s", outcome.value)
            self._reception.send(visit, ViewRefused(reason=outcome))
        else:
            self._reception.send(visit, outcome)

    def _renew_view(self, visit: Visit) -> None:
        renewed = self._full_views.renew(visit.route)
        if renewed is not None:  # else it has just ended, and they were told
            self._reception.send(visit, renewed)

    def _end_views(self) -> None:
        for route, reason in self._full_views.end_overdue().items():
            self._reception.send_to(route, ViewEnded(reason=reason))

    def _tell_ended(self, lesson_id: str, routes: list[bytes]) -> None:
        for route in routes:
            self._reception.send_to(route, LessonEnded(lesson_id=lesson_id))
