"""A photo of a member of staff, made small and safe: 160x160 JPEG, nothing else in the file. Pure.

Size is read from the header before anything is decoded, and only three formats are tried; what is
signed and shown to children is what we encoded ourselves, without places, names or other pictures.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from protocol.errors import InputError
from protocol.limits import PHOTO_MAX_BYTES

SIDE_PX = 160
_FORMATS = ("JPEG", "PNG", "WEBP")
_PIXELS_MAX = 50_000_000
"""Of the photo as it is given: phones make 50 megapixels."""
_QUALITIES = (88, 80, 70, 60, 45, 30)
_REMEDY = "choose a JPEG, PNG or WebP photo"


def small_photo(data: bytes, *, where: object) -> bytes:
    """Return the photo in `data`, its middle, as a JPEG of at most 16 kB.

    Takes up to a second for a large photo: not on a GUI thread.

    Raises:
        InputError: Not a photo, or one of more than 50 megapixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _PIXELS_MAX:
                    problem = f"it has {image.width}x{image.height} points"
                    raise InputError(where, problem, "choose one of at most 50 megapixels")
                image.draft("RGB", (SIDE_PX * 2, SIDE_PX * 2))
                upright = ImageOps.exif_transpose(image)
                small = ImageOps.fit(upright.convert("RGB"), (SIDE_PX, SIDE_PX))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning):
        raise InputError(where, "it is not a photo that can be read", _REMEDY) from None
    except Image.DecompressionBombError:
        raise InputError(where, "it is far too large", "choose a smaller photo") from None
    for quality in _QUALITIES:
        file = io.BytesIO()
        small.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= PHOTO_MAX_BYTES:
            return file.getvalue()
    raise InputError(where, "it cannot be made small enough", "choose another photo")
