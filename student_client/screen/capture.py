"""The capture thread: looks at the screen when somebody may see it, and only where it changed.

Lane: capture, alone with its source. With no wish open it sleeps and costs nothing.
"""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator

from protocol.limits import SIGHT_MAX_CHARACTERS
from protocol.vocabulary import NoPictureReason
from student_client.screen.changes import ScreenChanges
from student_client.screen.full_viewer import FullViewer
from student_client.screen.geometry import Rectangle
from student_client.screen.light_check import LightCheck
from student_client.screen.lights import Lights
from student_client.screen.masking import mask
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.small_viewer import LOOK_EVERY_S, SmallViewer
from student_client.screen.source import ScreenSource, Shot
from student_client.screen.wish import AnyWish, FrameWish, Result

logger = logging.getLogger(__name__)

_STALE_AFTER_S = 2.5
_IDLE_S = 3600.0

_Viewer = SmallViewer | FullViewer


class _NoShotError(Exception):
    def __init__(self, reason: NoPictureReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class ScreenCapture:
    """Fulfils each wish once, when the screen differs from what its owner has.

    Args:
        open_source: Makes the source, on the capture thread.
        private_windows: Masked in every picture.
        lights: Must be seen on the screen, or nothing of it is used.
        on_result: Gets (session, update or reason) on the capture thread; must return at once.
        on_failure: Called once, on the capture thread, when it dies of an error of ours.
    """

    def __init__(
        self,
        *,
        open_source: Callable[[], ScreenSource],
        private_windows: PrivateWindows,
        lights: Lights,
        on_result: Callable[[bytes, Result], None],
        on_failure: Callable[[BaseException], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_source = open_source
        self._private_windows = private_windows
        self._light_check = LightCheck(lights)
        self._on_result = on_result
        self._on_failure = on_failure
        self._clock = clock
        self._lock = threading.Lock()
        self._wishes: dict[bytes, AnyWish] = {}
        self._forgotten: set[bytes] = set()
        self._hand, self._bell = socket.socketpair()
        self._hand.setblocking(False)
        self._bell.setblocking(False)
        self._is_stopping = False
        self._looked_at = float("-inf")
        self._wanted_since = float("inf")
        self._has_failed = False
        self._sight = ""
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

    def want(self, wish: AnyWish) -> None:
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

    def sight(self) -> str:
        """Return what this screen can and cannot show, one sentence; empty until it was tried."""
        return self._sight

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
                self._sight = source.probe().explanation[:SIGHT_MAX_CHARACTERS]
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
        wait_s = min(wait_s, LOOK_EVERY_S, changes.settles_in_s())
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
        viewers = self._viewers.values()
        found = changes.collect(
            now,
            pause_s=min((viewer.pause_s for viewer in viewers), default=0.0),
            blind_pause_s=min((viewer.blind_pause_s for viewer in viewers), default=0.0),
        )
        self._looked_at = now
        for viewer in viewers:
            viewer.note(found)

    def _serve(
        self, source: ScreenSource, changes: ScreenChanges, wish: AnyWish, now: float
    ) -> float:
        """Look for `wish` if it is time; return in how many seconds it will be, else."""
        monitors = changes.monitors
        if isinstance(monitors, NoPictureReason):
            self._withhold(wish, monitors)
            return LOOK_EVERY_S
        if self._must_pause(source):
            self._withhold(wish, NoPictureReason.PAUSED)
            return LOOK_EVERY_S
        viewer: _Viewer
        if isinstance(wish, FrameWish):
            full = viewer = self._full_viewer(wish.session)
            if full.pointer_wait_s(now) <= 0:
                full.point(source.pointer(), now)
            wait_s = full.wait_s(wish, monitors, changes.focus, now)
        else:
            small = viewer = self._small_viewer(wish.session)
            wait_s = small.wait_s(wish, monitors, changes.focus, now)
        wait_s = wait_s or self._light_check.wait_s(source, monitors, now)
        if wait_s == float("inf"):
            self._withhold(wish, NoPictureReason.NO_SIGN)
            return LOOK_EVERY_S
        if wait_s > 0:
            return wait_s
        is_check = viewer.is_checking
        has_changed = self._look(source, wish, viewer, monitors)
        if is_check:
            changes.checked(has_changed=has_changed)
        return LOOK_EVERY_S

    def _look(
        self,
        source: ScreenSource,
        wish: AnyWish,
        viewer: _Viewer,
        monitors: tuple[Rectangle, ...],
    ) -> bool:
        def shots(areas: list[Rectangle]) -> Iterator[Shot]:
            return self._shots(source, areas)

        try:
            result = viewer.look(shots, monitors, source.origin, self._clock())
        except _NoShotError as exc:
            result = exc.reason
        if isinstance(result, NoPictureReason):
            self._withhold(wish, result)
            return False
        self._has_failed = False
        self._looked_at = self._clock()
        if result is not None:
            self._fulfil(wish, result)
        return result is not None and bool(result.pieces)

    def _shots(self, source: ScreenSource, areas: list[Rectangle]) -> Iterator[Shot]:
        for area in areas:
            before = self._private_windows.rectangles()
            shot = source.grab(area)
            if isinstance(shot, NoPictureReason):
                raise _NoShotError(shot)
            if self._must_pause(source):
                raise _NoShotError(NoPictureReason.PAUSED)
            yield mask(shot, [*before, *self._private_windows.rectangles()])

    def _must_pause(self, source: ScreenSource) -> bool:
        """Tell whether something private is open that cannot be greyed out, its place unknown."""
        return not source.can_mask and bool(self._private_windows.rectangles())

    def _withhold(self, wish: AnyWish, reason: NoPictureReason) -> None:
        self._has_failed = True
        self._forget_held(wish.session)
        self._fulfil(wish, reason)

    def _open_wishes(self) -> list[AnyWish]:
        with self._lock:
            for session in self._forgotten:
                self._viewers.pop(session, None)
            self._forgotten.clear()
            return list(self._wishes.values())

    def _fulfil(self, wish: AnyWish, result: Result) -> None:
        with self._lock:
            is_wanted = self._wishes.get(wish.session) is wish
            if is_wanted:
                del self._wishes[wish.session]
        if is_wanted:
            self._on_result(wish.session, result)
        else:  # what was found is in none of their hands: they need the whole next time
            self._forget_held(wish.session)

    def _forget_held(self, session: bytes) -> None:
        viewer = self._viewers.get(session)
        if viewer is not None:
            viewer.forget()

    def _small_viewer(self, session: bytes) -> SmallViewer:
        viewer = self._viewers.get(session)
        if not isinstance(viewer, SmallViewer):
            viewer = self._viewers[session] = SmallViewer()
        return viewer

    def _full_viewer(self, session: bytes) -> FullViewer:
        viewer = self._viewers.get(session)
        if not isinstance(viewer, FullViewer):
            viewer = self._viewers[session] = FullViewer()
        return viewer
