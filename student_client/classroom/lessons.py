"""The lessons open on this device, each bound to the connection of the teacher who opened it."""

import collections
import dataclasses

from protocol.trust.lesson import LessonStatement

_REMEMBERED = 256
"""Ended lessons whose statements are refused if they come again; a lesson lives 4 h at most."""


@dataclasses.dataclass(frozen=True, slots=True)
class OpenLesson:
    """A lesson this device takes part in.

    Attributes:
        ends_at_s: On this device's monotonic clock, so that no change of date prolongs it.
    """

    statement: LessonStatement
    ends_at_s: float


class Lessons:
    """Which lesson each visit has open, and which are over for good. Pure. Lane: io."""

    def __init__(self) -> None:
        self._open: dict[bytes, OpenLesson] = {}  # by visit
        self._deadline: dict[str, float] = {}
        self._ended: collections.OrderedDict[str, None] = collections.OrderedDict()

    def has_ended(self, lesson_id: str, now: float) -> bool:
        """Tell whether this lesson was ended, or its time ran out, on this device."""
        return lesson_id in self._ended or self._deadline.get(lesson_id, now + 1) <= now

    def open(self, visit: bytes, statement: LessonStatement, now: float) -> OpenLesson:
        """Note that `visit` has `statement` open; replaces the one it had.

        A statement shown again, by a console that reconnects, keeps its first end.
        """
        ends_at_s = self._deadline.setdefault(statement.lesson_id, now + statement.duration_s)
        lesson = OpenLesson(statement, ends_at_s)
        self._open[visit] = lesson
        return lesson

    def of(self, visit: bytes) -> OpenLesson | None:
        """Return the lesson `visit` has open."""
        return self._open.get(visit)

    def leave(self, visit: bytes) -> None:
        """Forget that `visit` has a lesson open; the lesson itself may come back."""
        self._open.pop(visit, None)

    def end(self, lesson_id: str) -> list[bytes]:
        """End a lesson for good; return the visits that had it open."""
        self._ended[lesson_id] = None
        self._deadline.pop(lesson_id, None)
        if len(self._ended) > _REMEMBERED:
            self._ended.popitem(last=False)
        visits = [
            visit for visit, open_ in self._open.items() if open_.statement.lesson_id == lesson_id
        ]
        for visit in visits:
            self.leave(visit)
        return visits

    def open_ids(self) -> list[str]:
        """Return the ids of the lessons some visit has open."""
        return list(dict.fromkeys(open_.statement.lesson_id for open_ in self._open.values()))

    def overdue(self, now: float) -> list[str]:
        """Return the ids of open lessons whose time is up."""
        return [lesson_id for lesson_id, ends in self._deadline.items() if ends <= now]
