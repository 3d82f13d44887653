"""The class as one thing: admitted devices and their links, strangers seen, the open lesson.

Lane: io. The window's calls (`ClassroomControl`) arrive on the GUI thread and are posted across.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable

from protocol.discovery import Advert
from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.limits import PICTURE_MAX_WIDTH_PX
from protocol.messages import PictureSent
from protocol.transport.ports import Dialler, Loop
from protocol.trust.document import Signed
from protocol.trust.keys import StaffKeys
from protocol.trust.roster import Roster, RosterIndex, StaffMember, carried_roster
from protocol.trust.school_file import School
from teacher_console.classroom.addresses import parse_address
from teacher_console.classroom.device_board import DeviceBoard
from teacher_console.classroom.device_link import DeviceLink
from teacher_console.classroom.duplicate_watch import DuplicateWatch
from teacher_console.classroom.lesson import Lesson, start_lesson
from teacher_console.classroom.ports import ClassroomEvents
from teacher_console.classroom.pupils import PupilNames
from teacher_console.classroom.rate import PictureRate
from teacher_console.classroom.sightings import Sightings

logger = logging.getLogger(__name__)

_COST_EVERY_S = 2.0


class Classroom:
    """Keeps a link to every admitted device and one lesson over them.

    Args:
        keys: Of the signed-in person, whose roster line is `member`.
        save_roster: Keeps a newer roster that a device carried here.
        utc_now: Aware UTC, for people.
        names: Of the pupils, as the school's list has them.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        events: ClassroomEvents,
        school: School,
        keys: StaffKeys,
        member: StaffMember,
        roster: Signed[Roster],
        save_roster: Callable[[Signed[Roster]], None],
        utc_now: Callable[[], dt.datetime],
        names: PupilNames | None = None,
    ) -> None:
        self._loop = loop
        self._dialler = dialler
        self._events = events
        self._school = school
        self._keys = keys
        self._member = member
        self._roster = RosterIndex.of(roster)
        self._save_roster = save_roster
        self._utc_now = utc_now
        self._links: dict[TransportKey, DeviceLink] = {}
        self._board = DeviceBoard(events=events, names=names or PupilNames(), utc_now=utc_now)
        self._on_lesson: Callable[[], None] = lambda: None
        self._sightings = Sightings()
        self._duplicates = DuplicateWatch(
            loop=loop, dialler=dialler, on_change=self._doubled_or_not
        )
        self._lesson: Lesson | None = None
        self._visible: frozenset[TransportKey] = frozenset()
        self._width_px = 0
        self._enlarged: TransportKey | None = None
        self._rate = PictureRate(loop.now())

    # ClassroomControl, for the GUI thread

    def open_lesson(self, title: str, room: str, duration_s: int) -> None:
        """Open a lesson with the devices of `room`; ends the one that is open."""
        self._loop.post(lambda: self._open_lesson(title, room, duration_s))

    def end_lesson(self) -> None:
        """End the open lesson; harmless when there is none."""
        self._loop.post(lambda: self._set_lesson(None))

    def show_pictures_of(self, keys: Iterable[TransportKey], width_px: int) -> None:
        """Ask these devices for pictures of this width, and no others."""
        visible = frozenset(keys)
        self._loop.post(lambda: self._show(visible, width_px))

    def enlarge(self, key: TransportKey | None) -> None:
        """Ask this visible device for the largest small picture; None for none."""
        self._loop.post(lambda: self._enlarge(key))

    def tell_anew(self) -> None:
        """Tell of every device again; whoever has just begun to listen heard nothing before."""
        self._loop.post(self._board.tell_anew)

    def add_address(self, device_name: str, address: str) -> None:
        """Try `address` (`host:port`) for the admitted device called `device_name`.

        Raises:
            InputError: No such device in the roster, or not an address.
        """
        checked = parse_address(address)
        keys = [each.transport_key for each in self._roster.devices if each.name == device_name]
        if not keys:
            problem = "no admitted device has this name"
            raise InputError(f"device {device_name!r}", problem, "choose one the roster lists")
        self.found(Advert(keys[0], (checked,)))

    def use_pupils(self, names: PupilNames) -> None:
        """Show pupils by these names."""
        self._loop.post(lambda: self._use_pupils(names))

    # for the io thread

    def lesson_id_of(self, key: TransportKey) -> str | None:
        """Return the lesson that this device was asked into and answers for, if any."""
        link = self._links.get(key)
        if link is None or not link.is_connected or self._duplicates.is_doubled(key):
            return None
        return link.lesson_id

    def address_of(self, key: TransportKey) -> str:
        """Return where this device was last reached, `host:port`; empty when nowhere."""
        link = self._links.get(key)
        return link.address if link is not None else ""

    def follow_with(self, call: Callable[[], None]) -> None:
        """Call this whenever a lesson opened or ended, after the devices were told."""
        self._on_lesson = call

    def begin(self) -> None:
        """Show every admitted device; call once."""
        self._follow_roster()

    def found(self, advert: Advert) -> None:
        """Take a hint of where a device is. Any thread."""
        self._loop.post(lambda: self._found(advert))

    def gone(self, key: TransportKey) -> None:
        """Take a hint that a device went. Any thread. Believed only of devices not admitted."""
        self._loop.post(lambda: self._gone(key))

    def close(self) -> None:
        """End the lesson and hang up everywhere."""
        self._set_lesson(None)
        self._duplicates.close()
        for link in self._links.values():
            link.close()

    # LinkOwner

    def lesson_for(self, key: TransportKey) -> Lesson | None:
        """Return the open lesson if this device's room is in it, and it is one computer."""
        if self._duplicates.is_doubled(key):
            return None
        device = self._roster.device(key)
        if self._lesson is None or device is None or device.room != self._lesson.info.room:
            return None
        return self._lesson

    def current_roster(self) -> Signed[Roster]:
        """Return the newest roster this console holds."""
        return self._roster.signed

    def roster_carried(self, body: bytes, signature: bytes) -> None:
        """Adopt a genuine newer roster that a device carried here."""
        carried = carried_roster(body, signature, self._school)
        if carried is None or carried.body.version <= self._roster.version:
            logger.warning("ignored a roster a device offered: not genuine or not newer")
            return
        try:
            self._save_roster(carried)
        except InputError as exc:
            logger.error("a newer roster was not kept: %s", exc)  # noqa: TRY400  # a full disk
            return
        self._roster = RosterIndex.of(carried)
        self._follow_roster()

    def link_changed(self, key: TransportKey) -> None:
        """Tell the window how this device stands, if that is news."""
        device = self._roster.device(key)
        link = self._links.get(key)
        if device is None or link is None:
            return
        if not link.is_connected:
            self._duplicates.hung_up(key)
        self._board.tell(device, link, is_doubled=self._duplicates.is_doubled(key))

    def device_heard(self, key: TransportKey) -> None:
        """Note which start of the device's program lives."""
        link = self._links.get(key)
        if link is not None and link.is_connected:
            self._duplicates.heard(key, link.address, link.instance)

    def picture_came(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        """Pass a picture on to the window."""
        self._rate.received(sum(len(piece.data) for piece in picture.pieces))
        if self._board.picture_came(key):
            self.link_changed(key)
        self._events.picture_arrived(
            key, picture, lambda is_shown: self._loop.post(lambda: taken(is_shown))
        )

    def _tell_cost(self, lesson: Lesson) -> None:
        if self._lesson is lesson:
            self._rate.advance(self._loop.now())
            self._events.cost_changed(self._rate.cost_bytes_s, self._rate.budget_bytes_s)
            self._loop.call_later(_COST_EVERY_S, lambda: self._tell_cost(lesson))

    def _open_lesson(self, title: str, room: str, duration_s: int) -> None:
        lesson = start_lesson(
            school_id=self._school.school_id,
            teacher=self._member,
            key=self._keys.signing,
            title=title,
            room=room,
            starts_at=self._utc_now(),
            duration_s=duration_s,
        )
        self._set_lesson(lesson)
        self._loop.call_later(duration_s, lambda: self._time_is_up(lesson))

    def _time_is_up(self, lesson: Lesson) -> None:
        if self._lesson is lesson:
            self._set_lesson(None)

    def _set_lesson(self, lesson: Lesson | None) -> None:
        if lesson is self._lesson:
            return
        self._lesson = lesson
        self._events.lesson_changed(lesson.info if lesson is not None else None)
        for link in self._links.values():
            link.follow_lesson()
        self._on_lesson()
        if lesson is not None:
            self._tell_cost(lesson)

    def _show(self, visible: frozenset[TransportKey], width_px: int) -> None:
        self._visible, self._width_px = visible, width_px
        for key, link in self._links.items():
            link.show(self._width_of(key))

    def _enlarge(self, key: TransportKey | None) -> None:
        before, self._enlarged = self._enlarged, key
        for each in (before, key):
            link = self._links.get(each) if each is not None else None
            if link is not None:
                link.show(self._width_of(link.key))

    def _width_of(self, key: TransportKey) -> int:
        if key not in self._visible:
            return 0
        return PICTURE_MAX_WIDTH_PX if key == self._enlarged else self._width_px

    def _use_pupils(self, names: PupilNames) -> None:
        self._board.names = names
        for key in self._links:
            self.link_changed(key)

    def _found(self, advert: Advert) -> None:
        link = self._links.get(advert.key)
        if link is not None:
            link.found_at(advert.addresses)
            self._duplicates.announced(advert.key, advert.addresses)
        elif self._sightings.saw(advert):
            self._board.tell_sighting(advert)

    def _gone(self, key: TransportKey) -> None:
        if key not in self._links and self._sightings.of(key) is not None:
            self._sightings.forget(key)
            self._board.forget(key)

    def _follow_roster(self) -> None:
        admitted = {device.transport_key for device in self._roster.devices}
        for key in [key for key in self._links if key not in admitted]:
            self._links.pop(key).close()
            self._duplicates.forget(key)
            self._board.forget(key)
        for key in admitted - self._links.keys():
            self._links[key] = DeviceLink(
                key,
                loop=self._loop,
                dialler=self._dialler,
                owner=self,
                interval_ms=self._rate.interval_ms,
            )
            self.link_changed(key)
            advert = self._sightings.of(key)
            self._sightings.forget(key)
            if advert is not None:
                self._found(advert)
        for link in self._links.values():
            link.follow_roster()

    def _doubled_or_not(self, key: TransportKey) -> None:
        """Two computers began, or ended, to answer with one key."""
        link = self._links.get(key)
        if link is None:
            return
        if self._duplicates.is_doubled(key):
            link.greet_anew()
        else:
            link.follow_lesson()
        self.link_changed(key)
