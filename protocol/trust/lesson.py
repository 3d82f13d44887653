"""The lesson statement: a teacher's signed word that a lesson is open, and its checking."""

import datetime as dt
from typing import Annotated

import msgspec

from protocol.identifiers import Identifier, Name, Room, UnixMillis
from protocol.limits import CLOCK_TOLERANCE_S, LESSON_MAX_S, ROOMS_MAX
from protocol.trust.document import DocumentKind, Signed
from protocol.trust.roster import Device, RosterIndex, StaffMember
from protocol.vocabulary import LessonRefusal, Role


class LessonStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A lesson in these rooms, from start to end.

    Attributes:
        teacher: Serial of the roster line whose key signs this.
        title: What pupils see it called.
    """

    school_id: Identifier
    lesson_id: Identifier
    teacher: Identifier
    title: Name
    rooms: Annotated[tuple[Room, ...], msgspec.Meta(min_length=1, max_length=ROOMS_MAX)]
    starts_at: UnixMillis
    ends_at: UnixMillis

    @property
    def duration_s(self) -> float:
        """How long the lesson lasts, seconds."""
        return (self.ends_at - self.starts_at) / 1000


LESSON = DocumentKind(
    name="lesson", body_type=LessonStatement, remedy="open the lesson again in the console"
)


def check_lesson(
    body: bytes,
    signature: bytes,
    *,
    member: StaffMember,
    device: Device | None,
    roster: RosterIndex,
    now: dt.datetime,
) -> Signed[LessonStatement] | LessonRefusal:
    """Return the statement if this device should take part, else the reason why not.

    The room is the device's own, from its roster line; the message only says which rooms it means.

    Args:
        member: Whose key this connection proved; already known to be in good standing.
        device: This device's own line, None when it is not admitted.
        now: Aware UTC. A clock before the roster's date is known to be wrong: then the absolute
            times cannot be judged and only the duration binds.
    """
    if device is None:
        return LessonRefusal.NOT_ADMITTED
    signed = LESSON.from_wire(body, signature, member.signing_key)
    if signed is None:
        return LessonRefusal.BAD_SIGNATURE
    statement = signed.body
    if statement.school_id != roster.signed.body.school_id:
        return LessonRefusal.OTHER_SCHOOL
    if statement.teacher != member.serial or member.role is not Role.TEACHER:
        return LessonRefusal.NOT_THE_SIGNER
    if device.room not in statement.rooms or device.room not in member.rooms:
        return LessonRefusal.OTHER_ROOM
    if not 0 < statement.duration_s <= LESSON_MAX_S:
        return LessonRefusal.TOO_LONG
    moment = int(now.timestamp() * 1000)
    tolerance = CLOCK_TOLERANCE_S * 1000
    is_clock_wrong = moment < roster.signed.body.issued_at - tolerance
    is_now = statement.starts_at - tolerance <= moment < statement.ends_at + tolerance
    if not is_clock_wrong and not is_now:
        return LessonRefusal.NOT_NOW
    return signed
