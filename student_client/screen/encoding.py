"""From pixels to a file: lossless where they are flat (text), lossy where they are not.

Pillow encodes: Qt takes five times as long for JPEG. Small pictures are WebP: a quarter fewer bytes
than a JPEG of the same fidelity for 0.2 ms (107x60) or 1.3 ms (320x180) once a second. Frames of a
full view are JPEG: 0.6 ms for 640x360, 25 times a second, where WebP would take 5 ms.
"""

import io
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, WebPImagePlugin

_WEBP = WebPImagePlugin.WebPImageFile.format
"""Named through the plug-in, whose import keeps Pillow from loading all its formats (9 MB)."""
_QUALITIES = (32, 15, 4)
"""WebP quality, tried in turn until the piece fits the link's bound."""
_LOSSLESS_AREA_PX = 12_000
"""Larger pieces are hardly ever flat enough to be worth the attempt (1 ms)."""
_LOSSLESS_WORTH = 1.2
"""How much larger than the lossy file a lossless one may be: it stays sharp."""
_REGION_QUALITIES = (70, 50, 30)
_MOVING_QUALITY = 50
"""Of what keeps changing: a quarter fewer bytes, and a tenth less work at both ends. No eye reads
what moves, and what has come to rest is sent again without loss."""
_FLAT_COLOURS = 256
"""A region of no more colours is text or a drawing: without loss it is smaller than its JPEG, too
(61 kB and 102 kB for 640x360 of text)."""
_FLAT_AREA_PX = 400_000
"""Larger flat regions go as JPEG first (47 ms and 6 ms for a whole screen of text)."""


class Region(NamedTuple):
    """A file of some pixels.

    Attributes:
        is_exact: Nothing was lost.
    """

    data: bytes
    is_exact: bool


def encode_region(pixels: Image.Image, limit_bytes: int, *, is_moving: bool) -> Region | None:
    """Return `pixels` (RGB, real size) as soon as can be, None if nothing fits `limit_bytes`.

    Args:
        is_moving: The region keeps changing, as a film does.
    """
    is_flat = (
        pixels.width * pixels.height <= _FLAT_AREA_PX
        and pixels.getcolors(_FLAT_COLOURS) is not None
    )
    if is_flat:
        data = encode_without_loss(pixels)
        if len(data) <= limit_bytes:
            return Region(data, is_exact=True)
    most = _MOVING_QUALITY if is_moving else max(_REGION_QUALITIES)
    for quality in _REGION_QUALITIES:
        file = io.BytesIO()
        pixels.save(file, "JPEG", quality=min(quality, most))
        if file.tell() <= limit_bytes:
            return Region(file.getvalue(), is_exact=False)
    return None


def encode_without_loss(pixels: Image.Image) -> bytes:
    """Return `pixels` (RGB) as a lossless WebP file."""
    file = io.BytesIO()
    pixels.save(file, _WEBP, lossless=True, method=0, quality=0)
    return file.getvalue()


def encode_piece(pixels: Image.Image, limit_bytes: int) -> bytes | None:
    """Return `pixels` (RGB, small) as a WebP file, None if no quality fits `limit_bytes`."""
    lossy = next((data for data in _lossy(pixels) if len(data) <= limit_bytes), None)
    if lossy is not None and pixels.width * pixels.height <= _LOSSLESS_AREA_PX:
        exact = encode_without_loss(pixels)
        if len(exact) <= min(limit_bytes, _LOSSLESS_WORTH * len(lossy)):
            return exact
    return lossy


def _lossy(pixels: Image.Image) -> Iterator[bytes]:
    for quality in _QUALITIES:
        file = io.BytesIO()
        pixels.save(file, _WEBP, quality=quality, method=0)
        yield file.getvalue()
