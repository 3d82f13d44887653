"""Small pictures from devices, decoded off the GUI thread. Lane: decode."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter

from protocol.messages import PictureSent
from teacher_console.wall.piece import read_header

_GROUND = 0xFF101418


class Laid(NamedTuple):
    """A picture after an update.

    Attributes:
        picture: All of it; nobody else may hold it, or the next update copies it whole.
        dirty: What the update changed, in the picture's px.
    """

    picture: QImage
    dirty: QRect

    def part(self) -> "Part":
        """Return a copy of what changed, for another thread."""
        return Part(self.picture.size(), self.dirty.topLeft(), self.picture.copy(self.dirty))


class Part(NamedTuple):
    """What changed of a picture.

    Attributes:
        whole: Size of the picture, px.
        place: Where `pixels` lie in it.
    """

    whole: QSize
    place: QPoint
    pixels: QImage

    def laid_onto(self, picture: QImage | None) -> QImage | None:
        """Return `picture` with this part, None where it is not of that size and this not all."""
        if picture is not None and picture.size() == self.whole:
            painter = QPainter(picture)
            painter.drawImage(self.place, self.pixels)
            painter.end()
            return picture
        return self.pixels if self.pixels.size() == self.whole else None

    def area(self) -> QRect:
        """Return what it covers."""
        return QRect(self.place, self.pixels.size())


def decode_piece(data: bytes, most: QSize) -> QImage | None:
    """Return the pixels of `data`, or None if it is not a whole JPEG or WebP of `most` at most."""
    file = read_header(data, most.width(), most.height())
    pixels = file.decode() if file is not None else None
    if pixels is None:
        return None
    width_px, height_px = pixels.width_px, pixels.height_px
    picture = QImage(pixels.data, width_px, height_px, width_px * 3, QImage.Format.Format_RGB888)
    return picture.convertToFormat(QImage.Format.Format_RGB32)  # a copy of its own


def lay_onto(held: QImage | None, update: PictureSent) -> Laid | None:
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
    dirty = held.rect() if update.is_whole else QRect()
    painter = QPainter(held)
    for place, pixels in pieces:
        painter.drawImage(place, pixels)
        dirty = dirty.united(QRect(place, pixels.size()))
    painter.end()
    return Laid(held, dirty)
