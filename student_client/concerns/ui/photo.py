"""Decodes the photo of a recipient. It comes signed, and is still bounded first. Lane: gui."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from protocol.limits import PHOTO_MAX_BYTES, PHOTO_SIDE_MAX_PX

_FORMATS = {b"jpeg", b"webp"}


def decode_photo(data: bytes) -> QImage:
    """Return the picture, a null one where it is none or is larger than any photo of ours."""
    if not 0 < len(data) <= PHOTO_MAX_BYTES:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or not size.isValid():
        return QImage()
    if max(size.width(), size.height()) > PHOTO_SIDE_MAX_PX:
        return QImage()
    return reader.read()
