"""The picture of the screen a pupil ticks: taken once, shown first, made small. Lane: gui."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QScreen

from student_client.mail.cover import Size

MAX_BYTES = Size.PICTURE - 1024
"""So that every picture fills the same envelope: what stands around it takes less than 1 kB."""
_SIDES_PX = (1600, 1280, 1024, 800, 640, 400, 240)
_QUALITIES = (75, 60, 45, 30)


def take_picture(screen: QScreen) -> bytes:
    """Return a JPEG of what `screen` shows now, at most `MAX_BYTES`; empty where it shows none."""
    image = screen.grabWindow(0).toImage()
    if image.isNull():
        return b""
    return small_jpeg(image)


def small_jpeg(image: QImage) -> bytes:
    """Return `image` as a JPEG of at most `MAX_BYTES`, as large and good as fits."""
    for side in _SIDES_PX:
        scaled = image
        if max(image.width(), image.height()) > side:
            scaled = image.scaled(
                QSize(side, side),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        for quality in _QUALITIES:
            data = QByteArray()
            buffer = QBuffer(data)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            scaled.save(buffer, "JPEG", quality)  # type: ignore[call-overload]  # stubs say bytes
            if 0 < data.size() <= MAX_BYTES:
                return bytes(data.data())
    return b""
