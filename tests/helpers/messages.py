"""One valid example of every wire message, checked for completeness against the unions."""

import typing

from protocol.identifiers import SigningKey
from protocol.messages import (
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    DescribeDevice,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndLesson,
    EndView,
    FrameSent,
    FrameShown,
    FrameWithheld,
    FromDevice,
    Hello,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OfferRoster,
    OpenLesson,
    OpenView,
    PictureSent,
    PictureWithheld,
    RenewView,
    RequestPicture,
    RequestRefused,
    RequestRoster,
    RosterOffered,
    RosterTaken,
    ToDevice,
    ViewEnded,
    ViewOpened,
    ViewRefused,
    VisitForgotten,
    Welcomed,
)
from protocol.messages.message import Message
from protocol.messages.screen import Piece
from protocol.messages.view import FramePiece
from protocol.vocabulary import (
    LessonRefusal,
    NoPictureReason,
    PictureOrigin,
    Purpose,
    Refusal,
    ViewEnd,
    ViewReason,
    ViewRefusal,
)

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


def frame_sent(number: int, data: bytes, *, is_whole: bool = True) -> FrameSent:
    """A frame of 1920x1080 in one piece."""
    return FrameSent(
        number=number,
        width_px=1920,
        height_px=1080,
        is_whole=is_whole,
        pointer_x=10,
        pointer_y=None,
        monitors=2,
        monitor=1,
        origin=PictureOrigin.SCREEN,
        pieces=(FramePiece(left_px=0, top_px=0, data=data),),
    )


def hello(roster_version: int = 0, purpose: Purpose = Purpose.CLASS) -> Hello:
    """A greeting as an honest console makes it."""
    return Hello(protocol_version=1, roster_version=roster_version, purpose=purpose)


def welcomed(roster_version: int = 7) -> Welcomed:
    """A welcome as an honest device gives it."""
    return Welcomed(
        protocol_version=1,
        roster_version=roster_version,
        device_name="pc-01",
        pupil_name="Zoë 好",
        instance=b"i" * 16,
        software="0.2.0",
        sight="X11, 1920x1080, changes are reported.",
    )


def every_message() -> list[Message]:
    """Each message of the protocol, once."""
    examples: list[Message] = [
        hello(7),
        ConsoleAlive(),
        ConsoleLeft(),
        OfferRoster(body=b"roster" * 20, signature=b"s" * 64),
        RequestRoster(),
        DescribeDevice(),
        OpenLesson(body=b"lesson" * 20, signature=b"s" * 64),
        EndLesson(lesson_id=_ID),
        request_picture(number=3),
        welcomed(),
        DeviceAlive(picture_is_current=True),
        DeviceLeft(),
        VisitForgotten(),
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
        OpenView(lesson_id=_ID, reason=ViewReason.HELP, monitor=None),
        ChooseMonitor(monitor=1),
        RenewView(),
        EndView(),
        FrameShown(number=4, is_anew=False),
        ViewOpened(monitors=2, monitor=0, lasts_s=300),
        ViewRefused(reason=ViewRefusal.NO_LESSON),
        ViewEnded(reason=ViewEnd.TIME),
        frame_sent(4, b"\xff\xd8" + b"j" * 500),
        FrameWithheld(number=5, reason=NoPictureReason.PAUSED),
    ]
    missing = {*typing.get_args(ToDevice), *typing.get_args(FromDevice)} - {
        type(example) for example in examples
    }
    if missing:
        raise LookupError(f"no example of {missing}")
    return examples
