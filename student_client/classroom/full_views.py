"""Full views of this screen: opened by the teacher whose lesson is open, each for five minutes.

Lane: io. The pupil is told who looks, and why, before the first frame can be asked for.
"""

import dataclasses
from collections.abc import Callable

from protocol.limits import VIEW_LASTS_S, VIEWS_MAX
from protocol.messages import FrameSent, FrameWithheld, OpenView, ViewOpened
from protocol.transport.ports import Loop
from protocol.trust.roster import StaffMember
from protocol.vocabulary import ViewEnd, ViewRefusal
from student_client.classroom.attendance import Attendance
from student_client.openness.watcher import Watcher
from student_client.openness.watching import Watching
from student_client.screen.viewing import ViewSharing


@dataclasses.dataclass(slots=True)
class _View:
    lesson_visit: bytes
    lesson_id: str
    ends_at_s: float
    monitor: int


class FullViews:
    """The views open on this device, one for each visit at most.

    Args:
        screens: Asked how many monitors there are, as far as is known.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        attendance: Attendance,
        views: ViewSharing,
        watching: Watching,
        screens: Callable[[], int],
    ) -> None:
        self._loop = loop
        self._attendance = attendance
        self._sharing = views
        self._watching = watching
        self._screens = screens
        self._views: dict[bytes, _View] = {}

    def open(
        self,
        visit: bytes,
        member: StaffMember,
        lesson_visit: bytes | None,
        request: OpenView,
        send: Callable[[FrameSent | FrameWithheld], bool],
    ) -> ViewOpened | ViewRefusal:
        """Open a view for `member`, whose lesson is on `lesson_visit`; or say why not."""
        title = None
        if lesson_visit is not None:
            title = self._attendance.title_of(lesson_visit, request.lesson_id)
        if lesson_visit is None or title is None:
            return ViewRefusal.NO_LESSON
        if visit not in self._views and len(self._views) >= VIEWS_MAX:
            return ViewRefusal.TOO_MANY
        self.end(visit)
        ends_at_s = self._loop.now() + VIEW_LASTS_S
        monitor = request.monitor or 0
        self._views[visit] = _View(lesson_visit, request.lesson_id, ends_at_s, monitor)
        self._watching.began(visit, Watcher(member.name, title, request.reason), member.role)
        self._sharing.begin(visit, request.monitor, send)
        return self._opened(visit)

    def choose(self, visit: bytes, monitor: int) -> None:
        """Show another monitor; harmless when no view is open."""
        view = self._views.get(visit)
        if view is not None:
            view.monitor = monitor
            self._sharing.choose(visit, monitor)

    def renew(self, visit: bytes) -> ViewOpened | None:
        """Let the view last another five minutes from now; None when it ended already."""
        view = self._views.get(visit)
        if view is None:
            return None
        view.ends_at_s = self._loop.now() + VIEW_LASTS_S
        return self._opened(visit)

    def end(self, visit: bytes) -> None:
        """End the view of `visit`; harmless when there is none."""
        if self._views.pop(visit, None) is not None:
            self._watching.ended(visit, self._sharing.end(visit))

    def end_overdue(self) -> dict[bytes, ViewEnd]:
        """End the views whose time is up or whose lesson is over; return them, each with why."""
        now = self._loop.now()
        over: dict[bytes, ViewEnd] = {}
        for visit, view in self._views.items():
            if not self._attendance.has_open(view.lesson_visit, view.lesson_id):
                over[visit] = ViewEnd.LESSON
            elif view.ends_at_s <= now:
                over[visit] = ViewEnd.TIME
        for visit in over:
            self.end(visit)
        return over

    def _opened(self, visit: bytes) -> ViewOpened:
        view = self._views[visit]
        screens = max(self._screens(), view.monitor + 1)
        return ViewOpened(monitors=screens, monitor=view.monitor, lasts_s=VIEW_LASTS_S)
