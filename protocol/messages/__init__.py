"""Typed wire messages, one module a conversation, and each direction of each link as a union.

To a device or an office: imperatives. From it: past participles. A field is added only under a new
protocol version; `protocol.codec` is the only place that turns bytes into these.
"""

from protocol.messages.admission import DescribeDevice, DeviceDescribed
from protocol.messages.lesson import EndLesson, LessonEnded, LessonOpened, LessonRefused, OpenLesson
from protocol.messages.mail import (
    CallerAlive,
    CallerLeft,
    DirectoryTold,
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeRefused,
    EnvelopeTaken,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfficeAlive,
    OfficeGreeted,
    OfficeLeft,
    RecipientsTaken,
    RequestDirectory,
    WatchReaders,
)
from protocol.messages.screen import PictureSent, PictureWithheld, RequestPicture
from protocol.messages.session import (
    ConsoleAlive,
    ConsoleLeft,
    DeviceAlive,
    DeviceLeft,
    Hello,
    OfferRoster,
    RequestRefused,
    RequestRoster,
    RosterOffered,
    RosterTaken,
    VisitForgotten,
    Welcomed,
)
from protocol.messages.view import (
    ChooseMonitor,
    EndView,
    FrameSent,
    FrameShown,
    FrameWithheld,
    OpenView,
    RenewView,
    ViewEnded,
    ViewOpened,
    ViewRefused,
)

ToDevice = (
    Hello
    | ConsoleAlive
    | ConsoleLeft
    | OfferRoster
    | RequestRoster
    | DescribeDevice
    | OpenLesson
    | EndLesson
    | RequestPicture
    | OpenView
    | ChooseMonitor
    | RenewView
    | EndView
    | FrameShown
)
FromDevice = (
    Welcomed
    | DeviceAlive
    | DeviceLeft
    | VisitForgotten
    | RosterOffered
    | RosterTaken
    | RequestRefused
    | DeviceDescribed
    | LessonOpened
    | LessonRefused
    | LessonEnded
    | PictureSent
    | PictureWithheld
    | ViewOpened
    | ViewRefused
    | ViewEnded
    | FrameSent
    | FrameWithheld
)
ToOffice = (
    GreetOffice
    | KeepEnvelope
    | WatchReaders
    | EnvelopeTaken
    | OfferRoster
    | RosterTaken
    | OfferRecipients
    | RecipientsTaken
    | RequestDirectory
    | CallerAlive
    | CallerLeft
)
FromOffice = (
    OfficeGreeted
    | EnvelopeKept
    | EnvelopeRefused
    | EnvelopeHanded
    | OfferRoster
    | RosterTaken
    | OfferRecipients
    | RecipientsTaken
    | RequestRefused
    | DirectoryTold
    | OfficeAlive
    | OfficeLeft
)

__all__ = [
    "CallerAlive",
    "CallerLeft",
    "ChooseMonitor",
    "ConsoleAlive",
    "ConsoleLeft",
    "DescribeDevice",
    "DeviceAlive",
    "DeviceDescribed",
    "DeviceLeft",
    "DirectoryTold",
    "EndLesson",
    "EndView",
    "EnvelopeHanded",
    "EnvelopeKept",
    "EnvelopeRefused",
    "EnvelopeTaken",
    "FrameSent",
    "FrameShown",
    "FrameWithheld",
    "FromDevice",
    "FromOffice",
    "GreetOffice",
    "Hello",
    "KeepEnvelope",
    "LessonEnded",
    "LessonOpened",
    "LessonRefused",
    "OfferRecipients",
    "OfferRoster",
    "OfficeAlive",
    "OfficeGreeted",
    "OfficeLeft",
    "OpenLesson",
    "OpenView",
    "PictureSent",
    "PictureWithheld",
    "RecipientsTaken",
    "RenewView",
    "RequestDirectory",
    "RequestPicture",
    "RequestRefused",
    "RequestRoster",
    "RosterOffered",
    "RosterTaken",
    "ToDevice",
    "ToOffice",
    "ViewEnded",
    "ViewOpened",
    "ViewRefused",
    "VisitForgotten",
    "WatchReaders",
    "Welcomed",
]
