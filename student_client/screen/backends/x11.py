"""X11: mss grabs through shared memory; XDamage in front says what there is to grab.

Lane: capture. Measured at 1920x1080: a whole grab 1 ms, a question for damage 0.2 ms.
"""

import contextlib
import logging
import select
import socket

import mss
from mss.exception import ScreenShotError
from Xlib import X
from Xlib import display as xdisplay
from Xlib import error as xerror
from Xlib.ext import randr

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.backends.x11_damage import DamageGauge
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
    """

    origin = PictureOrigin.SCREEN

    def __init__(self, display: str | None = None) -> None:
        self._name = display
        self._mss: mss.MSS | None = None
        self._display: xdisplay.Display | None = None
        self._damage: DamageGauge | None = None
        self._is_damaged = True
        self._monitors: tuple[Rectangle, ...] = ()

    def probe(self) -> Capability:
        """Tell whether a picture can be taken here and now."""
        monitors = self.monitors()
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
        except (ScreenShotError, *_GONE) as exc:
            self._lose(type(exc).__name__)
            return NoPictureReason.CAPTURE_FAILED
        return self._monitors

    def focused(self) -> int:
        """Return the monitor with the middle of the active window, else with the pointer."""
        if self._display is None:
            return 0
        try:
            x, y = _active_point(self._display)
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
        if self._display is None or self._damage is None:
            select.select([bell], [], [], min(timeout_s, _POLL_S))
            return
        with contextlib.suppress(*_GONE):
            self._read_events()
            if not self._is_damaged:
                select.select([bell.fileno(), self._display.fileno()], [], [], timeout_s)

    def changes(self) -> list[Rectangle] | None:
        """Return what the server reports damaged since the last call."""
        if self._display is None or self._damage is None:
            return None
        try:
            self._read_events()
            if not self._is_damaged:
                return []
            self._is_damaged = False
            return self._damage.take()
        except _GONE as exc:
            self._lose(type(exc).__name__)
            return None

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """Return the pixels of `area`, or why there are none."""
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
            return self._shot(area)
        except (ScreenShotError, *_GONE) as exc:
            self._lose(type(exc).__name__)
            return NoPictureReason.CAPTURE_FAILED

    def close(self) -> None:
        """Let go of the display."""
        self._close_mss()
        self._damage = None
        if self._display is not None:
            with contextlib.suppress(*_GONE):
                self._display.close()
            self._display = None

    def _open(self) -> None:
        if self._mss is None:  # first: python-xlib leaks sockets when there is no display
            self._mss = mss.MSS(display=self._name) if self._name else mss.MSS()
            found = self._mss.monitors[1:] or self._mss.monitors
            self._monitors = tuple(
                Rectangle(each["left"], each["top"], each["width"], each["height"])
                for each in sorted(found, key=lambda each: not each.get("is_primary"))
            )
        if self._display is None:
            self._display = xdisplay.Display(self._name)
            self._watch(self._display)

    def _watch(self, display: xdisplay.Display) -> None:
        root = display.screen().root
        root.change_attributes(event_mask=X.StructureNotifyMask)
        if display.has_extension("RANDR"):
            root.xrandr_select_input(randr.RRScreenChangeNotifyMask)
        if DamageGauge.is_supported(display):
            self._damage = DamageGauge(display)
        else:
            logger.info("the X server has no damage extension; the screen is polled")
        display.flush()

    def _read_events(self) -> None:
        if self._display is None:
            return
        has_moved = False
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.ConfigureNotify or isinstance(event, randr.ScreenChangeNotify):
                has_moved = True
            else:
                self._is_damaged = True
        if has_moved:
            self._close_mss()  # it reads the monitors once
            self._open()
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
        self.close()
        self._is_damaged = True


def _active_point(display: xdisplay.Display) -> tuple[int, int]:
    """Return the middle of the active window (EWMH `_NET_ACTIVE_WINDOW`), else the pointer."""
    root = display.screen().root
    active = root.get_full_property(display.intern_atom("_NET_ACTIVE_WINDOW"), X.AnyPropertyType)
    if active is not None and len(active.value) and active.value[0]:
        window = display.create_resource_object("window", active.value[0])
        with contextlib.suppress(xerror.BadWindow, xerror.BadDrawable):
            size = window.get_geometry()
            corner = window.translate_coords(root, 0, 0)
            # Xlib counts from the window to the root with the sign turned.
            return size.width // 2 - corner.x, size.height // 2 - corner.y
    pointer = root.query_pointer()
    return pointer.root_x, pointer.root_y
