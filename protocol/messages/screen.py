"""Small pictures of a screen: first whole, then the parts that changed, one update at a time."""

from typing import Annotated

import msgspec

from protocol.identifiers import Identifier
from protocol.limits import (
    PICTURE_INTERVAL_MAX_MS,
    PICTURE_INTERVAL_MIN_MS,
    PICTURE_MAX_BYTES,
    PICTURE_MAX_HEIGHT_PX,
    PICTURE_MAX_WIDTH_PX,
    PICTURE_PIECES_MAX,
    SCREENS_MAX,
)
from protocol.messages.message import Message
from protocol.vocabulary import NoPictureReason, PictureOrigin

CreditNumber = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
WidthPx = Annotated[int, msgspec.Meta(ge=1, le=PICTURE_MAX_WIDTH_PX)]
HeightPx = Annotated[int, msgspec.Meta(ge=1, le=PICTURE_MAX_HEIGHT_PX)]
BoxWidthPx = Annotated[int, msgspec.Meta(ge=16, le=PICTURE_MAX_WIDTH_PX)]
BoxHeightPx = Annotated[int, msgspec.Meta(ge=16, le=PICTURE_MAX_HEIGHT_PX)]


class RequestPicture(Message, frozen=True, tag=30):
    """Send the next update of the small picture, when there is one.

    The device keeps the credit until something changes: an unchanged screen costs no bytes. What
    changes where little moved lately is sent at once, the rest at the interval.

    Attributes:
        number: Rises by one with each request; the answer repeats it. A request that comes before
            the last one is answered replaces it.
        max_width_px: The picture fits into this box, aspect kept.
        interval_ms: Least time between two updates of what changes all the time.
        is_anew: The picture held was lost: send the whole.
    """

    lesson_id: Identifier
    number: CreditNumber
    max_width_px: BoxWidthPx
    max_height_px: BoxHeightPx
    interval_ms: Annotated[
        int, msgspec.Meta(ge=PICTURE_INTERVAL_MIN_MS, le=PICTURE_INTERVAL_MAX_MS)
    ]
    is_anew: bool


class Piece(msgspec.Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True):
    """A part of a picture.

    Attributes:
        left_px, top_px: Where it lies; its size is the file's own.
        data: JPEG or WebP file. Untrusted: its header is read and bounded before it is decoded.
    """

    left_px: Annotated[int, msgspec.Meta(ge=0, lt=PICTURE_MAX_WIDTH_PX)]
    top_px: Annotated[int, msgspec.Meta(ge=0, lt=PICTURE_MAX_HEIGHT_PX)]
    data: Annotated[bytes, msgspec.Meta(min_length=1, max_length=PICTURE_MAX_BYTES)]


class PictureSent(Message, frozen=True, tag=31):
    """One update, spending one credit.

    Attributes:
        width_px, height_px: Of the whole small picture.
        is_whole: Begin a new picture with these pieces; else lay them onto the one held.
        screens: How many monitors the device has; the picture is of the one worked on.
        origin: Whether the pixels are the pupil's screen or painted for a demonstration.
    """

    number: CreditNumber
    width_px: WidthPx
    height_px: HeightPx
    is_whole: bool
    screens: Annotated[int, msgspec.Meta(ge=1, le=SCREENS_MAX)]
    origin: PictureOrigin
    pieces: Annotated[tuple[Piece, ...], msgspec.Meta(min_length=1, max_length=PICTURE_PIECES_MAX)]


class PictureWithheld(Message, frozen=True, tag=32):
    """There is no picture, and why. Spends the credit; what was held is shown no more."""

    number: CreditNumber
    reason: NoPictureReason
