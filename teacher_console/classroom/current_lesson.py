"""The one lesson that is open, from its start to its end or the end of its time. Lane: io."""

import datetime as dt
from collections.abc import Callable

from protocol.transport.ports import Loop
from protocol.trust.keys import PrivateKey
from protocol.trust.roster import StaffMember
from teacher_console.classroom.lesson import Lesson, start_lesson


class CurrentLesson:
    """Opens and ends lessons, one at a time.

    Args:
        key: The teacher's private signing key.
        utc_now: Aware UTC, for people.
        on_change: Called after a lesson opened or ended.

    Attributes:
        lesson: The open one; None between lessons.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        school_id: str,
        teacher: StaffMember,
        key: PrivateKey,
        utc_now: Callable[[], dt.datetime],
        on_change: Callable[[], None],
    ) -> None:
        self.lesson: Lesson | None = None
        self._loop = loop
        self._school_id = school_id
        self._teacher = teacher
        self._key = key
        self._utc_now = utc_now
        self._on_change = on_change

    def open(self, title: str, room: str, duration_s: int) -> None:
        """Open a lesson for so long; the one that was open is over with that."""
        lesson = start_lesson(
            school_id=self._school_id,
            teacher=self._teacher,
            key=self._key,
            title=title,
            room=room,
            starts_at=self._utc_now(),
            duration_s=duration_s,
        )
        self._set(lesson)
        self._loop.call_later(duration_s, lambda: self._time_is_up(lesson))

    def end(self) -> None:
        """End the open lesson; harmless when there is none."""
        self._set(None)

    def _time_is_up(self, lesson: Lesson) -> None:
        if self.lesson is lesson:
            self._set(None)

    def _set(self, lesson: Lesson | None) -> None:
        if lesson is not self.lesson:
            self.lesson = lesson
            self._on_change()
