"""One monitor in small as one viewer has it, and what must be sent so that they have it anew.

The picture is the monitor divided by a whole number, so that any changed area can be made small by
itself and lies exactly in its place. Lane: capture.
"""

import dataclasses
from collections.abc import Iterable

from PIL import Image, ImageChops

from protocol.limits import PICTURE_MAX_BYTES
from protocol.messages.screen import Piece
from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.encoding import encode_piece
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Shot

_BAND_PX = 1 << 19
"""Pixels grabbed at once, 2 MiB: a whole screen at once would keep 8 MiB of a small computer."""


@dataclasses.dataclass(frozen=True, slots=True)
class Update:
    """What is sent to a viewer.

    Attributes:
        width_px, height_px: Of the whole small picture.
        is_whole: The pieces make up all of it; else they go onto what the viewer has.
        screens: How many monitors there are.
    """

    width_px: int
    height_px: int
    is_whole: bool
    pieces: tuple[Piece, ...]
    screens: int
    origin: PictureOrigin


class Thumbnail:
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
        """Nothing was taken yet: the first shot must be of the whole place."""
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

    def take(self, area: Rectangle, shots: Iterable[Shot]) -> Piece | NoPictureReason | None:
        """Hold what `shots` show, of the bands of `area`; return what the viewer must get for it.

        Each shot is used up before the next is asked for.
        """
        left = (area.left - self.place.left) // self.factor
        top = (area.top - self.place.top) // self.factor
        patch = Image.new("RGB", (-(-area.width // self.factor), -(-area.height // self.factor)))
        for shot in shots:
            row = (shot.top_px - area.top) // self.factor
            patch.paste(_shrunk(shot, self.factor), (0, row))
        if self._held is None:
            self._held = patch
        else:
            box = (left, top, left + patch.width, top + patch.height)
            changed = ImageChops.difference(patch, self._held.crop(box)).getbbox()
            if changed is None:
                return None
            patch = patch.crop(changed)
            left, top = left + changed[0], top + changed[1]
            self._held.paste(patch, (left, top))
        data = encode_piece(patch, PICTURE_MAX_BYTES)
        if data is None:
            return NoPictureReason.TOO_LARGE
        return Piece(left_px=left, top_px=top, data=data)


def _shrunk(shot: Shot, factor: int) -> Image.Image:
    size = (shot.width_px, shot.height_px)
    # Four bytes a pixel in whatever order are shrunk as they are; only the few that are left are
    # put into order, which saves converting two million.
    image = Image.frombuffer("RGBX", size, shot.bgrx, "raw", "RGBX", 0, 1)
    small = image.reduce(factor) if factor > 1 else image
    return Image.frombuffer("RGB", small.size, small.tobytes(), "raw", "BGRX", 0, 1)
