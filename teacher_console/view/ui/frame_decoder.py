"""The pieces of a frame as pixels. Untrusted: every header is judged before any pixel is made.

Lane: decode, one thread for all views. Pillow decodes JPEG in 0.8 ms for 640x360, into memory that
is used again and laid without a copy; Qt's own decoder takes 1.8 ms (one shared EPYC core).
"""

import logging

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage

from protocol.messages import FrameSent
from teacher_console.wall.piece import PieceFile, Scratch, read_header

logger = logging.getLogger(__name__)

_AREAS_MAX = 4
"""How often the pieces of one frame may cover it: changed regions of an honest device overlap (1.5
at the worst of 3,000 random screens). Four largest frames are 113 MB for a moment; sixteen would
be 450 MB and a second."""


_FORMATS = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}


def decode_pieces(frame: FrameSent, scratch: Scratch) -> list[tuple[QPoint, QImage]] | None:
    """Return the pieces of `frame` and where they lie; None if any cannot be shown.

    Args:
        scratch: Of this canvas; the pieces are good until the next call with it.
    """
    scratch.begin()
    files: list[PieceFile] = []
    area_px = 0
    for piece in frame.pieces:
        room = (frame.width_px - piece.left_px, frame.height_px - piece.top_px)
        file = read_header(piece.data, *room)
        if file is None:
            return None
        files.append(file)
        area_px += file.width_px * file.height_px
    if area_px > _AREAS_MAX * frame.width_px * frame.height_px:
        logger.warning("dropped a frame: its pieces cover it too often")
        return None
    pieces = []
    for piece, file in zip(frame.pieces, files, strict=True):
        pixels = file.decode(scratch)
        if pixels is None:
            return None
        stride = pixels.width_px * pixels.channels
        image = QImage(
            pixels.data, pixels.width_px, pixels.height_px, stride, _FORMATS[pixels.channels]
        )
        pieces.append((QPoint(piece.left_px, piece.top_px), image))
    return pieces
