"""From full-size pixels to one small JPEG.

QtGui scales because it was measured at 1 ms where Pillow takes 2.5 to 20; Pillow encodes because
Qt takes five times as long (1920x1080 to 320x180 on two shared EPYC cores).
"""

import dataclasses
import io
import zlib

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from protocol.limits import PICTURE_MAX_BYTES
from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.source import Shot

_QUALITIES = (60, 40, 20)
"""JPEG quality, tried in turn until the picture fits the link's bound."""


@dataclasses.dataclass(frozen=True, slots=True)
class SmallPicture:
    """What is sent.

    Attributes:
        mark: Checksum of the small pixels: pictures with the same mark look the same.
    """

    width_px: int
    height_px: int
    mark: int
    jpeg: bytes
    origin: PictureOrigin


@dataclasses.dataclass(frozen=True, slots=True)
class SmallPixels:
    """A scaled screen, not yet encoded.

    Attributes:
        bgrx: `height_px * width_px * 4` bytes, row-major.
    """

    width_px: int
    height_px: int
    mark: int
    bgrx: bytes


def scale(shot: Shot, max_width_px: int, max_height_px: int) -> SmallPixels:
    """Return `shot` smoothly scaled to fit the box, its aspect kept."""
    image = QImage(
        shot.bgrx, shot.width_px, shot.height_px, shot.width_px * 4, QImage.Format.Format_RGB32
    )
    small = image.scaled(
        max_width_px,
        max_height_px,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB32)
    pixels = bytes(small.constBits())
    return SmallPixels(small.width(), small.height(), zlib.crc32(pixels), pixels)


def encode(small: SmallPixels, origin: PictureOrigin) -> SmallPicture | NoPictureReason:
    """Return the JPEG of `small`, of the best quality that fits the link's bound."""
    size = (small.width_px, small.height_px)
    image = Image.frombuffer("RGB", size, small.bgrx, "raw", "BGRX", 0, 1)
    for quality in _QUALITIES:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality)
        if file.tell() <= PICTURE_MAX_BYTES:
            return SmallPicture(*size, small.mark, file.getvalue(), origin)
    return NoPictureReason.TOO_LARGE
