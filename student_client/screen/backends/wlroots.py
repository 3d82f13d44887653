"""Compositors made of wlroots (sway, labwc, Wayfire, Hyprland): grim takes each picture.

A look costs a program's start and about 50 ms at 1920x1080, so looks are rare: nothing says what
changed. A Wayland window does not know where it lies, so ours cannot be greyed out.

Source: https://wayland.app/protocols/wlr-screencopy-unstable-v1
Lane: capture.
"""

import dataclasses
import logging
import re
import select
import shutil
import socket
import subprocess
import time

from PIL import Image

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.backends.logind import LogindSession
from student_client.screen.backends.sway_outputs import SwayOutputs
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Capability, Shot

logger = logging.getLogger(__name__)

_PATIENCE_S = 3.0
_FRESH_S = 0.25
"""One picture serves all bands of one look."""
_HEADER = re.compile(rb"P6\n(\d{1,5}) (\d{1,5})\n255\n")
_WHOLE = ""
"""Stands for all monitors together, where nobody tells one from the other."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Picture:
    output: str
    image: Image.Image
    taken_at: float


class WlrootsSource:
    """All monitors of one Wayland session, side by side in the order of their names.

    Args:
        session: Says when it is locked. Ownership passes to this object.
        outputs: Tells the monitors apart; without it all are one picture.
    """

    origin = PictureOrigin.SCREEN
    can_mask = False

    def __init__(
        self, session: LogindSession | None = None, outputs: SwayOutputs | None = None
    ) -> None:
        self._session = session
        self._outputs = outputs
        self._grim = shutil.which("grim")
        self._places: dict[str, Rectangle] = {}
        self._focused = 0
        self._picture: _Picture | None = None
        self._complaint = ""

    def probe(self) -> Capability:
        """Tell whether a picture can be taken here and now."""
        if self._grim is None:
            return Capability(is_available=False, explanation="grim is not installed.")
        monitors = self.monitors()
        if isinstance(monitors, NoPictureReason):
            return Capability(
                is_available=monitors in {NoPictureReason.LOCKED, NoPictureReason.BLANKED},
                explanation=f"grim takes no picture ({monitors.value}). {self._complaint}".strip(),
            )
        if isinstance(self.grab(monitors[0]), NoPictureReason):
            return Capability(is_available=False, explanation=f"grim fails. {self._complaint}")
        sizes = ", ".join(f"{each.width}x{each.height}" for each in monitors)
        apart = "" if self._outputs is not None else ", all monitors in one picture"
        return Capability(is_available=True, explanation=f"grim, {sizes}, polled{apart}.")

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        """Return where each monitor lies now, or why none can be looked at."""
        reason = self._session.reason() if self._session is not None else None
        if reason is not None:
            return reason
        if self._outputs is None:
            image = self._look(_WHOLE)
            if isinstance(image, NoPictureReason):
                return image
            self._places = {_WHOLE: Rectangle(0, 0, *image.size)}
            return tuple(self._places.values())
        try:
            lit = sorted(self._outputs.lit(), key=lambda each: each.name)
        except (OSError, ValueError) as exc:
            return self._fail(f"sway does not say which monitors there are: {exc}")
        before, left = self._places, 0
        self._places = {}
        for number, output in enumerate(lit):
            width, height = output.size_px
            self._places[output.name] = Rectangle(left, 0, width, height)
            left += width
            if output.focused:
                self._focused = number
        if self._places != before:
            self._picture = None
        self._focused = min(self._focused, max(0, len(lit) - 1))
        return tuple(self._places.values()) or NoPictureReason.BLANKED

    def focused(self) -> int:
        """Return the monitor that sway has focused, the first where nobody says."""
        return self._focused

    def pointer(self) -> tuple[int, int] | None:
        """Nobody is told; it is drawn into the picture."""
        return None

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Wait for `bell`, the lock, or the next look."""
        bells = [bell.fileno()]
        if self._session is not None:
            bells.append(self._session.fileno())
        select.select(bells, [], [], timeout_s)

    def changes(self) -> list[Rectangle] | None:
        """Unknown."""
        return None

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """Return the pixels of `area`, or why there are none."""
        found = ((name, each) for name, each in self._places.items() if area.clipped(each))
        name, place = next(found, (None, area))
        if name is None:
            return NoPictureReason.CAPTURE_FAILED
        image = self._look(name)
        if isinstance(image, NoPictureReason):
            return image
        there = area.clipped(Rectangle(place.left, place.top, *image.size))
        if there is None:
            return NoPictureReason.CAPTURE_FAILED
        box = (there.left - place.left, there.top, there.right - place.left, there.bottom)
        pixels = image.crop(box).tobytes("raw", "BGRX")
        return Shot(there.width, there.height, there.left, there.top, pixels)

    def close(self) -> None:
        """Let go of the session."""
        self._picture = None
        if self._session is not None:
            self._session.close()
            self._session = None

    def _look(self, output: str) -> Image.Image | NoPictureReason:
        now = time.monotonic()
        held = self._picture
        if held is not None and held.output == output and now < held.taken_at + _FRESH_S:
            return held.image
        self._picture = None
        if self._grim is None:
            return NoPictureReason.UNSUPPORTED
        try:
            done = subprocess.run(  # noqa: S603  # the compositor's own name is all that varies
                ("grim", "-c", "-t", "ppm", *(("-o", output) if output else ()), "-"),  # noqa: S607
                executable=self._grim,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as exc:
            return self._fail(f"grim did not answer: {type(exc).__name__}")
        if done.returncode != 0:
            why = " ".join(done.stderr.decode(errors="replace").split())[:200]
            self._fail(f"grim: {why}")
            is_unable = "screencopy" in why or "doesn't support" in why
            return NoPictureReason.UNSUPPORTED if is_unable else NoPictureReason.CAPTURE_FAILED
        image = _image_of(done.stdout)
        if image is None:
            return self._fail("grim wrote something that is no picture")
        self._complaint = ""
        self._picture = _Picture(output, image, now)
        return image

    def _fail(self, why: str) -> NoPictureReason:
        if why != self._complaint:
            logger.warning("the screen cannot be looked at: %s", why)
        self._complaint = why
        return NoPictureReason.CAPTURE_FAILED


def _image_of(data: bytes) -> Image.Image | None:
    header = _HEADER.match(data)
    if header is None:
        return None
    size = (int(header[1]), int(header[2]))
    if 0 in size or len(data) != header.end() + size[0] * size[1] * 3:
        return None
    return Image.frombuffer("RGB", size, data[header.end() :], "raw", "RGB", 0, 1)
