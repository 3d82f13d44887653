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
_SCRATCH_MAX_BYTES = 4 * 1024 * 1024
"""Kept between frames: a film of 1280x720 and some more."""


@dataclasses.dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded file.

    Attributes:
        data: (height, width, channels) uint8, row-major, without padding: red, green, blue, and
            where there are four channels a byte that means nothing.
        channels: 3 or 4.
    """

    width_px: int
    height_px: int
    data: bytes | bytearray
    channels: int


class Scratch:
    """Memory that is decoded into again and again: fresh memory costs a tenth of a decode.

    Lane: one decode thread. What was lent is overwritten after `begin`.
    """

    def __init__(self) -> None:
        self._lent: list[bytearray] = []
        self._free: list[bytearray] = []

    def begin(self) -> None:
        """Take back what was lent, unless that was much; what was not needed lately goes."""
        is_much = sum(map(len, self._lent)) > _SCRATCH_MAX_BYTES
        self._free, self._lent = [] if is_much else self._lent, []

    def lend(self, size_bytes: int) -> bytearray:
        """Return memory of this size."""
        found = next((each for each in self._free if len(each) == size_bytes), None)
        if found is None:
            found = bytearray(size_bytes)
        else:
            self._free.remove(found)
        self._lent.append(found)
        return found


class PieceFile:
    """A file whose header was read and judged; its pixels are made on demand."""

    def __init__(self, image: Image.Image, data: bytes) -> None:
        self._image = image
        self._data = data
        self.width_px, self.height_px = image.size

    def decode(self, scratch: Scratch | None = None) -> Pixels | None:
        """Return the pixels, or None if the file is not whole. Call at most once.

        Args:
            scratch: Where a plain JPEG is decoded to, as four channels, without a copy.
        """
        try:
            with self._image as image:
                if scratch is not None and _is_plain_jpeg(image):
                    return self._decode_into(scratch.lend(self.width_px * self.height_px * 4))
                image.load()
                shown = image if image.mode == "RGB" else image.convert("RGB")
                return Pixels(self.width_px, self.height_px, shown.tobytes(), 3)
        except _BROKEN as exc:
            _drop(f"not a whole JPEG or WebP ({type(exc).__name__})")
            return None

    def _decode_into(self, memory: bytearray) -> Pixels:
        size = (self.width_px, self.height_px)
        target = Image.frombuffer("RGBX", size, memory, "raw", "RGBX", 0, 1)
        target.frombytes(self._data, "jpeg", "RGB", "")
        return Pixels(*size, memory, 4)


def _is_plain_jpeg(image: Image.Image) -> bool:
    """Tell whether Pillow's plug-in would have its decoder make plain RGB of the whole file."""
    whole = [("jpeg", (0, 0, *image.size), 0, ("RGB", ""))]
    return image.mode == "RGB" and [tuple(each) for each in getattr(image, "tile", ())] == whole


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
    return PieceFile(image, data)


def _problems(image: Image.Image, max_width_px: int, max_height_px: int) -> Iterator[str]:
    if image.width > max_width_px or image.height > max_height_px:
        yield "its header says it is too large"
    if getattr(image, "n_frames", 1) != 1:
        yield "it is a film"


def _drop(problem: str) -> None:
    logger.warning("dropped a picture: %s", problem)
