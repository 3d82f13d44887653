"""The console's end of the link to one device: dial, greet, join the lesson, ask for pictures.

Lane: io. A peer that fell silent for 5 s is lost for good on this session; the link hangs up and
dials anew, so nothing that was on its way before a cut can be shown after it.
"""

import logging
from collections.abc import Callable
from typing import Protocol, assert_never

from protocol import codec
from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import TransportKey, fingerprint
from protocol.lesson_link import LESSON_LINK
from protocol.limits import CONSOLE_ALIVE_INTERVAL_S, PROTOCOL_VERSION
from protocol.messages import (
    ConsoleAlive,
    ConsoleLeft,
    DeviceAlive,
    DeviceDescribed,
    DeviceLeft,
    EndLesson,
    FrameSent,
    FrameWithheld,
    FromDevice,
    Hello,
    LessonEnded,
    LessonOpened,
    LessonRefused,
    OfferRoster,
    OpenLesson,
    PictureSent,
    PictureWithheld,
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
from protocol.session import Session, SessionState, Side
from protocol.sign_of_life import Presence, SignOfLife
from protocol.transport.ports import Dialler, Line, Loop, Timer
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from protocol.vocabulary import LessonRefusal, NoPictureReason, PictureOrigin, Purpose
from teacher_console.classroom.device_status import DeviceState
from teacher_console.classroom.lesson import Lesson
from teacher_console.classroom.places import Places
from teacher_console.classroom.viewing import Viewing

logger = logging.getLogger(__name__)

WELCOME_PATIENCE_S = 4.0
"""How long a dialled address may take to welcome us before the next one is tried."""


_EARLY_S = 0.6
"""How much too early a sign of life may go when it saves a packet of its own."""


class LinkOwner(Protocol):
    """What a link needs of the class it belongs to, and tells it. Io thread."""

    def lesson_for(self, key: TransportKey) -> Lesson | None:
        """Return the lesson this device should be in."""

    def current_roster(self) -> Signed[Roster]:
        """Return the newest roster this console holds."""

    def roster_carried(self, body: bytes, signature: bytes) -> None:
        """A device offers a roster newer than ours."""

    def link_changed(self, key: TransportKey) -> None:
        """The link's state, reason or pupil changed."""

    def device_heard(self, key: TransportKey) -> None:
        """The device said something."""

    def picture_came(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        """The answer to the one outstanding request.

        Call `taken` on the io thread when it is on the screen (True) or could not be shown (False).
        """


class DeviceLink:
    """One admitted device, sought as long as the console runs.

    Args:
        interval_ms: Asked before each request: how often a picture of that width may come.

    Attributes:
        instance: Which start of the device's program answers; empty while none does.
    """

    def __init__(
        self,
        key: TransportKey,
        *,
        loop: Loop,
        dialler: Dialler,
        owner: LinkOwner,
        interval_ms: Callable[[int], int],
    ) -> None:
        self.key = key
        self.state = DeviceState.SEARCHING
        self.reason: NoPictureReason | None = None
        self.refusal: LessonRefusal | None = None
        self.origin = PictureOrigin.SCREEN
        self.screens = 1
        self.pupil_name = ""
        self.software = ""
        self.sight = ""
        self.instance = b""
        self.address = ""
        self._loop = loop
        self._dialler = dialler
        self._owner = owner
        self._viewing = Viewing(loop=loop, send=self._send, interval_ms=interval_ms)
        self._places = Places()
        self._line: Line | None = None
        self._timer: Timer | None = None
        self._lesson_id: str | None = None
        self._their_roster = 0
        self._has_asked_roster = False
        self._before_quiet = DeviceState.READY
        self._session = Session(Side.DIALLER, LESSON_LINK)
        self._life = SignOfLife(loop.now(), speak_every_s=CONSOLE_ALIVE_INTERVAL_S)

    def found_at(self, addresses: tuple[str, ...]) -> None:
        """Try these addresses too; a dial under way is not broken off."""
        self._places.add(addresses)
        if self._line is None and self._timer is None:
            self._dial()

    def follow_lesson(self) -> None:
        """Bring the device to the lesson that is current now: open it, or end the one it is in."""
        if self._session.state is not SessionState.OPEN:
            return
        lesson = self._owner.lesson_for(self.key)
        if self._lesson_id is not None and (
            lesson is None or lesson.info.lesson_id != self._lesson_id
        ):
            self._send(EndLesson(lesson_id=self._lesson_id))
            self._viewing.end()
            self._lesson_id = None
        if lesson is None:
            self._move(DeviceState.READY)
        elif self._lesson_id is None:
            self._lesson_id = lesson.info.lesson_id
            signed = lesson.signed
            self._send(OpenLesson(body=signed.canonical, signature=signed.signature))
            self._move(DeviceState.STARTING)

    def follow_roster(self) -> None:
        """Carry our roster to the device when it holds an older one."""
        roster = self._owner.current_roster()
        if self._session.state is SessionState.OPEN and self._their_roster < roster.body.version:
            self._their_roster = roster.body.version
            self._send(OfferRoster(body=roster.canonical, signature=roster.signature))

    def show(self, width_px: int) -> None:
        """Ask for pictures this wide; 0 when nobody looks at the tile."""
        self._viewing.show(width_px)

    @property
    def is_connected(self) -> bool:
        """The device answered and has not fallen silent since."""
        return self._session.state is SessionState.OPEN

    @property
    def lesson_id(self) -> str | None:
        """The lesson the device was asked into."""
        return self._lesson_id

    def greet_anew(self) -> None:
        """Leave the lesson there without ending it for good, and connect again."""
        if self._session.state is SessionState.OPEN:
            self._send(ConsoleLeft())
            self._hang_up()
            self._dial()

    def close(self) -> None:
        """End the lesson with the device and hang up."""
        if self._session.state is SessionState.OPEN:
            if self._lesson_id is not None:
                self._send(EndLesson(lesson_id=self._lesson_id))
            self._send(ConsoleLeft())
        self._hang_up()

    def _new_session(self) -> None:
        self._session = Session(Side.DIALLER, LESSON_LINK)
        self._life = SignOfLife(self._loop.now(), speak_every_s=CONSOLE_ALIVE_INTERVAL_S)
        self._viewing.restart()
        self._lesson_id = None
        self._their_roster = 0
        self._has_asked_roster = False

    def _dial(self) -> None:
        self._timer = None
        address = self._places.next()
        if address is None:
            return
        self.address = address
        self._new_session()
        try:
            self._line = self._dialler.dial(self.key, self.address, self._on_data)
        except InputError as exc:
            logger.warning("an address was not dialled: %s", exc)
            self._places.drop(self.address)
            self._timer = self._loop.call_later(WELCOME_PATIENCE_S, self._dial)
            return
        self._send(
            Hello(
                protocol_version=PROTOCOL_VERSION,
                roster_version=self._owner.current_roster().body.version,
                purpose=Purpose.CLASS,
            )
        )
        self._timer = self._loop.call_later(WELCOME_PATIENCE_S, self._not_welcomed)

    def _not_welcomed(self) -> None:
        if self._session.state is not SessionState.OPEN:
            self._hang_up()
            self._dial()

    def _hang_up(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._line is not None:
            self._line.close()
            self._line = None
        self._new_session()

    def _on_data(self, data: bytes) -> None:
        if self._session.state is SessionState.OPEN:
            self._life.advance(self._loop.now())
            if self._life.presence is Presence.LOST:  # this computer slept: what waited is old
                self._fell_silent()
                return
            if self._life.presence is Presence.QUIET:
                self._viewing.distrust()
        try:
            message = codec.decode_from_device(data)
            self._session.received(message)
            self._life.heard(self._loop.now())
            self._take(message)
            self._owner.device_heard(self.key)
        except RemoteProtocolError as exc:
            logger.warning("device %s broke the protocol: %s", fingerprint(self.key), exc)
            self._hang_up()
            self._move(DeviceState.LOST)
            self._timer = self._loop.call_later(WELCOME_PATIENCE_S, self._dial)

    def _take(self, message: FromDevice) -> None:
        match message:
            case Welcomed():
                self._welcomed(message)
            case DeviceAlive():
                self._alive(message)
            case DeviceLeft():
                self._left()
            case VisitForgotten():
                self._forgotten()
            case RosterOffered():
                if not self._has_asked_roster:
                    raise RemoteProtocolError("a roster nobody asked for")
                self._has_asked_roster = False
                self._owner.roster_carried(message.body, message.signature)
            case LessonOpened():
                if message.lesson_id == self._lesson_id:  # else the teacher ended it meanwhile
                    self._viewing.begin(message.lesson_id)
            case LessonRefused():
                self.refusal = message.reason
                self._move(DeviceState.REFUSED)
            case LessonEnded():
                if message.lesson_id == self._lesson_id:
                    self._viewing.end()
                    self._lesson_id = None
                    self._move(DeviceState.READY)
            case PictureSent():
                if self._viewing.answered(message):
                    self._show(message)
            case PictureWithheld():
                if self._viewing.answered(message):
                    self._withheld(message.reason)
            case RequestRefused():
                logger.info("device refused request %d: %s", message.request, message.reason.value)
            case RosterTaken():
                if self.state is DeviceState.REFUSED:  # it may know us, or itself, by now
                    self._lesson_id = None
                    self.follow_lesson()
            case DeviceDescribed():
                pass
            case ViewOpened() | ViewRefused() | ViewEnded() | FrameSent() | FrameWithheld():
                raise RemoteProtocolError("a full view on the connection of the class")
            case _:
                assert_never(message)

    def _show(self, picture: PictureSent) -> None:
        self.origin, self.screens = picture.origin, picture.screens
        self._move(DeviceState.LIVE)
        viewing, number = self._viewing, picture.number
        session = self._session

        def taken(is_shown: bool) -> None:  # noqa: FBT001
            if self._session is session:
                viewing.taken(number, is_whole=is_shown)

        self._owner.picture_came(self.key, picture, taken)

    def _welcomed(self, message: Welcomed) -> None:
        if message.protocol_version != PROTOCOL_VERSION:
            raise RemoteProtocolError("another protocol version")
        if self._timer is not None:
            self._timer.cancel()
        self.pupil_name = message.pupil_name
        self.software, self.sight = message.software, message.sight
        self.instance = message.instance
        self._places.reached(self.address)
        self._their_roster = message.roster_version
        self._move(DeviceState.READY)
        if message.roster_version > self._owner.current_roster().body.version:
            self._has_asked_roster = True
            self._send(RequestRoster())
        self.follow_roster()
        self.follow_lesson()
        self._watch_life()

    def _alive(self, message: DeviceAlive) -> None:
        if not message.picture_is_current and self.state is DeviceState.LIVE:
            self._withheld(NoPictureReason.CAPTURE_FAILED)
        elif self.state is DeviceState.QUIET:
            self._move(self._before_quiet)
        now = self._loop.now()
        if self._life.must_speak(now + _EARLY_S):  # on the back of the acknowledgement
            self._life.spoke(now)
            self._send(ConsoleAlive())

    def _forgotten(self) -> None:
        """This computer slept; the device let go of us meanwhile."""
        self._hang_up()
        self._move(DeviceState.STARTING)
        self._dial()

    def _left(self) -> None:
        self._hang_up()
        self._move(DeviceState.LEFT)
        self._timer = self._loop.call_later(WELCOME_PATIENCE_S, self._dial)

    def _withheld(self, reason: NoPictureReason) -> None:
        self.reason = reason
        self._move(DeviceState.WITHHELD)

    def _watch_life(self) -> None:
        if self._session.state is not SessionState.OPEN:
            return
        now = self._loop.now()
        if self._life.advance(now):
            self._fell_silent()
        if self._life.presence is Presence.LOST:
            return
        if self._life.must_speak(now):
            self._life.spoke(now)
            self._send(ConsoleAlive())
        wait_s = max(0.01, self._life.next_deadline() - now)
        self._timer = self._loop.call_later(wait_s, self._watch_life)

    def _fell_silent(self) -> None:
        if self._life.presence is Presence.LOST:
            self._hang_up()
            self._move(DeviceState.LOST)
            self._dial()
        elif self.state is not DeviceState.QUIET:
            self._before_quiet = self.state
            self._move(DeviceState.QUIET)

    def _send(self, message: ToDevice) -> None:
        if self._line is not None:
            self._session.sent(message)
            self._line.send(codec.encode(message))

    def _move(self, state: DeviceState) -> None:
        self.state = state
        if state not in {DeviceState.WITHHELD, DeviceState.QUIET}:
            self.reason = None
        if state not in {DeviceState.REFUSED, DeviceState.QUIET}:
            self.refusal = None
        self._owner.link_changed(self.key)
