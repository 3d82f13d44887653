"""One key combination that opens the Help window from anywhere, on X11.

The X server is asked for this combination alone and tells us of no other key
(https://www.x.org/releases/current/doc/libX11/libX11/libX11.html#XGrabKey). Wayland has no such
request, and on Windows and macOS it is not done yet: there the tray and the program menu open it.
Lane: gui.
"""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import CatchError, DisplayError, XError

logger = logging.getLogger(__name__)

_KEY = "h"
_MODIFIERS = X.ControlMask | X.Mod1Mask
"""Ctrl+Alt+H."""
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)
"""Caps Lock and Num Lock count as modifiers, so each state is asked for."""


class HelpShortcut(QObject):
    """Holds the combination until closed; nothing where another program has it.

    Args:
        display_name: Of the X display, as in `DISPLAY`.
    """

    def __init__(self, display_name: str, on_pressed: Callable[[], None]) -> None:
        super().__init__()
        self._on_pressed = on_pressed
        self._notifier: QSocketNotifier | None = None
        try:
            self._display = Display(display_name)
        except (DisplayError, OSError) as exc:
            logger.info("no shortcut for help: the display cannot be asked (%s)", exc)
            return
        root = self._display.screen().root
        keycode = self._display.keysym_to_keycode(XK.string_to_keysym(_KEY))
        refused = CatchError()
        for locks in _LOCKS:
            mask = _MODIFIERS | locks
            root.grab_key(keycode, mask, 1, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
        self._display.sync()
        if refused.get_error() is not None:
            logger.info("no shortcut for help: another program has Ctrl+Alt+H")
        self._notifier = QSocketNotifier(self._display.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def close(self) -> None:
        """Give the combination back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
            self._display.close()

    def _hear(self) -> None:
        try:
            while self._display.pending_events():
                if self._display.next_event().type == X.KeyPress:
                    self._on_pressed()
        except (XError, OSError) as exc:
            logger.info("the shortcut for help is gone with its display: %s", type(exc).__name__)
            if self._notifier is not None:
                self._notifier.setEnabled(False)
