"""A person's keys and mouse on an X display, through the server's own XTest extension."""

from Xlib import XK, X, display
from Xlib.error import BadMatch, BadWindow, CatchError
from Xlib.ext import xtest
from Xlib.xobject.drawable import Window

from protocol.errors import HarbourError

_SHIFT = "Shift_L"


class Hands:
    """Presses, types and clicks on one display.

    Args:
        name: As in `DISPLAY`.
    """

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._root = self._display.screen().root

    def press(self, *names: str) -> None:
        """Press keys together, by the names of their symbols, and let them go."""
        codes = [self._display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def type(self, text: str) -> None:
        """Type plain Latin text, key after key.

        Raises:
            HarbourError: The keyboard has no key for a letter.
        """
        shift = self._display.keysym_to_keycode(XK.string_to_keysym(_SHIFT))
        for letter in text:
            keys = [each for each in self._display.keysym_to_keycodes(ord(letter)) if each[1] < 2]  # noqa: PLR2004  # plain and shifted
            if not keys:
                raise HarbourError(f"this keyboard has no key for {letter!r}")
            code, level = min(keys, key=lambda each: each[1])
            if level:
                xtest.fake_input(self._display, X.KeyPress, shift)
            xtest.fake_input(self._display, X.KeyPress, code)
            xtest.fake_input(self._display, X.KeyRelease, code)
            if level:
                xtest.fake_input(self._display, X.KeyRelease, shift)
        self._display.sync()

    def click(self, x: int, y: int) -> None:
        """Click with the left button; pixels of the screen."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()

    def shows(self, title: str) -> bool:
        """Tell whether a window called `title` is on the display."""
        return self._window(title) is not None

    def give_keyboard_to(self, title: str) -> bool:
        """Let the window called `title` have the keys, as a window manager would; tell if it is so.

        There is no window manager on these displays.
        """
        window = self._window(title)
        if window is None:
            return False
        refused = CatchError(BadMatch, BadWindow)  # it may go at any moment
        window.set_input_focus(X.RevertToParent, X.CurrentTime, onerror=refused)
        self._display.sync()
        return refused.get_error() is None

    def close(self) -> None:
        """Let go of the display."""
        self._display.close()

    def _window(self, title: str) -> Window | None:
        windows: list[Window] = self._root.query_tree().children
        for window in windows:
            try:
                is_shown = window.get_attributes().map_state == X.IsViewable
                if is_shown and window.get_wm_name() == title:
                    return window
            except BadWindow:
                continue  # it just went
        return None
