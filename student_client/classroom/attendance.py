"""Taking part in lessons: check the statement, share the screen, say who watches, keep history.

Lane: io. The order is the guarantee: the watcher is announced to the pupil before the first
picture can be asked for, and written into the history before that.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Protocol

from protocol.messages import OpenLesson, PictureSent, PictureWithheld
from protocol.transport.ports import Loop
from protocol.trust.lesson import LessonStatement, check_lesson
from protocol.trust.roster import StaffMember
from protocol.vocabulary import LessonRefusal
from student_client.classroom.lessons import Lessons
from student_client.classroom.membership import Membership
from student_client.openness.watcher import Watcher
from student_client.screen.sharing import ScreenSharing


class History(Protocol):
    """Keeps who watched, for the pupil to read."""

    def began(self, who: str, role: str, lesson: str) -> str:
        """Note that a watch begins; return its id."""

    def ended(self, watch_id: str, pictures: int) -> None:
        """Note that it ended, and how many pictures were sent."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Seat:
    watcher: Watcher
    watch_id: str


class Attendance:
    """The lessons this device takes part in, one for each visit at most.

    Args:
        on_watchers: Gets everybody who may see the screen now, whenever that changes.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        membership: Membership,
        sharing: ScreenSharing,
        history: History,
        on_watchers: Callable[[tuple[Watcher, ...]], None],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._membership = membership
        self._sharing = sharing
        self._history = history
        self._on_watchers = on_watchers
        self._utc_now = utc_now
        self._lessons = Lessons()
        self._seats: dict[bytes, _Seat] = {}

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
        lesson = self._lessons.of(visit)
        return lesson is not None and lesson.statement.lesson_id == lesson_id

    def _seat(self, visit: bytes, member: StaffMember, statement: LessonStatement) -> None:
        watch_id = self._history.began(member.name, member.role.value, statement.title)
        self._seats[visit] = _Seat(Watcher(member.name, statement.title), watch_id)
        self._lessons.open(visit, statement, self._loop.now())
        self._tell_watchers()

    def _unseat(self, visit: bytes) -> None:
        pictures = self._sharing.end(visit)
        seat = self._seats.pop(visit, None)
        if seat is not None:
            self._history.ended(seat.watch_id, pictures)
            self._tell_watchers()

    def _tell_watchers(self) -> None:
        self._on_watchers(tuple(dict.fromkeys(seat.watcher for seat in self._seats.values())))
