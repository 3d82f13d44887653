"""The class's link to one device: the lesson it is in, the rosters it carries, its pictures.

Lane: io. A peer that fell silent for 5 s is lost for good on this session; the link hangs up and
dials anew, so nothing that was on its way before a cut can be shown after it.
"""

import logging
from collections.abc import Callable
from typing import Protocol, assert_never

from protocol.errors import RemoteProtocolError
from protocol.identifiers import TransportKey
from protocol.messages import (
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndLesson,
    FrameSent,
    FrameWithheld,
    FromDevice,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OpenLesson,
    PictureSent,
    PictureWithheld,
    RequestRefused,
    RosterOffered,
    RosterTaken,
    ViewEnded,
    ViewOpened,
    ViewRefused,
    VisitForgotten,
    Welcomed,
)
from protocol.transport.ports import Dialler, Loop
from protocol.vocabulary import Purpose
from teacher_console.classroom.device_standing import DeviceStanding
from teacher_console.classroom.device_status import DeviceState
from teacher_console.classroom.greeted_link import GreetedLink
from teacher_console.classroom.lesson import Lesson
from teacher_console.classroom.places import Places
from teacher_console.classroom.roster_exchange import RosterExchange, RosterKeeper
from teacher_console.classroom.viewing import Viewing

logger = logging.getLogger(__name__)


class LinkOwner(Protocol):
    """What a link needs of the class it belongs to, and tells it. Io thread."""

    def lesson_for(self, key: TransportKey) -> Lesson | None:
        """Return the lesson this device should be in."""

    def link_changed(self, key: TransportKey) -> None:
        """The device stands differently."""

    def device_heard(self, key: TransportKey) -> None:
        """The device said something."""

    def picture_came(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        """The answer to the one outstanding request.

        Call `taken` on the io thread when it is on the screen (True) or could not be shown (False).
        """


class DeviceLink:
    """One admitted device, sought as long as the console runs; the `Conversation` of its link.

    Args:
        interval_ms: Asked before each request: how often a picture of that width may come.

    Attributes:
        standing: How the device stands, and what it told of itself.
        address: Where it was last dialled, `host:port`; empty before the first time.
        lesson_id: The lesson it was asked into; None while it is in none of ours.
    """

    def __init__(
        self,
        key: TransportKey,
        *,
        loop: Loop,
        dialler: Dialler,
        owner: LinkOwner,
        rosters: RosterKeeper,
        interval_ms: Callable[[int], int],
    ) -> None:
        self.key = key
        self.standing = DeviceStanding(on_change=lambda: owner.link_changed(key))
        self.address = ""
        self.lesson_id: str | None = None
        self._owner = owner
        self._link = GreetedLink(
            key, loop=loop, dialler=dialler, purpose=Purpose.CLASS, conversation=self
        )
        self._viewing = Viewing(loop=loop, send=self._link.send, interval_ms=interval_ms)
        self._places = Places()
        self._rosters = RosterExchange(rosters, self._link.send)

    @property
    def is_connected(self) -> bool:
        """The device answered and is not lost."""
        return self._link.is_open

    def found_at(self, addresses: tuple[str, ...]) -> None:
        """Try these addresses too; a dial under way is not broken off."""
        self._places.add(addresses)
        if self._link.is_idle:
            self.dial_now()

    def follow_lesson(self) -> None:
        """Bring the device to the lesson that is current now: open it, or end the one it is in."""
        if not self._link.is_open:
            return
        lesson = self._owner.lesson_for(self.key)
        is_over = lesson is None or lesson.info.lesson_id != self.lesson_id
        if self.lesson_id is not None and is_over:
            self._link.send(EndLesson(lesson_id=self.lesson_id))
            self._viewing.end()
            self.lesson_id = None
        if lesson is None:
            self.standing.move(DeviceState.READY)
        elif self.lesson_id is None:
            self.lesson_id = lesson.info.lesson_id
            signed = lesson.signed
            self._link.send(OpenLesson(body=signed.canonical, signature=signed.signature))
            self.standing.move(DeviceState.STARTING)

    def follow_roster(self) -> None:
        """Carry our roster to the device when it holds an older one."""
        self._rosters.follow()

    def show(self, width_px: int) -> None:
        """Ask for pictures this wide; 0 when nobody looks at the tile."""
        self._viewing.show(width_px)

    def greet_anew(self) -> None:
        """Leave the lesson there without ending it for good, and connect again."""
        if self._link.is_open:
            self._link.leave()
            self.dial_now()

    def close(self) -> None:
        """End the lesson with the device and hang up."""
        if self._link.is_open and self.lesson_id is not None:
            self._link.send(EndLesson(lesson_id=self.lesson_id))
        self._link.leave()

    # Conversation

    def dial_now(self) -> None:
        """Try the next place, if any is known."""
        address = self._places.next()
        if address is None:
            return
        self.address = address
        if not self._link.dial(address, roster_version=self._rosters.our_version):
            self._places.drop(address)

    def hung_up(self) -> None:
        """Forget what was under way with the device."""
        self._viewing.restart()
        self.lesson_id = None
        self._rosters.end()

    def fell_quiet(self) -> None:
        """Grey the tile."""
        self.standing.fell_quiet()

    def was_lost(self) -> None:
        """Take the picture down."""
        self.standing.move(DeviceState.LOST)

    def was_broken(self) -> None:
        """Take the picture down; the device gets another chance, not at once."""
        self.standing.move(DeviceState.LOST)
        self._link.dial_later()

    def take(self, message: FromDevice) -> None:
        """Do what a message asks for.

        Raises:
            RemoteProtocolError: Nobody asked for it, or it belongs to another conversation.
        """
        if self._link.broke_silence:
            self._viewing.distrust()
        self._answer(message)
        self._owner.device_heard(self.key)

    def _answer(self, message: FromDevice) -> None:
        match message:
            case Welcomed():
                self._places.reached(self.address)
                self.standing.welcomed(message)
                self._rosters.begin(message.roster_version)
                self.follow_lesson()
            case DeviceAlive():
                self.standing.alive(is_current=message.picture_is_current)
            case DeviceLeft():
                self._link.hang_up()
                self.standing.move(DeviceState.LEFT)
                self._link.dial_later()
            case VisitForgotten():  # this computer slept
                self._link.hang_up()
                self.standing.move(DeviceState.STARTING)
                self.dial_now()
            case RosterOffered():
                self._rosters.take(message)
            case LessonOpened():
                if message.lesson_id == self.lesson_id:  # else the teacher ended it meanwhile
                    self._viewing.begin(message.lesson_id)
            case LessonRefused():
                self.standing.refused(message.reason)
            case LessonEnded():
                if message.lesson_id == self.lesson_id:
                    self._viewing.end()
                    self.lesson_id = None
                    self.standing.move(DeviceState.READY)
            case PictureSent():
                if self._viewing.answered(message):
                    self._show(message)
            case PictureWithheld():
                if self._viewing.answered(message):
                    self.standing.withheld(message.reason)
            case RequestRefused():
                logger.info("device refused request %d: %s", message.request, message.reason.value)
            case RosterTaken():
                if self.standing.state is DeviceState.REFUSED:  # it may know us, or itself, by now
                    self.lesson_id = None
                    self.follow_lesson()
            case DeviceDescribed():
                pass
            case ViewOpened() | ViewRefused() | ViewEnded() | FrameSent() | FrameWithheld():
                raise RemoteProtocolError("a full view on the connection of the class")
            case _:
                assert_never(message)

    def _show(self, picture: PictureSent) -> None:
        self.standing.shown(picture)
        number, line = picture.number, self._link.line

        def taken(is_shown: bool) -> None:  # noqa: FBT001
            if self._link.line is line:
                self._viewing.taken(number, is_whole=is_shown)

        self._owner.picture_came(self.key, picture, taken)
