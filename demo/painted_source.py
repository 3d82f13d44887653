"""A `ScreenSource` that paints a desktop, for computers without Xvfb. Its tiles say so.

Lane: capture. Pillow paints, because Qt's painters belong to the GUI thread.
"""

import colorsys
import select
import socket

from PIL import Image, ImageDraw

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Capability, Shot

_SIZE = (1920, 1080)
_FRAME_S = 0.5
_PANEL_PX = 132
_MARKER = (230, 0, 122)
"""The colour of `demo.desktop.MARKER`, by which live tiles are counted."""


class PaintedSource:
    """A desktop that types.

    Args:
        seed: Another colour for each pupil.
    """

    origin = PictureOrigin.PAINTED
    can_mask = True

    def __init__(self, seed: int) -> None:
        self._hue = (seed * 0.17) % 1.0
        self._tick = 0

    def probe(self) -> Capability:
        """Tell that a desktop is painted."""
        return Capability(is_available=True, explanation="A desktop is painted to demonstrate.")

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Wait for `bell` or the next painting."""
        select.select([bell], [], [], min(timeout_s, _FRAME_S))

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        """One."""
        return (Rectangle(0, 0, *_SIZE),)

    def focused(self) -> int:
        """The one."""
        return 0

    def pointer(self) -> tuple[int, int] | None:
        """There is none."""
        return None

    def changes(self) -> list[Rectangle] | None:
        """It always moves on; where is not said."""
        return None

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """Return `area` of the next painting."""
        self._tick += 1
        width, height = _SIZE
        image = Image.new("RGB", _SIZE, self._colour(0.45, 0.45))
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, height - _PANEL_PX, width, height), fill=(21, 26, 32))
        draw.rectangle((0, height - _PANEL_PX, _PANEL_PX, height), fill=_MARKER)
        draw.rounded_rectangle((420, 110, 1500, 870), 18, fill=(255, 255, 255))
        for line in range(14):
            filled = max(0, min(940, self._tick * 40 - line * 940))
            top = 190 + line * 46
            draw.rectangle((490, top, 490 + filled, top + 18), fill=self._colour(0.5, 0.6))
        if self._tick * 40 > 14 * 940:
            self._tick = 0
        left, top, width, height = area
        part = image.crop((left, top, area.right, area.bottom))
        return Shot(width, height, left, top, part.tobytes("raw", "BGRX"))

    def close(self) -> None:
        """Nothing is held."""

    def _colour(self, saturation: float, value: float) -> tuple[int, int, int]:
        red, green, blue = colorsys.hsv_to_rgb(self._hue, saturation, value)
        return round(red * 255), round(green * 255), round(blue * 255)
