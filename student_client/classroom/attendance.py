"""Taking part in lessons: check the statement, say who watches, share the screen.

Lane: io. The order is the guarantee: the watcher is announced to the pupil before the first
picture can be asked for.
"""

import datetime as dt
from collections.abc import Callable

from protocol.messages import OpenLesson, PictureSent, PictureWithheld
from protocol.transport.ports import Loop
from protocol.trust.lesson import LessonStatement, check_lesson
from protocol.trust.roster import StaffMember
from protocol.vocabulary import LessonRefusal
from student_client.classroom.lessons import Lessons
from student_client.classroom.membership import Membership
from student_client.openness.watcher import Watcher
from student_client.openness.watching import Watching
from student_client.screen.sharing import ScreenSharing


class Attendance:
    """The lessons this device takes part in, one for each visit at most."""

    def __init__(
        self,
        *,
        loop: Loop,
        membership: Membership,
        sharing: ScreenSharing,
        watching: Watching,
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._membership = membership
        self._sharing = sharing
        self._watching = watching
        self._utc_now = utc_now
        self._lessons = Lessons()

    def open(
        self,
        visit: bytes,
        member: StaffMember,
        request: OpenLesson,
        send: Callable[[PictureSent | PictureWithheld], bool],
    ) -> str | LessonRefusal:
        """Take part in the lesson `member` opens; return its id, or why not."""
        roster = self._membership.roster
        if roster is None:
            return LessonRefusal.NOT_ADMITTED
        checked = check_lesson(
            request.body,
            request.signature,
            member=member,
            device=self._membership.device,
            roster=roster,
            now=self._utc_now(),
        )
        if isinstance(checked, LessonRefusal):
            return checked
        statement = checked.body
        if self._lessons.has_ended(statement.lesson_id, self._loop.now()):
            return LessonRefusal.ALREADY_ENDED
        current = self._lessons.of(visit)
        if current is not None and current.statement == statement:
            return statement.lesson_id  # the same word said twice changes nothing
        self.leave(visit)
        self._seat(visit, member, statement)
        self._sharing.begin(visit, statement.lesson_id, send)
        return statement.lesson_id

    def leave(self, visit: bytes) -> None:
        """Stop taking part through `visit`; harmless when it has no lesson."""
        self._lessons.leave(visit)
        self._unseat(visit)

    def end(self, lesson_id: str) -> list[bytes]:
        """End a lesson for good; return the visits that had it open."""
        visits = self._lessons.end(lesson_id)
        for visit in visits:
            self._unseat(visit)
        return visits

    def end_all(self) -> dict[str, list[bytes]]:
        """End every open lesson for good; return each with the visits that had it open."""
        return {lesson_id: self.end(lesson_id) for lesson_id in self._lessons.open_ids()}

    def end_overdue(self) -> dict[str, list[bytes]]:
        """End the lessons whose time is up; return each with the visits that had it open."""
        overdue = self._lessons.overdue(self._loop.now())
        return {lesson_id: self.end(lesson_id) for lesson_id in overdue}

    def has_open(self, visit: bytes, lesson_id: str) -> bool:
        """Tell whether `visit` has this lesson open."""
        return self.title_of(visit, lesson_id) is not None

    def title_of(self, visit: bytes, lesson_id: str) -> str | None:
        """Return what pupils see this lesson called if `visit` has it open, else None."""
        lesson = self._lessons.of(visit)
        if lesson is None or lesson.statement.lesson_id != lesson_id:
            return None
        return lesson.statement.title

    def _seat(self, visit: bytes, member: StaffMember, statement: LessonStatement) -> None:
        self._watching.began(visit, Watcher(member.name, statement.title), member.role)
        self._lessons.open(visit, statement, self._loop.now())

    def _unseat(self, visit: bytes) -> None:
        self._watching.ended(visit, self._sharing.end(visit))
