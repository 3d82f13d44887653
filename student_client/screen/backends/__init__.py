"""Adapters of `ScreenSource`, one for each way of looking at a screen, and the choice of one."""

import os
import sys
from pathlib import Path

from student_client.screen.backends.unsupported import UnsupportedSource
from student_client.screen.source import ScreenSource


def default_source(consent_path: Path | None = None) -> ScreenSource:
    """Return the source for this computer; one that says why where there is none.

    Args:
        consent_path: Where a Wayland desktop's consent token is kept, in the device's private
            folder; None asks the pupil each time.
    """
    if sys.platform == "win32":
        from student_client.screen.backends.windows import WindowsSource  # noqa: PLC0415

        return WindowsSource()
    if sys.platform != "linux":
        return UnsupportedSource("The screen of this system cannot be read yet.")
    # XWayland shows only its own windows, so a Wayland session's DISPLAY is of no use.
    kind = os.environ.get("XDG_SESSION_TYPE")
    if kind == "wayland" or (os.environ.get("WAYLAND_DISPLAY") and kind != "x11"):
        return _wayland_source(consent_path)
    if not os.environ.get("DISPLAY"):
        return UnsupportedSource("There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.")
    from student_client.screen.backends.logind import LogindSession  # noqa: PLC0415
    from student_client.screen.backends.x11 import X11Source  # noqa: PLC0415

    return X11Source(session=LogindSession())


def _wayland_source(consent_path: Path | None) -> ScreenSource:
    """Return grim's where it works, which needs no consent, else the portal's."""
    from student_client.screen.backends.consent_token import ConsentFile  # noqa: PLC0415
    from student_client.screen.backends.logind import LogindSession  # noqa: PLC0415
    from student_client.screen.backends.portal import PortalSource  # noqa: PLC0415
    from student_client.screen.backends.portal_session import PortalSession  # noqa: PLC0415
    from student_client.screen.backends.sway_outputs import SwayOutputs  # noqa: PLC0415
    from student_client.screen.backends.wlroots import WlrootsSource  # noqa: PLC0415

    outputs = SwayOutputs.of_this_session()
    by_grim = WlrootsSource(outputs=outputs).probe()
    if by_grim.is_available:
        return WlrootsSource(LogindSession(), outputs)
    consent = ConsentFile(consent_path) if consent_path is not None else None
    portal = PortalSource(PortalSession(consent), LogindSession())
    by_portal = portal.probe()
    if by_portal.is_available:
        return portal
    portal.close()
    return UnsupportedSource(f"{by_portal.explanation} {by_grim.explanation}")
