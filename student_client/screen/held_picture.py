"""One monitor as one viewer has it: what was taken of it, and which part of a new look differs.

The picture is the monitor divided by a whole number, so that any changed area can be made small by
itself and lies exactly in its place. Lane: capture.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PIL import Image, ImageChops

from student_client.screen.geometry import Rectangle
from student_client.screen.source import Shot

_BAND_PX = 1 << 19
"""Pixels grabbed at once, 2 MiB: a whole screen at once would keep 8 MiB of a small computer."""


class Patch(NamedTuple):
    """A part of the picture that is new.

    Attributes:
        left, top: Where it lies in the picture, px.
        pixels: RGB.
    """

    left: int
    top: int
    pixels: Image.Image


class HeldPicture:
    """What one viewer holds of the monitor at `place`.

    Args:
        max_width_px, max_height_px: The picture fits into this box.
    """

    def __init__(self, place: Rectangle, max_width_px: int, max_height_px: int) -> None:
        self.place = place
        self.box = (max_width_px, max_height_px)
        self.factor = max(1, -(-place.width // max_width_px), -(-place.height // max_height_px))
        self.width_px = -(-place.width // self.factor)
        self.height_px = -(-place.height // self.factor)
        self._held: Image.Image | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was taken yet: the first look must be at the whole place."""
        return self._held is None

    def area_of(self, changed: Rectangle) -> Rectangle | None:
        """Return the pixels to grab because `changed` did, None if it is not on this monitor."""
        inside = changed.clipped(self.place)
        return inside.aligned(self.factor, self.place) if inside is not None else None

    def bands(self, area: Rectangle) -> list[Rectangle]:
        """Return `area`, which `area_of` gave, as bands to grab one after the other."""
        height = max(1, _BAND_PX // area.width // self.factor) * self.factor
        return [
            Rectangle(area.left, top, area.width, min(height, area.bottom - top))
            for top in range(area.top, area.bottom, height)
        ]

    def take(self, area: Rectangle, shots: Iterable[Shot]) -> Patch | None:
        """Hold what `shots` show, of the bands of `area`; return what of it is new.

        Each shot is used up before the next is asked for.
        """
        left = (area.left - self.place.left) // self.factor
        top = (area.top - self.place.top) // self.factor
        width, height = -(-area.width // self.factor), -(-area.height // self.factor)
        seen = self._seen(area, shots, (width, height))
        if self._held is None:
            self._held = seen
            return Patch(left, top, seen)
        changed = ImageChops.difference(
            seen, self._held.crop((left, top, left + width, top + height))
        ).getbbox()
        if changed is None:
            return None
        if changed != (0, 0, width, height):
            seen = seen.crop(changed)
            left, top = left + changed[0], top + changed[1]
        self._held.paste(seen, (left, top))
        return Patch(left, top, seen)

    def crop(self, part: Rectangle) -> Image.Image:
        """Return what is held of `part` of the picture.

        Raises:
            ValueError: Nothing is held.
        """
        if self._held is None:
            raise ValueError("nothing was taken yet")
        return self._held.crop((part.left, part.top, part.right, part.bottom))

    def _seen(self, area: Rectangle, shots: Iterable[Shot], size: tuple[int, int]) -> Image.Image:
        seen: Image.Image | None = None
        for shot in shots:
            band = _shrunk(shot, self.factor)
            if band.size == size:
                return band
            if seen is None:
                seen = Image.new("RGB", size)
            seen.paste(band, (0, (shot.top_px - area.top) // self.factor))
        return seen if seen is not None else Image.new("RGB", size)


def _shrunk(shot: Shot, factor: int) -> Image.Image:
    size = (shot.width_px, shot.height_px)
    if factor == 1:
        return Image.frombytes("RGB", size, shot.bgrx, "raw", "BGRX", 0, 1)
    # Four bytes a pixel in whatever order are shrunk as they are; only the few that are left are
    # put into order, which saves converting two million.
    image = Image.frombuffer("RGBX", size, shot.bgrx, "raw", "RGBX", 0, 1)
    small = image.reduce(factor)
    return Image.frombuffer("RGB", small.size, small.tobytes(), "raw", "BGRX", 0, 1)
