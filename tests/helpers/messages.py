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
from protocol.vocabulary import LessonRefusal, NoPictureReason, PictureOrigin, Refusal

_ID = "0123456789abcdef" * 2


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
        RequestPicture(lesson_id=_ID, number=3, max_width_px=320, max_height_px=200),
        Welcomed(protocol_version=1, roster_version=7, device_name="pc-01", pupil_name="Zoë 好"),
        DeviceAlive(picture_is_current=True),
        DeviceLeft(),
        RosterOffered(body=b"roster" * 20, signature=b"s" * 64),
        RosterTaken(version=8),
        RequestRefused(request="open_lesson", reason=Refusal.ROLE),
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
        PictureSent(
            lesson_id=_ID, number=3, origin=PictureOrigin.SCREEN, jpeg=b"\xff\xd8" + b"j" * 500
        ),
        PictureWithheld(lesson_id=_ID, number=3, reason=NoPictureReason.LOCKED),
    ]
    missing = {*typing.get_args(ToDevice), *typing.get_args(FromDevice)} - {
        type(example) for example in examples
    }
    if missing:
        raise LookupError(f"no example of {missing}")
    return examples
