"""The class as one thing: admitted devices and their links, strangers seen, the open lesson.

Lane: io. The window's calls (`ClassroomControl`) arrive on the GUI thread and are posted across.
"""

import dataclasses
import datetime as dt
import logging
from collections.abc import Callable, Iterable

from protocol.discovery import Advert
from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from protocol.transport.ports import Dialler, Loop
from protocol.trust.document import Signed
from protocol.trust.keys import StaffKeys
from protocol.trust.roster import Roster, RosterIndex, StaffMember, carried_roster
from protocol.trust.school_file import School
from teacher_console.classroom.addresses import parse_address
from teacher_console.classroom.device_link import DeviceLink
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.classroom.duplicate_watch import DuplicateWatch
from teacher_console.classroom.lesson import Lesson, start_lesson
from teacher_console.classroom.ports import ClassroomEvents
from teacher_console.classroom.rate import PictureRate
from teacher_console.classroom.sightings import Sightings

logger = logging.getLogger(__name__)

_COST_EVERY_S = 2.0
_ACTIVITY_STEP = dt.timedelta(seconds=5)
"""How exactly the window knows when a picture last changed: it costs a status each time."""


class Classroom:
    """Keeps a link to every admitted device and one lesson over them.

    Args:
        keys: Of the signed-in person, whose roster line is `member`.
        save_roster: Keeps a newer roster that a device carried here.
        utc_now: Aware UTC, for people.
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
        self._shown: dict[TransportKey, DeviceStatus] = {}
        self._picture_at: dict[TransportKey, dt.datetime] = {}
        self._sightings = Sightings()
        self._duplicates = DuplicateWatch(
            loop=loop, dialler=dialler, on_change=self._doubled_or_not
        )
        self._lesson: Lesson | None = None
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

    # for the io thread

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
        is_doubled = self._duplicates.is_doubled(key)
        self._tell(
            DeviceStatus(
                key=key,
                device_name=device.name,
                room=device.room,
                pupil_name=link.pupil_name,
                address=link.address,
                state=DeviceState.DUPLICATE if is_doubled else link.state,
                changed_at=self._utc_now(),
                reason=link.reason,
                refusal=link.refusal,
                origin=link.origin,
                screens=link.screens,
                picture_at=self._picture_at.get(key),
                software=link.software,
                sight=link.sight,
                last_seen=self._seen_at(link),
            )
        )

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
        self._note_activity(key)
        self._events.picture_arrived(
            key, picture, lambda is_shown: self._loop.post(lambda: taken(is_shown))
        )

    def _note_activity(self, key: TransportKey) -> None:
        now, before = self._utc_now(), self._picture_at.get(key)
        if before is None or now - before >= _ACTIVITY_STEP:
            self._picture_at[key] = now
            self.link_changed(key)

    def _seen_at(self, link: DeviceLink) -> dt.datetime | None:
        if link.is_connected:
            return self._utc_now()
        shown = self._shown.get(link.key)
        return shown.last_seen if shown is not None else None

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
        if lesson is not None:
            self._tell_cost(lesson)

    def _show(self, visible: frozenset[TransportKey], width_px: int) -> None:
        for key, link in self._links.items():
            link.show(width_px if key in visible else 0)

    def _found(self, advert: Advert) -> None:
        link = self._links.get(advert.key)
        if link is not None:
            link.found_at(advert.addresses)
            self._duplicates.announced(advert.key, advert.addresses)
        elif self._sightings.saw(advert):
            self._tell_sighting(advert.key)

    def _gone(self, key: TransportKey) -> None:
        if key not in self._links and self._sightings.of(key) is not None:
            self._sightings.forget(key)
            self._shown.pop(key, None)
            self._events.device_forgotten(key)

    def _follow_roster(self) -> None:
        admitted = {device.transport_key for device in self._roster.devices}
        for key in [key for key in self._links if key not in admitted]:
            self._links.pop(key).close()
            self._duplicates.forget(key)
            self._shown.pop(key, None)
            self._events.device_forgotten(key)
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

    def _tell_sighting(self, key: TransportKey) -> None:
        advert = self._sightings.of(key)
        if advert is None:
            return
        self._tell(
            DeviceStatus(
                key=key,
                device_name="",
                room="",
                pupil_name="",
                address=advert.addresses[0],
                state=DeviceState.NOT_ADMITTED,
                changed_at=self._utc_now(),
            )
        )

    def _tell(self, status: DeviceStatus) -> None:
        before = self._shown.get(status.key)
        if before is not None and before.state is status.state:
            status = dataclasses.replace(status, changed_at=before.changed_at)
        if before is None or dataclasses.replace(status, last_seen=before.last_seen) != before:
            self._shown[status.key] = status
            self._events.device_changed(status)
