"""Adapters of `ScreenSource`, one for each way of looking at a screen, and the choice of one."""

import os
import sys

from student_client.screen.backends.unsupported import UnsupportedSource
from student_client.screen.source import ScreenSource


def default_source() -> ScreenSource:
    """Return the source for this computer; one that says "unsupported" where there is none."""
    if sys.platform == "win32":
        from student_client.screen.backends.windows import WindowsSource  # noqa: PLC0415

        return WindowsSource()
    if sys.platform == "linux" and os.environ.get("DISPLAY"):
        if os.environ.get("XDG_SESSION_TYPE") == "wayland":  # XWayland shows only its own windows
            return UnsupportedSource("A Wayland session cannot be read yet.")
        from student_client.screen.backends.x11 import X11Source  # noqa: PLC0415

        return X11Source()
    return UnsupportedSource("There is no display that can be read on this system yet.")
