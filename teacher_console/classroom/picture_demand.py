"""Which devices' pictures somebody looks at, how large and how often, and what that costs.

Lane: io.
"""

from collections.abc import Callable

from protocol.identifiers import TransportKey
from protocol.limits import PICTURE_MAX_WIDTH_PX
from protocol.messages import PictureSent
from protocol.transport.ports import Loop
from teacher_console.classroom.device_status import LessonInfo
from teacher_console.classroom.ports import ClassroomEvents
from teacher_console.classroom.rate import PictureRate

_COST_EVERY_S = 2.0


class PictureDemand:
    """What the window wants to see of the class; tells it the cost while a lesson is open.

    Args:
        on_change: Called with the devices whose `width_of` may be another now.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        events: ClassroomEvents,
        on_change: Callable[[frozenset[TransportKey]], None],
    ) -> None:
        self._loop = loop
        self._events = events
        self._on_change = on_change
        self._rate = PictureRate(loop.now())
        self._lesson: LessonInfo | None = None
        self._visible: frozenset[TransportKey] = frozenset()
        self._width_px = 0
        self._enlarged: TransportKey | None = None

    def show(self, visible: frozenset[TransportKey], width_px: int) -> None:
        """Ask for pictures of these devices, this wide, and of no others."""
        before, self._visible = self._visible, visible
        self._width_px = width_px
        self._on_change(before | visible)

    def enlarge(self, key: TransportKey | None) -> None:
        """Ask for the largest picture of this one, and of no other."""
        before, self._enlarged = self._enlarged, key
        self._on_change(frozenset(each for each in (before, key) if each is not None))

    def width_of(self, key: TransportKey) -> int:
        """Return how wide a picture of this device serves, px; 0 when nobody looks at it."""
        if key not in self._visible:
            return 0
        return PICTURE_MAX_WIDTH_PX if key == self._enlarged else self._width_px

    def interval_ms(self, width_px: int) -> int:
        """Return how often a picture of this width is asked for."""
        return self._rate.interval_ms(width_px)

    def received(self, picture: PictureSent) -> None:
        """Count what came."""
        self._rate.received(sum(len(piece.data) for piece in picture.pieces))

    def follow_lesson(self, lesson: LessonInfo | None) -> None:
        """Tell the cost from now on, or no more."""
        self._lesson = lesson
        if lesson is not None:
            self._tell_cost(lesson)

    def _tell_cost(self, lesson: LessonInfo) -> None:
        if self._lesson is lesson:
            self._rate.advance(self._loop.now())
            self._events.cost_changed(self._rate.cost_bytes_s, self._rate.budget_bytes_s)
            self._loop.call_later(_COST_EVERY_S, lambda: self._tell_cost(lesson))
