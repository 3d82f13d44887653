"""The capture thread: looks at the screen when somebody may see it, and only where it changed.

Lane: capture, alone with its source. With no wish open it sleeps and costs nothing.
"""

import dataclasses
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator

from protocol.vocabulary import NoPictureReason
from student_client.screen.changes import ScreenChanges
from student_client.screen.geometry import Rectangle, clustered
from student_client.screen.masking import mask
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.source import ScreenSource, Shot
from student_client.screen.thumbnail import Thumbnail, Update

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 1.0
"""While somebody watches, the source is asked at least this often."""
_STALE_AFTER_S = 2.5
_IDLE_S = 3600.0


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """Somebody's wish for the next update.

    Attributes:
        session: Opaque id of who wants it; one open wish each.
        interval_s: Least time between updates of what changes all the time.
        is_anew: They hold nothing: the whole picture, even if nothing changed.
    """

    session: bytes
    max_width_px: int
    max_height_px: int
    interval_s: float
    is_anew: bool


Result = Update | NoPictureReason


@dataclasses.dataclass(slots=True)
class _Viewer:
    thumbnail: Thumbnail | None = None
    changed: list[Rectangle] = dataclasses.field(default_factory=list)
    is_news: bool = False
    sent_at: float = float("-inf")
    served: Wish | None = None
    is_check: bool = False


class _NoShotError(Exception):
    def __init__(self, reason: NoPictureReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class ScreenCapture:
    """Fulfils each wish once, when the screen differs from what its owner has.

    Args:
        open_source: Makes the source, on the capture thread.
        private_windows: Masked in every picture.
        on_result: Gets (session, update or reason) on the capture thread; must return at once.
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
        self._forgotten: set[bytes] = set()
        self._hand, self._bell = socket.socketpair()
        self._hand.setblocking(False)
        self._bell.setblocking(False)
        self._is_stopping = False
        self._looked_at = float("-inf")
        self._wanted_since = float("inf")
        self._has_failed = False
        self._viewers: dict[bytes, _Viewer] = {}
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

    def forget(self, session: bytes) -> None:
        """Drop the open wish of `session`, and what it holds."""
        with self._lock:
            self._wishes.pop(session, None)
            self._forgotten.add(session)

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
            changes = ScreenChanges(source, self._private_windows)
            try:
                while not self._is_stopping:
                    self._turn(source, changes)
            finally:
                source.close()
        except BaseException as exc:  # thread top: nobody above us would see it
            logger.exception("the capture thread died")
            self._has_failed = True
            self._on_failure(exc)

    def _turn(self, source: ScreenSource, changes: ScreenChanges) -> None:
        wishes = self._open_wishes()
        if not wishes:
            self._hear_bell(_IDLE_S)
            return
        now = self._clock()
        if now >= changes.due_at:
            self._collect(changes, now)
        wait_s = min(self._serve(source, changes, wish, now) for wish in wishes)
        if not self._open_wishes():
            return
        now = self._clock()
        wait_s = min(wait_s, _LOOK_EVERY_S, changes.settles_in_s())
        if now < changes.due_at:
            self._hear_bell(max(0.0, min(wait_s, changes.due_at - now)))
        elif wait_s > 0:
            source.wait_for_change(wait_s, self._bell)
            self._hear_bell(0.0)

    def _hear_bell(self, within_s: float) -> None:
        self._bell.settimeout(within_s)
        try:
            self._bell.recv(4096)
        except (BlockingIOError, TimeoutError):
            return

    def _collect(self, changes: ScreenChanges, now: float) -> None:
        found = changes.collect(now)
        self._looked_at = now
        if found.is_reset:
            for viewer in self._viewers.values():
                viewer.thumbnail = None
        for viewer in self._viewers.values():
            viewer.is_check = found.is_check and not viewer.changed
            viewer.changed += found.parts
            viewer.is_news = viewer.is_news or found.is_news

    def _serve(self, source: ScreenSource, changes: ScreenChanges, wish: Wish, now: float) -> float:
        """Look for `wish` if it is time; return in how many seconds it will be, else."""
        viewer = self._viewers.setdefault(wish.session, _Viewer())
        if isinstance(changes.monitors, NoPictureReason):
            self._withhold(wish, viewer, changes.monitors)
            return _LOOK_EVERY_S
        place = changes.monitors[changes.focus]
        if wish is not viewer.served:
            viewer.served = wish
            if wish.is_anew:
                viewer.thumbnail = None
        box = (wish.max_width_px, wish.max_height_px)
        held = viewer.thumbnail
        if held is None or held.place != place or held.box != box:
            viewer.thumbnail = held = Thumbnail(place, *box)
            viewer.changed, viewer.is_news = [place], True
        if not viewer.changed:
            return _LOOK_EVERY_S
        if not viewer.is_news and now < viewer.sent_at + wish.interval_s:
            return viewer.sent_at + wish.interval_s - now
        is_check = viewer.is_check and not held.is_empty
        has_changed = self._look(source, wish, viewer, held, len(changes.monitors))
        if is_check:
            changes.checked(has_changed=has_changed)
        return _LOOK_EVERY_S

    def _look(
        self,
        source: ScreenSource,
        wish: Wish,
        viewer: _Viewer,
        thumbnail: Thumbnail,
        screens: int,
    ) -> bool:
        is_whole = thumbnail.is_empty
        areas = [area for area in map(thumbnail.area_of, viewer.changed) if area is not None]
        viewer.changed, viewer.is_news = [], False
        pieces = []
        for area in clustered(areas):
            try:
                piece = thumbnail.take(area, self._shots(source, thumbnail.bands(area)))
            except _NoShotError as exc:
                piece = exc.reason
            if isinstance(piece, NoPictureReason):
                self._withhold(wish, viewer, piece)
                return False
            if piece is not None:
                pieces.append(piece)
        self._has_failed = False
        self._looked_at = self._clock()
        if pieces:
            viewer.sent_at = self._looked_at
            size = (thumbnail.width_px, thumbnail.height_px)
            update = Update(*size, is_whole, tuple(pieces), screens, source.origin)
            self._fulfil(wish, update)
        return bool(pieces)

    def _shots(self, source: ScreenSource, areas: list[Rectangle]) -> Iterator[Shot]:
        for area in areas:
            before = self._private_windows.rectangles()
            shot = source.grab(area)
            if isinstance(shot, NoPictureReason):
                raise _NoShotError(shot)
            yield mask(shot, [*before, *self._private_windows.rectangles()])

    def _withhold(self, wish: Wish, viewer: _Viewer, reason: NoPictureReason) -> None:
        self._has_failed = True
        viewer.thumbnail = None
        self._fulfil(wish, reason)

    def _open_wishes(self) -> list[Wish]:
        with self._lock:
            for session in self._forgotten:
                self._viewers.pop(session, None)
            self._forgotten.clear()
            return list(self._wishes.values())

    def _fulfil(self, wish: Wish, result: Result) -> None:
        with self._lock:
            if self._wishes.get(wish.session) is not wish:
                # What was found is in none of their hands: they need the whole next time.
                viewer = self._viewers.get(wish.session)
                if viewer is not None:
                    viewer.thumbnail = None
                return
            del self._wishes[wish.session]
        self._on_result(wish.session, result)
