"""Makes each program's main window fill the display, as a person would have it. A program. X11.

Xvfb has no window manager. This one does nothing but give windows of at least a quarter of the
display all of it, and let the others be as they wish.
"""

import signal
import sys

from Xlib import X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError


def main() -> int:
    """Manage windows until ended; 1 when the display has a window manager already."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    display = Display()
    screen = display.screen()
    refused = CatchError(BadAccess)
    screen.root.change_attributes(event_mask=X.SubstructureRedirectMask, onerror=refused)
    display.sync()
    if refused.get_error() is not None:
        return 1
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    width, height = screen.width_in_pixels, screen.height_in_pixels
    while True:
        event = display.next_event()
        if event.type == X.MapRequest:
            size = event.window.get_geometry()
            if 4 * size.width * size.height >= width * height:
                event.window.configure(x=0, y=0, width=width, height=height)
            event.window.map()
        elif event.type == X.ConfigureRequest:
            wished = {
                name: getattr(event, name)
                for name, bit in _WISHES.items()
                if event.value_mask & bit
            }
            event.window.configure(**wished)
        display.flush()


_WISHES = {"x": X.CWX, "y": X.CWY, "width": X.CWWidth, "height": X.CWHeight}

if __name__ == "__main__":
    sys.exit(main())
