"""Which monitors of an X display count as one's own, and which of them the pupil works on.

Lane: capture.
"""

import contextlib
from collections.abc import Iterable, Sequence

from Xlib import X
from Xlib import display as xdisplay
from Xlib import error as xerror

from student_client.screen.geometry import Rectangle


def told_apart(places: Iterable[Rectangle]) -> tuple[Rectangle, ...]:
    """Return `places` without those that another one shows too: a projector mirrors a monitor."""
    apart: list[Rectangle] = []
    for place in places:
        if not any(place.clipped(other) in {place, other} for other in apart):
            apart.append(place)
    return tuple(apart)


def is_over_a_monitor(parts: Sequence[Rectangle], monitors: Sequence[Rectangle]) -> bool:
    """Return whether one of `parts` covers one of `monitors`."""
    return any(part.clipped(place) == place for part in parts for place in monitors)


def active_point(display: xdisplay.Display) -> tuple[int, int]:
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
