"""Pictures from devices are untrusted: bounded by their header, decoded off the GUI thread.

Lane: decode, two threads. Only JPEG; a file of 10.8 kB can claim 457 MB of pixels, so the size is
read and judged before any pixel is made.
"""

import io
import logging
import warnings

from PIL import Image, UnidentifiedImageError
from PySide6.QtGui import QImage

from protocol.limits import PICTURE_MAX_HEIGHT_PX, PICTURE_MAX_WIDTH_PX

logger = logging.getLogger(__name__)

_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,  # what Pillow raises on a broken header
    ValueError,
    Warning,
)


def decode_picture(jpeg: bytes) -> QImage | None:
    """Return the picture, or None if it is not a whole JPEG of 640x400 at most."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
                width_px, height_px = image.size
                if width_px > PICTURE_MAX_WIDTH_PX or height_px > PICTURE_MAX_HEIGHT_PX:
                    logger.warning("dropped a picture: its header says it is too large")
                    return None
                pixels = image.convert("RGB").tobytes()
    except _BROKEN as exc:
        logger.warning("dropped a picture: not a whole JPEG (%s)", type(exc).__name__)
        return None
    picture = QImage(pixels, width_px, height_px, width_px * 3, QImage.Format.Format_RGB888)
    return picture.convertToFormat(QImage.Format.Format_RGB32)  # a copy of its own
