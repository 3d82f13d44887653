"""A picture a pupil added: blurred until it is asked for. Untrusted: bounded before decoding.

Lane: gui; decoding is 30 ms at most within these bounds, and only when somebody opens a concern.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from protocol.limits import FRAME_MAX_HEIGHT_PX, FRAME_MAX_WIDTH_PX
from teacher_console.shell.ui.labels import plain

_SHOWN_PX = QSize(560, 360)
_BLURRED_PX = QSize(14, 9)
_FORMATS = (b"jpeg", b"webp")


def decoded(picture: bytes) -> QImage | None:
    """Return the picture in a JPEG or WebP file, None where it is none or too large."""
    device = QBuffer()
    device.setData(QByteArray(picture))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    for name in _FORMATS:
        device.seek(0)
        reader = QImageReader(device, QByteArray(name))
        reader.setAutoDetectImageFormat(False)
        if not reader.canRead():
            continue
        size = reader.size()
        if not (
            0 < size.width() <= FRAME_MAX_WIDTH_PX and 0 < size.height() <= FRAME_MAX_HEIGHT_PX
        ):
            return None
        image = reader.read()
        return None if image.isNull() else image
    return None


class BlurredPicture(QWidget):
    """The picture, and the button that shows or hides it."""

    def __init__(self, picture: bytes) -> None:
        super().__init__()
        self._image = decoded(picture)
        self._is_shown = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._button = QPushButton()
        self._button.clicked.connect(self._toggle)
        if self._image is None:
            layout.addWidget(plain(self.tr("The picture cannot be shown."), "soft"))
            return
        layout.addWidget(self._label)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        layout.addLayout(row)
        self._follow()

    @property
    def is_shown(self) -> bool:
        """Tell whether it can be seen clearly."""
        return self._is_shown

    def _toggle(self) -> None:
        self._is_shown = not self._is_shown
        self._follow()

    def _follow(self) -> None:
        if self._image is None:
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        shape = Qt.AspectRatioMode.KeepAspectRatio
        small = self._image.scaled(_SHOWN_PX, shape, smooth)
        if not self._is_shown:
            whole = Qt.AspectRatioMode.IgnoreAspectRatio
            small = small.scaled(_BLURRED_PX, whole, smooth).scaled(small.size(), whole, smooth)
        self._label.setPixmap(QPixmap.fromImage(small))
        self._label.setAccessibleName(
            self.tr("The pupil's picture") if self._is_shown else self.tr("A picture, blurred")
        )
        self._button.setText(
            self.tr("Hide the picture") if self._is_shown else self.tr("Show the picture")
        )
