"""A lesson as the teacher's console keeps it, and the signed statement it shows to devices."""

import dataclasses
import datetime as dt
import secrets

from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.lesson import LESSON, LessonStatement
from protocol.trust.roster import StaffMember
from teacher_console.classroom.device_status import LessonInfo


@dataclasses.dataclass(frozen=True, slots=True)
class Lesson:
    """An open lesson: what the window shows, and what devices are shown."""

    info: LessonInfo
    signed: Signed[LessonStatement]


def start_lesson(
    *,
    school_id: str,
    teacher: StaffMember,
    key: PrivateKey,
    title: str,
    room: str,
    starts_at: dt.datetime,
    duration_s: int,
) -> Lesson:
    """Return a new lesson, signed by the teacher's own key.

    Args:
        key: The teacher's private signing key.
        starts_at: Aware UTC.
        duration_s: 1 to `LESSON_MAX_S`; devices refuse more.
    """
    ends_at = starts_at + dt.timedelta(seconds=duration_s)
    statement = LessonStatement(
        school_id=school_id,
        lesson_id=secrets.token_hex(16),
        teacher=teacher.serial,
        title=title,
        rooms=(room,),
        starts_at=int(starts_at.timestamp() * 1000),
        ends_at=int(ends_at.timestamp() * 1000),
    )
    info = LessonInfo(statement.lesson_id, title, room, starts_at, ends_at)
    return Lesson(info, LESSON.sign(statement, key.secret))
