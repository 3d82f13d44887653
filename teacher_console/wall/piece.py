"""One picture file of a device, untrusted: bounded by its header before any pixel is made.

Lane: decode. Only JPEG and WebP; a file of 10.8 kB can claim 457 MB of pixels, so the size is read
and judged first. No Qt: small pictures and full views share this.
"""

import dataclasses
import io
import logging
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError, WebPImagePlugin

from teacher_console.wall.jpeg_scans import has_many_scans

logger = logging.getLogger(__name__)

_FORMATS = ["JPEG", WebPImagePlugin.WebPImageFile.format]
"""Named through the plug-in, whose import keeps Pillow from loading all its formats (9 MB)."""
warnings.filterwarnings("error", module=r"PIL\.")
"""For good, because `warnings.catch_warnings` is not safe with several decoding threads."""
_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,  # what Pillow raises on a broken header
    ValueError,
    Warning,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded file.

    Attributes:
        rgb: (height, width, 3) uint8, row-major, without padding.
    """

    width_px: int
    height_px: int
    rgb: bytes


class PieceFile:
    """A file whose header was read and judged; its pixels are made on demand."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self.width_px, self.height_px = image.size

    def decode(self) -> Pixels | None:
        """Return the pixels, or None if the file is not whole. Call at most once."""
        try:
            with self._image as image:
                image.load()
                shown = image if image.mode == "RGB" else image.convert("RGB")
                return Pixels(self.width_px, self.height_px, shown.tobytes())
        except _BROKEN as exc:
            _drop(f"not a whole JPEG or WebP ({type(exc).__name__})")
            return None


def read_header(data: bytes, max_width_px: int, max_height_px: int) -> PieceFile | None:
    """Return the file of `data`, or None if it is not one picture of this size at most."""
    if has_many_scans(data):
        _drop("it would be decoded over and over")
        return None
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except _BROKEN as exc:
        _drop(f"not a whole JPEG or WebP ({type(exc).__name__})")
        return None
    for problem in _problems(image, max_width_px, max_height_px):
        image.close()
        _drop(problem)
        return None
    return PieceFile(image)


def _problems(image: Image.Image, max_width_px: int, max_height_px: int) -> Iterator[str]:
    if image.width > max_width_px or image.height > max_height_px:
        yield "its header says it is too large"
    if getattr(image, "n_frames", 1) != 1:
        yield "it is a film"


def _drop(problem: str) -> None:
    logger.warning("dropped a picture: %s", problem)
