"""Small pictures of a screen, one at a time, each asked for."""

from typing import Annotated

import msgspec

from protocol.identifiers import Identifier
from protocol.limits import PICTURE_MAX_BYTES, PICTURE_MAX_HEIGHT_PX, PICTURE_MAX_WIDTH_PX
from protocol.messages.message import Message
from protocol.vocabulary import NoPictureReason, PictureOrigin

CreditNumber = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
WidthPx = Annotated[int, msgspec.Meta(ge=16, le=PICTURE_MAX_WIDTH_PX)]
HeightPx = Annotated[int, msgspec.Meta(ge=16, le=PICTURE_MAX_HEIGHT_PX)]


class RequestPicture(Message, frozen=True, tag="request_picture"):
    """Send the next picture that differs from the last one sent on this session.

    The device keeps the credit until something changes: an unchanged screen costs no bytes.

    Attributes:
        number: Rises by one with each request; the answer repeats it.
        max_width_px: The picture fits into this box, aspect kept.
    """

    lesson_id: Identifier
    number: CreditNumber
    max_width_px: WidthPx
    max_height_px: HeightPx


class PictureSent(Message, frozen=True, tag="picture_sent"):
    """One small picture, spending one credit.

    Attributes:
        jpeg: JPEG file. Untrusted: its header is read and bounded before it is decoded.
        origin: Whether the pixels are the pupil's screen or painted for a demonstration.
    """

    lesson_id: Identifier
    number: CreditNumber
    origin: PictureOrigin
    jpeg: Annotated[bytes, msgspec.Meta(min_length=1, max_length=PICTURE_MAX_BYTES)]


class PictureWithheld(Message, frozen=True, tag="picture_withheld"):
    """There is no picture, and why. Spends the credit."""

    lesson_id: Identifier
    number: CreditNumber
    reason: NoPictureReason
