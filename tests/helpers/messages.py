"""One valid example of every wire message, checked for completeness against the unions."""

import typing

from protocol.identifiers import SigningKey
from protocol.messages import (
    ConsoleAlive,
    ConsoleLeft,
    DescribeDevice,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndLesson,
    FromDevice,
    Hello,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OfferRoster,
    OpenLesson,
    PictureSent,
    PictureWithheld,
    RequestPicture,
    RequestRefused,
    RequestRoster,
    RosterOffered,
    RosterTaken,
    ToDevice,
    Welcomed,
)
from protocol.messages.message import Message
from protocol.messages.screen import Piece
from protocol.vocabulary import LessonRefusal, NoPictureReason, PictureOrigin, Refusal

_ID = "0123456789abcdef" * 2


def request_picture(lesson_id: str = _ID, number: int = 1) -> RequestPicture:
    """A request as an honest console makes its first."""
    return RequestPicture(
        lesson_id=lesson_id,
        number=number,
        max_width_px=320,
        max_height_px=200,
        interval_ms=1000,
        is_anew=True,
    )


def picture_sent(number: int, data: bytes, *, is_whole: bool = True) -> PictureSent:
    """A picture of 320x180 in one piece."""
    return PictureSent(
        number=number,
        width_px=320,
        height_px=180,
        is_whole=is_whole,
        screens=1,
        origin=PictureOrigin.SCREEN,
        pieces=(Piece(left_px=0, top_px=0, data=data),),
    )


def every_message() -> list[Message]:
    """Each message of the protocol, once."""
    examples: list[Message] = [
        Hello(protocol_version=1, roster_version=7),
        ConsoleAlive(),
        ConsoleLeft(),
        OfferRoster(body=b"roster" * 20, signature=b"s" * 64),
        RequestRoster(),
        DescribeDevice(),
        OpenLesson(body=b"lesson" * 20, signature=b"s" * 64),
        EndLesson(lesson_id=_ID),
        request_picture(number=3),
        Welcomed(protocol_version=1, roster_version=7, device_name="pc-01", pupil_name="Zoë 好"),
        DeviceAlive(picture_is_current=True),
        DeviceLeft(),
        RosterOffered(body=b"roster" * 20, signature=b"s" * 64),
        RosterTaken(version=8),
        RequestRefused(request=20, reason=Refusal.ROLE),
        DeviceDescribed(
            device_name="pc-01",
            signing_key=SigningKey(b"k" * 32),
            enrolment_token=b"t" * 16,
            proof=b"p" * 64,
            roster_version=0,
        ),
        LessonOpened(lesson_id=_ID),
        LessonRefused(reason=LessonRefusal.OTHER_ROOM),
        LessonEnded(lesson_id=_ID),
        picture_sent(3, b"\xff\xd8" + b"j" * 500),
        PictureWithheld(number=3, reason=NoPictureReason.LOCKED),
    ]
    missing = {*typing.get_args(ToDevice), *typing.get_args(FromDevice)} - {
        type(example) for example in examples
    }
    if missing:
        raise LookupError(f"no example of {missing}")
    return examples
