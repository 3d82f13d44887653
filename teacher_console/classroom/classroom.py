"""The class as one thing: admitted devices and their links, strangers seen, the open lesson.

Lane: io. The window's calls (`ClassroomControl`) arrive on the GUI thread and are posted across.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from protocol.discovery import Advert
from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from protocol.transport.ports import Dialler, Loop
from protocol.trust.document import Signed
from protocol.trust.keys import StaffKeys
from protocol.trust.roster import Roster, StaffMember
from protocol.trust.school_file import School
from teacher_console.classroom.addresses import parse_address
from teacher_console.classroom.current_lesson import CurrentLesson
from teacher_console.classroom.device_board import DeviceBoard
from teacher_console.classroom.device_link import DeviceLink
from teacher_console.classroom.duplicate_watch import DuplicateWatch
from teacher_console.classroom.held_roster import HeldRoster
from teacher_console.classroom.lesson import Lesson
from teacher_console.classroom.picture_demand import PictureDemand
from teacher_console.classroom.ports import ClassroomEvents
from teacher_console.classroom.pupils import PupilNames
from teacher_console.classroom.sightings import Sightings


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
        self._rosters = HeldRoster(
            roster, school=school, save=save_roster, on_newer=self._follow_roster
        )
        self._links: dict[TransportKey, DeviceLink] = {}
        self._board = DeviceBoard(events=events, names=names or PupilNames(), utc_now=utc_now)
        self._on_lesson: Callable[[], None] = lambda: None
        self._sightings = Sightings()
        self._duplicates = DuplicateWatch(
            loop=loop, dialler=dialler, on_change=self._doubled_or_not
        )
        self._current = CurrentLesson(
            loop=loop,
            school_id=school.school_id,
            teacher=member,
            key=keys.signing,
            utc_now=utc_now,
            on_change=self._lesson_changed,
        )
        self._demand = PictureDemand(loop=loop, events=events, on_change=self._ask)

    # ClassroomControl, for the GUI thread

    def open_lesson(self, title: str, room: str, duration_s: int) -> None:
        """Open a lesson with the devices of `room`; ends the one that is open."""
        self._loop.post(lambda: self._current.open(title, room, duration_s))

    def end_lesson(self) -> None:
        """End the open lesson; harmless when there is none."""
        self._loop.post(self._current.end)

    def show_pictures_of(self, keys: Iterable[TransportKey], width_px: int) -> None:
        """Ask these devices for pictures of this width, and no others."""
        visible = frozenset(keys)
        self._loop.post(lambda: self._demand.show(visible, width_px))

    def enlarge(self, key: TransportKey | None) -> None:
        """Ask this visible device for the largest small picture; None for none."""
        self._loop.post(lambda: self._demand.enlarge(key))

    def tell_anew(self) -> None:
        """Tell of every device again; whoever has just begun to listen heard nothing before."""
        self._loop.post(self._board.tell_anew)

    def add_address(self, device_name: str, address: str) -> None:
        """Try `address` (`host:port`) for the admitted device called `device_name`.

        Raises:
            InputError: No such device in the roster, or not an address.
        """
        checked = parse_address(address)
        devices = self._rosters.index.devices
        keys = [each.transport_key for each in devices if each.name == device_name]
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

    def roster_version(self) -> int:
        """Return the version of the newest roster this console holds."""
        return self._rosters.index.version

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
        self._current.end()
        self._duplicates.close()
        for link in self._links.values():
            link.close()

    # LinkOwner

    def lesson_for(self, key: TransportKey) -> Lesson | None:
        """Return the open lesson if this device's room is in it, and it is one computer."""
        if self._duplicates.is_doubled(key):
            return None
        device, lesson = self._rosters.index.device(key), self._current.lesson
        if lesson is None or device is None or device.room != lesson.info.room:
            return None
        return lesson

    def link_changed(self, key: TransportKey) -> None:
        """Tell the window how this device stands, if that is news."""
        device = self._rosters.index.device(key)
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
            self._duplicates.heard(key, link.address, link.standing.instance)

    def picture_came(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        """Pass a picture on to the window."""
        self._demand.received(picture)
        if self._board.picture_came(key):
            self.link_changed(key)
        self._events.picture_arrived(
            key, picture, lambda is_shown: self._loop.post(lambda: taken(is_shown))
        )

    def _lesson_changed(self) -> None:
        lesson = self._current.lesson
        info = lesson.info if lesson is not None else None
        self._events.lesson_changed(info)
        for link in self._links.values():
            link.follow_lesson()
        self._on_lesson()
        self._demand.follow_lesson(info)

    def _ask(self, keys: frozenset[TransportKey]) -> None:
        for key in keys & self._links.keys():
            self._links[key].show(self._demand.width_of(key))

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
        if key not in self._links and self._sightings.forget(key) is not None:
            self._board.forget(key)

    def _follow_roster(self) -> None:
        admitted = {device.transport_key for device in self._rosters.index.devices}
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
                rosters=self._rosters,
                interval_ms=self._demand.interval_ms,
            )
            self.link_changed(key)
            advert = self._sightings.forget(key)
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
