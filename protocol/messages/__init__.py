"""Typed wire messages, one module a conversation, and the two directions as unions.

To a device: imperatives. From a device: past participles. A field is added only under a new
protocol version; `protocol.codec` is the only place that turns bytes into these.
"""

from protocol.messages.admission import DescribeDevice, DeviceDescribed
from protocol.messages.lesson import EndLesson, LessonEnded, LessonOpened, LessonRefused, OpenLesson
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

__all__ = [
    "ChooseMonitor",
    "ConsoleAlive",
    "ConsoleLeft",
    "DescribeDevice",
    "DeviceAlive",
    "DeviceDescribed",
    "DeviceLeft",
    "EndLesson",
    "EndView",
    "FrameSent",
    "FrameShown",
    "FrameWithheld",
    "FromDevice",
    "Hello",
    "LessonEnded",
    "LessonOpened",
    "LessonRefused",
    "OfferRoster",
    "OpenLesson",
    "OpenView",
    "PictureSent",
    "PictureWithheld",
    "RenewView",
    "RequestPicture",
    "RequestRefused",
    "RequestRoster",
    "RosterOffered",
    "RosterTaken",
    "ToDevice",
    "ViewEnded",
    "ViewOpened",
    "ViewRefused",
    "VisitForgotten",
    "Welcomed",
]
