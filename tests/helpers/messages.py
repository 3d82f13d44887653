"""One valid example of every wire message, checked for completeness against the unions."""

import typing

from protocol.identifiers import ReaderId, SigningKey, TransportKey
from protocol.messages import (
    CallerAlive,
    CallerLeft,
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    DescribeDevice,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    DirectoryTold,
    EndLesson,
    EndView,
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeRefused,
    EnvelopeTaken,
    FrameSent,
    FrameShown,
    FrameWithheld,
    FromDevice,
    FromOffice,
    GreetOffice,
    Hello,
    KeepEnvelope,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OfferRecipients,
    OfferRoster,
    OfficeAlive,
    OfficeGreeted,
    OfficeLeft,
    OpenLesson,
    OpenView,
    PictureSent,
    PictureWithheld,
    RecipientsTaken,
    RenewView,
    RequestDirectory,
    RequestPicture,
    RequestRefused,
    RequestRoster,
    RosterOffered,
    RosterTaken,
    ToDevice,
    ToOffice,
    ViewEnded,
    ViewOpened,
    ViewRefused,
    VisitForgotten,
    WatchReaders,
    Welcomed,
)
from protocol.messages.mail import PresentDevice
from protocol.messages.message import Message
from protocol.messages.screen import Piece
from protocol.messages.view import FramePiece
from protocol.trust.sealing import Envelope, SealedKey
from protocol.vocabulary import (
    LessonRefusal,
    MailRefusal,
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


def envelope(envelope_id: str = _ID, readers: int = 2) -> Envelope:
    """An envelope as it looks from outside; nobody can open it."""
    return Envelope(
        id=envelope_id,
        readers=tuple(
            SealedKey(ReaderId(bytes([number]) * 16), b"b" * 80) for number in range(readers)
        ),
        commitment=b"c" * 32,
        nonce=b"n" * 24,
        sealed=b"s" * 1040,
    )


def greet_office(
    roster_version: int = 1, recipients_version: int = 0, *, address: str = "10.0.0.7:48480"
) -> GreetOffice:
    """A greeting as an honest device makes it."""
    return GreetOffice(
        protocol_version=1,
        roster_version=roster_version,
        recipients_version=recipients_version,
        address=address,
        software="0.2.0",
    )


def every_mail_message() -> list[Message]:
    """Each message that is only of the mail link, once."""
    return [
        greet_office(7, 3),
        OfficeGreeted(protocol_version=1, roster_version=7, recipients_version=3),
        KeepEnvelope(envelope=envelope()),
        EnvelopeKept(id=_ID, is_received=True),
        EnvelopeRefused(id=_ID, reason=MailRefusal.FULL),
        WatchReaders(readers=(ReaderId(b"r" * 16), ReaderId(b"q" * 16))),
        EnvelopeHanded(
            reader=ReaderId(b"r" * 16), number=9, received_at=1_900_000_000_000, envelope=envelope()
        ),
        EnvelopeTaken(id=_ID, reader=ReaderId(b"r" * 16)),
        OfferRecipients(body=b"recipients" * 20, signature=b"s" * 64),
        RecipientsTaken(version=4),
        CallerAlive(),
        OfficeAlive(),
        CallerLeft(),
        OfficeLeft(),
        RequestDirectory(after=500),
        DirectoryTold(
            devices=(
                PresentDevice(
                    key=TransportKey(b"k" * 32),
                    address="10.0.0.7:48480",
                    software="0.2.0",
                    seen_at=1_900_000_000_000,
                ),
            ),
            next=1000,
        ),
    ]


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
        *every_mail_message(),
    ]
    unions = (ToDevice, FromDevice, ToOffice, FromOffice)
    missing = {kind for union in unions for kind in typing.get_args(union)} - {
        type(example) for example in examples
    }
    if missing:
        raise LookupError(f"no example of {missing}")
    return examples
