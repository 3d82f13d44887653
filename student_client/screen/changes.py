"""What changed on the screen since it was last asked, and whether it is news.

The source says what changed where it can. It is believed but verified: some programs draw past the
display server's own reports (https://gitlab.freedesktop.org/xorg/proto/xorgproto, damageproto: a
compositor draws to a window of its own), so the whole screen is compared now and then. Where the
source cannot say, everything may have changed, at the wish's interval. Lane: capture.
"""

import dataclasses
import logging

from protocol.vocabulary import NoPictureReason
from student_client.screen.geometry import Rectangle
from student_client.screen.pace import Pace
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.source import ScreenSource

logger = logging.getLogger(__name__)

_FOCUS_EVERY_S = 1.0
_VERIFY_EVERY_S, _VERIFY_RARELY_S = 10.0, 60.0
"""Between two looks at a whole screen that is said not to change; each one that finds the same
doubles the pause, because it costs a quarter of all that an idle pupil does."""
_QUIET_S = 1.0
"""Without a reported change before a check: a film always moves between the question and the look,
and its display would be called a liar."""
_LIES_MAX = 2
"""Checks in a row that find what was not reported, before reports are believed no more; one may be
a change that came between the question and the look."""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What one question brought.

    Attributes:
        parts: What changed, or may have.
        is_news: Some of it lies where little moved lately.
        is_reset: The monitors changed; nothing that was held is of use.
        is_check: The source says that nothing changed; the whole is looked at to see if that holds.
    """

    parts: list[Rectangle]
    is_news: bool
    is_reset: bool
    is_check: bool = False


class ScreenChanges:
    """Asks a source for changes, never more often than it is worth.

    Attributes:
        monitors: Where each monitor lies, or why none can be looked at.
        focus: Which of them the pupil works on.
        due_at: When to ask again at the earliest, seconds of the clock of `collect`.
    """

    def __init__(self, source: ScreenSource, private_windows: PrivateWindows) -> None:
        self.monitors: tuple[Rectangle, ...] | NoPictureReason = NoPictureReason.CAPTURE_FAILED
        self.focus = 0
        self.due_at = float("-inf")
        self._source = source
        self._private_windows = private_windows
        self._masks: set[Rectangle] = set()
        self._pace = Pace()
        self._focus_at = float("-inf")
        self._verify_at = float("-inf")
        self._verify_every_s = _VERIFY_EVERY_S
        self._lies = 0
        self._reported_at = float("-inf")

    def checked(self, *, has_changed: bool) -> None:
        """Note what a check found."""
        self._lies = self._lies + 1 if has_changed else 0
        if not has_changed:
            self._verify_every_s = min(_VERIFY_RARELY_S, 2 * self._verify_every_s)
        if self._lies == _LIES_MAX:
            logger.info("the display does not report all changes; the screen is compared instead")

    def settles_in_s(self) -> float:
        """Return in how many seconds a mask goes by itself, which no source reports."""
        wait_s = self._private_windows.settles_in_s()
        return float("inf") if wait_s is None else wait_s + 0.01

    def collect(self, now: float, *, pause_s: float, blind_pause_s: float) -> Found:
        """Return what changed since the last call.

        Args:
            pause_s: From this question to the next while the screen keeps changing.
            blind_pause_s: The same where the source cannot say what changes.
        """
        monitors = self._source.monitors()
        is_reset = monitors != self.monitors
        self.monitors = monitors
        if isinstance(monitors, NoPictureReason):
            return Found([], is_news=False, is_reset=is_reset)
        if is_reset:  # whoever watches gets the whole anyway
            self._verify_soon(now)
        self._find_focus(monitors, now, is_reset=is_reset)
        place = monitors[self.focus]
        changed = self._source.changes()
        masks = set(self._private_windows.rectangles())
        moved = list(masks ^ self._masks)
        self._masks = masks
        if changed is None or self._lies >= _LIES_MAX:
            self.due_at = now + blind_pause_s
            return Found(list(monitors), is_news=bool(moved), is_reset=is_reset)
        is_news = self._pace.is_news(changed, place, now)
        if changed:
            self.due_at = now + pause_s
            self._reported_at = now
            if self._verify_every_s > _VERIFY_EVERY_S:
                self._verify_soon(now)
        is_quiet = now - self._reported_at > _QUIET_S
        is_check = now >= self._verify_at and is_quiet and not moved
        if is_check:
            self._verify_at = now + self._verify_every_s
            changed = list(monitors)
        return Found(
            [*changed, *moved],
            is_news=is_news or bool(moved),
            is_reset=is_reset,
            is_check=is_check,
        )

    def _verify_soon(self, now: float) -> None:
        self._verify_every_s = _VERIFY_EVERY_S
        self._verify_at = now + _VERIFY_EVERY_S

    def _find_focus(self, monitors: tuple[Rectangle, ...], now: float, *, is_reset: bool) -> None:
        if len(monitors) == 1:
            self.focus = 0
        elif is_reset or now >= self._focus_at:
            self._focus_at = now + _FOCUS_EVERY_S
            self.focus = self._source.focused()
