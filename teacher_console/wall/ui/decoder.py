"""Pictures from devices are untrusted: bounded by their header, decoded off the GUI thread.

Lane: decode, two threads. Only JPEG and WebP; a file of 10.8 kB can claim 457 MB of pixels, so the
size is read and judged before any pixel is made.
"""

import io
import logging
import warnings

from PIL import Image, UnidentifiedImageError, WebPImagePlugin
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage, QPainter

from protocol.messages import PictureSent
from teacher_console.wall.jpeg_scans import has_many_scans

logger = logging.getLogger(__name__)

_FORMATS = ["JPEG", WebPImagePlugin.WebPImageFile.format]
"""Named through the plug-in, whose import keeps Pillow from loading all its formats (9 MB)."""
_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,  # what Pillow raises on a broken header
    ValueError,
    Warning,
)
_GROUND = 0xFF101418


def decode_piece(data: bytes, most: QSize) -> QImage | None:
    """Return the pixels of `data`, or None if it is not a whole JPEG or WebP of `most` at most."""
    if has_many_scans(data):
        logger.warning("dropped a picture: it would be decoded over and over")
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width_px, height_px = image.size
                if width_px > most.width() or height_px > most.height():
                    logger.warning("dropped a picture: its header says it is too large")
                    return None
                if getattr(image, "n_frames", 1) != 1:
                    logger.warning("dropped a picture: it is a film")
                    return None
                pixels = image.convert("RGB").tobytes()
    except _BROKEN as exc:
        logger.warning("dropped a picture: not a whole JPEG or WebP (%s)", type(exc).__name__)
        return None
    picture = QImage(pixels, width_px, height_px, width_px * 3, QImage.Format.Format_RGB888)
    return picture.convertToFormat(QImage.Format.Format_RGB32)  # a copy of its own


def lay_onto(held: QImage | None, update: PictureSent) -> QImage | None:
    """Return the picture after `update`; None when it cannot be shown and is needed anew.

    Args:
        held: What the last update of this device made; None when there is none.
    """
    size = QSize(update.width_px, update.height_px)
    if update.is_whole:
        held = QImage(size, QImage.Format.Format_RGB32)
        held.fill(_GROUND)
    elif held is None or held.size() != size:
        return None
    pieces = []
    for piece in update.pieces:
        room = QSize(size.width() - piece.left_px, size.height() - piece.top_px)
        pixels = decode_piece(piece.data, room)
        if pixels is None:
            return None
        pieces.append((QPoint(piece.left_px, piece.top_px), pixels))
    painter = QPainter(held)
    for place, pixels in pieces:
        painter.drawImage(place, pixels)
    painter.end()
    return held
