"""X11: mss grabs through shared memory; XDamage in front says what there is to grab.

Lane: capture. Measured at 1920x1080: a whole grab 1 ms, a question for damage 0.2 ms.
"""

import contextlib
import logging
import select
import socket
import time

import mss
from mss.exception import ScreenShotError
from Xlib import X
from Xlib import display as xdisplay
from Xlib import error as xerror
from Xlib.ext import randr

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.backends.logind import LogindSession
from student_client.screen.backends.x11_cover import ScreenCover
from student_client.screen.backends.x11_damage import DamageGauge
from student_client.screen.backends.x11_monitors import (
    active_point,
    is_over_a_monitor,
    told_apart,
)
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Capability, Shot

logger = logging.getLogger(__name__)

_POLL_S = 0.5
"""Between looks where the server has no damage extension."""
_GONE = (xerror.ConnectionClosedError, xerror.DisplayError, xerror.XError, OSError)


class X11Source:
    """All monitors of one X display.

    Args:
        display: Name such as ":0"; None takes the environment's.
        session: Says when it is locked. Ownership passes to this object.
    """

    origin = PictureOrigin.SCREEN
    can_mask = True

    def __init__(self, display: str | None = None, session: LogindSession | None = None) -> None:
        self._name = display
        self._session = session
        self._mss: mss.MSS | None = None
        self._display: xdisplay.Display | None = None
        self._damage: DamageGauge | None = None
        self._cover: ScreenCover | None = None
        self._hindrance: NoPictureReason | None = None
        self._is_damaged = True
        self._monitors: tuple[Rectangle, ...] = ()
        self._has_lit_monitor = True
        self._moves: frozenset[int] = frozenset()

    def probe(self) -> Capability:
        """Tell whether a picture can be taken here and now."""
        monitors = self.monitors()
        if self._hindrance is not None:
            explanation = f"X11; it showed nothing when first looked at ({self._hindrance.value})."
            return Capability(is_available=True, explanation=explanation)
        if isinstance(monitors, NoPictureReason) or isinstance(
            self.grab(monitors[0]._replace(width=1, height=1)), NoPictureReason
        ):
            return Capability(is_available=False, explanation="The X display cannot be read.")
        how = "changes are reported" if self._damage is not None else "changes are polled"
        sizes = ", ".join(f"{each.width}x{each.height}" for each in monitors)
        return Capability(is_available=True, explanation=f"X11, {sizes}, {how}.")

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        """Return where each monitor lies now, or why none can be looked at."""
        try:
            self._open()
            self._read_events()
            self._look_for_hindrance()
        except (ScreenShotError, *_GONE) as exc:
            self._lose(type(exc).__name__)
            return NoPictureReason.CAPTURE_FAILED
        return self._hindrance or self._monitors

    def focused(self) -> int:
        """Return the monitor with the middle of the active window, else with the pointer."""
        if self._display is None:
            return 0
        try:
            x, y = active_point(self._display)
        except _GONE:
            return 0
        for number, place in enumerate(self._monitors):
            if place.left <= x < place.right and place.top <= y < place.bottom:
                return number
        return 0

    def pointer(self) -> tuple[int, int] | None:
        """Return where the pointer's tip is."""
        if self._display is None:
            return None
        try:
            found = self._display.screen().root.query_pointer()
        except _GONE:
            return None
        return found.root_x, found.root_y

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Return when the server reports damage, `bell` rings, or time is up."""
        bells: list[int] = [bell.fileno()]
        if self._session is not None:
            bells.append(self._session.fileno())
        if self._display is None or self._damage is None:
            select.select(bells, [], [], min(timeout_s, _POLL_S))
            return
        with contextlib.suppress(*_GONE):
            self._read_events()
            if not self._is_damaged or self._hindrance is not None:
                select.select([*bells, self._display.fileno()], [], [], timeout_s)

    def changes(self) -> list[Rectangle] | None:
        """Return what the server reports damaged since the last call."""
        if self._display is None or self._damage is None:
            return None
        try:
            self._read_events()
            if not self._is_damaged:
                return []
            self._is_damaged = False
            damaged = self._damage.take()
            if is_over_a_monitor(damaged, self._monitors):
                self._look_for_hindrance(may_be_covered=True)
        except _GONE as exc:
            self._lose(type(exc).__name__)
            return None
        return damaged

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """Return the pixels of `area`, or why there are none."""
        if self._hindrance is not None:
            return self._hindrance
        try:
            self._open()
            return self._shot(area)
        except ScreenShotError:
            self._close_mss()  # its buffer is sized once: a larger screen needs a new one
        except _GONE as exc:
            self._lose(type(exc).__name__)
            return NoPictureReason.CAPTURE_FAILED
        try:
            self._open()
            inside = [each for each in map(area.clipped, self._monitors) if each is not None]
            return self._shot(inside[0] if inside else self._monitors[0])
        except (ScreenShotError, *_GONE) as exc:
            self._lose(type(exc).__name__)
            return NoPictureReason.CAPTURE_FAILED

    def close(self) -> None:
        """Let go of the display."""
        self._let_go()
        if self._session is not None:
            self._session.close()
            self._session = None

    def _let_go(self) -> None:
        self._close_mss()
        self._damage = None
        self._cover = None
        self._hindrance = None
        if self._display is not None:
            with contextlib.suppress(*_GONE):
                self._display.close()
            self._display = None

    def _open(self) -> None:
        if self._mss is None:  # first: python-xlib leaks sockets when there is no display
            self._mss = mss.MSS(display=self._name) if self._name else mss.MSS()
            found = self._mss.monitors[1:]
            self._has_lit_monitor = bool(found)
            found = found or self._mss.monitors
            self._monitors = told_apart(
                Rectangle(each["left"], each["top"], each["width"], each["height"])
                for each in sorted(found, key=lambda each: not each.get("is_primary"))
            )
        if self._display is None:
            self._display = xdisplay.Display(self._name)
            self._watch(self._display)

    def _watch(self, display: xdisplay.Display) -> None:
        root = display.screen().root
        root.change_attributes(event_mask=X.StructureNotifyMask)
        self._moves = frozenset({X.ConfigureNotify})
        # python-xlib makes event classes anew for each display, so only numbers tell them apart.
        extension = display.query_extension("RANDR")
        if extension is not None:
            first = extension.first_event
            self._moves |= {first + randr.RRScreenChangeNotify, first + randr.RRNotify}
            root.xrandr_select_input(
                randr.RRScreenChangeNotifyMask
                | randr.RRCrtcChangeNotifyMask
                | randr.RROutputChangeNotifyMask
            )
        if DamageGauge.is_supported(display):
            self._damage = DamageGauge(display)
        else:
            logger.info("the X server has no damage extension; the screen is polled")
        self._cover = ScreenCover(display)
        display.flush()

    def _read_events(self) -> None:
        if self._display is None:
            return
        has_moved = False
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type in self._moves:
                has_moved = True
            elif self._cover is None or not self._cover.take(event):
                self._is_damaged = True
        if has_moved:
            self._close_mss()  # it reads the monitors once
            self._open()
            self._is_damaged = True

    def _look_for_hindrance(self, *, may_be_covered: bool = False) -> None:
        before = self._hindrance
        self._hindrance = self._session.reason() if self._session is not None else None
        if self._hindrance is None and self._cover is not None:
            now = time.monotonic()
            self._hindrance = self._cover.reason(now, may_be_covered=may_be_covered)
        if self._hindrance is None and not self._has_lit_monitor:
            self._hindrance = NoPictureReason.BLANKED
        if self._hindrance is not before:
            self._is_damaged = True

    def _shot(self, area: Rectangle) -> Shot:
        if self._mss is None:
            raise ScreenShotError("not open")
        left, top, width, height = area
        picture = self._mss.grab({"left": left, "top": top, "width": width, "height": height})
        return Shot(picture.size.width, picture.size.height, picture.left, picture.top, picture.raw)

    def _close_mss(self) -> None:
        if self._mss is not None:
            with contextlib.suppress(ScreenShotError, OSError):
                self._mss.close()
            self._mss = None

    def _lose(self, why: str) -> None:
        logger.warning("the screen cannot be looked at: %s", why)
        self._let_go()
        self._is_damaged = True
