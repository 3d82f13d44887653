"""The capture thread: looks at the screen when somebody may see it, and only when it changed.

Lane: capture, alone with its source. With no wish open it sleeps and costs nothing.
"""

import dataclasses
import logging
import socket
import threading
import time
from collections.abc import Callable

from protocol.vocabulary import NoPictureReason
from student_client.screen.encoding import SmallPicture, SmallPixels, encode, scale
from student_client.screen.masking import mask
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.source import ScreenSource

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 1.0
"""While somebody watches, the screen is verified at least this often."""
_STALE_AFTER_S = 2.5
_GRAB_PAUSE_S = 0.1
"""Between two grabs while changes come that show nothing new in small."""
_IDLE_S = 3600.0


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """Somebody's wish for a picture.

    Attributes:
        session: Opaque id of who wants it; one open wish each.
        unlike: Mark of the last picture they got; None when any will do.
    """

    session: bytes
    max_width_px: int
    max_height_px: int
    unlike: int | None


Result = SmallPicture | NoPictureReason


class ScreenCapture:
    """Fulfils each wish once, when the picture differs from the one its owner has.

    Args:
        open_source: Makes the source, on the capture thread.
        private_windows: Masked in every picture.
        on_result: Gets (session, picture or reason) on the capture thread; must return at once.
        on_failure: Called once, on the capture thread, when it dies of an error of ours.
    """

    def __init__(
        self,
        *,
        open_source: Callable[[], ScreenSource],
        private_windows: PrivateWindows,
        on_result: Callable[[bytes, Result], None],
        on_failure: Callable[[BaseException], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_source = open_source
        self._private_windows = private_windows
        self._on_result = on_result
        self._on_failure = on_failure
        self._clock = clock
        self._lock = threading.Lock()
        self._wishes: dict[bytes, Wish] = {}
        self._hand, self._bell = socket.socketpair()
        self._hand.setblocking(False)
        self._bell.setblocking(False)
        self._is_stopping = False
        self._looked_at = float("-inf")
        self._wanted_since = float("inf")
        self._has_failed = False
        self._small: dict[tuple[int, int], SmallPixels] = {}
        self._thread = threading.Thread(target=self._run, name="capture")

    # for any thread

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; open wishes are dropped."""
        self._is_stopping = True
        self._ring()
        self._thread.join()
        self._hand.close()
        self._bell.close()

    def want(self, wish: Wish) -> None:
        """Fulfil `wish` once; it replaces an open one of the same session."""
        with self._lock:
            if not self._wishes:
                self._wanted_since = self._clock()
            self._wishes[wish.session] = wish
        self._ring()

    def unwant(self, session: bytes) -> None:
        """Drop the open wish of `session`, if any."""
        with self._lock:
            self._wishes.pop(session, None)

    def is_current(self, now: float) -> bool:
        """Tell whether the screen is looked at as it should be: no failure, no hang."""
        with self._lock:
            since = max(self._looked_at, self._wanted_since) if self._wishes else now
        return not self._has_failed and now - since < _STALE_AFTER_S

    def _ring(self) -> None:
        try:
            self._hand.send(b"!")
        except BlockingIOError:
            return  # a full bell is a rung bell

    def _run(self) -> None:
        try:
            source = self._open_source()
            try:
                while not self._is_stopping:
                    self._turn(source)
            finally:
                source.close()
        except BaseException as exc:  # thread top: nobody above us would see it
            logger.exception("the capture thread died")
            self._has_failed = True
            self._on_failure(exc)

    def _turn(self, source: ScreenSource) -> None:
        wishes = self._open_wishes()
        if wishes:
            self._look(source, wishes)
            wishes = self._open_wishes()
        if wishes:
            source.wait_for_change(_LOOK_EVERY_S, self._bell)
            self._hear_bell(0.0)
        else:
            self._hear_bell(_IDLE_S)

    def _hear_bell(self, within_s: float) -> None:
        self._bell.settimeout(within_s)
        try:
            self._bell.recv(4096)
        except (BlockingIOError, TimeoutError):
            return

    def _look(self, source: ScreenSource, wishes: list[Wish]) -> None:
        if source.has_changed() or any(self._box(wish) not in self._small for wish in wishes):
            before = self._private_windows.rectangles()
            shot = source.grab()
            if isinstance(shot, NoPictureReason):
                self._has_failed = True
                self._small.clear()
                for wish in wishes:
                    self._fulfil(wish, shot)
                return
            masked = mask(shot, [*before, *self._private_windows.rectangles()])
            self._small = {box: scale(masked, *box) for box in {self._box(wish) for wish in wishes}}
        self._has_failed = False
        self._looked_at = self._clock()
        is_answered = False
        for wish in wishes:
            small = self._small[self._box(wish)]
            if small.mark != wish.unlike:
                self._fulfil(wish, encode(small, source.origin))
                is_answered = True
        if not is_answered:  # what changed shows nothing new in small: do not grab without end
            self._hear_bell(_GRAB_PAUSE_S)

    def _open_wishes(self) -> list[Wish]:
        with self._lock:
            return list(self._wishes.values())

    def _fulfil(self, wish: Wish, result: Result) -> None:
        with self._lock:
            if self._wishes.get(wish.session) is not wish:
                return
            del self._wishes[wish.session]
        self._on_result(wish.session, result)

    @staticmethod
    def _box(wish: Wish) -> tuple[int, int]:
        return wish.max_width_px, wish.max_height_px
