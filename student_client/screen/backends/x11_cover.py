"""What covers an X display: a locker's window, the screen saver, monitors that are switched off.

The server tells of its screen saver by events. Lockers without a desktop (i3lock and its like) tell
nobody: they put a window over all monitors, which is looked for when a whole monitor was painted,
and now and then where damage goes unreported. Power saving is asked for now and then; servers tell
of it only since DPMS 1.2.

Source: https://www.x.org/releases/X11R7.7/doc/scrnsaverproto/saver.html
Lane: capture.
"""

import contextlib

from Xlib import X
from Xlib import display as xdisplay
from Xlib import error as xerror
from Xlib.ext import dpms, screensaver
from Xlib.protocol import rq
from Xlib.xobject.drawable import Window

from protocol.vocabulary import NoPictureReason

_ASK_EVERY_S = 5.0
"""Between two questions that no event answers: 0.3 ms each."""
_LOCKERS = frozenset(
    {
        "cinnamon-screensaver",
        "gnome-screensaver",
        "i3lock",
        "kscreenlocker_greet",
        "light-locker",
        "mate-screensaver",
        "swaylock",
        "xfce4-screensaver",
        "xlock",
        "xscreensaver",
        "xsecurelock",
    }
)
"""WM_CLASS, in lower case, of windows that lock."""
_TOPMOST = 4
"""Windows looked at; a locker keeps itself on top."""


class ScreenCover:
    """Follows what covers one display.

    Raises:
        Xlib's errors, as every call does when the display goes away.
    """

    def __init__(self, display: xdisplay.Display) -> None:
        self._display = display
        self._root = display.screen().root
        self._locker: Window | None = None
        self._is_saving = False
        self._is_off = False
        self._has_power = bool(display.has_extension("DPMS")) and bool(
            display.dpms_capable().capable
        )
        self._asked_at = float("-inf")
        self._saver_event: int | None = None
        # python-xlib makes event classes anew for each display, so only numbers tell them apart.
        extension = display.query_extension("MIT-SCREEN-SAVER")
        if extension is not None:
            self._saver_event = extension.first_event
            self._root.screensaver_select_input(screensaver.NotifyMask)
            self._is_saving = self._root.screensaver_query_info().state == screensaver.StateOn

    def reason(self, now: float, *, may_be_covered: bool = False) -> NoPictureReason | None:
        """Return why the pupil's work is not to be seen, None if it is.

        Args:
            now: Seconds of any clock that only goes forward.
            may_be_covered: A whole monitor was painted; look at once for what did it.
        """
        if may_be_covered or now >= self._asked_at + _ASK_EVERY_S:
            self._asked_at = now
            if self._locker is None:
                self._locker = self._find_locker()
            if self._has_power:
                power = self._display.dpms_info()
                self._is_off = bool(power.state) and power.power_level != dpms.DPMSModeOn
        if self._locker is not None:
            return NoPictureReason.LOCKED
        return NoPictureReason.BLANKED if self._is_saving or self._is_off else None

    def take(self, event: rq.Event) -> bool:
        """Return whether `event` was ours."""
        if event.type == self._saver_event:
            self._is_saving = event.state == screensaver.StateOn
            return True
        if event.type in {X.UnmapNotify, X.DestroyNotify}:
            if self._locker is not None and event.window == self._locker:
                self._locker = None
                self._asked_at = float("-inf")  # another may stand below it
            return True
        if event.type == X.MapNotify:
            self._asked_at = float("-inf")
            return True
        return False

    def _find_locker(self) -> Window | None:
        topmost: list[Window] = self._root.query_tree().children[-_TOPMOST:]
        for window in topmost:
            with contextlib.suppress(xerror.BadWindow, xerror.BadDrawable):
                names = window.get_wm_class()
                if names is None or not _LOCKERS.intersection(name.lower() for name in names):
                    continue
                window.change_attributes(
                    event_mask=X.StructureNotifyMask, onerror=xerror.CatchError(xerror.BadWindow)
                )
                if window.get_attributes().map_state == X.IsViewable:
                    return window
        return None
