"""What the window was last told of each device, and what of it is news. Lane: io."""

import dataclasses
import datetime as dt
from collections.abc import Callable

from protocol.discovery import Advert
from protocol.identifiers import TransportKey
from protocol.trust.roster import Device
from teacher_console.classroom.device_link import DeviceLink
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.classroom.ports import ClassroomEvents
from teacher_console.classroom.pupils import PupilNames

_ACTIVITY_STEP = dt.timedelta(seconds=5)
"""How exactly the window knows when a picture last changed: it costs a status each time."""


class DeviceBoard:
    """Tells the window of each device, once for each change.

    Args:
        names: Turns what a device reports as signed in into the name a teacher knows.
        utc_now: Aware UTC, for people.
    """

    def __init__(
        self, *, events: ClassroomEvents, names: PupilNames, utc_now: Callable[[], dt.datetime]
    ) -> None:
        self._events = events
        self._utc_now = utc_now
        self.names = names
        self._shown: dict[TransportKey, DeviceStatus] = {}
        self._picture_at: dict[TransportKey, dt.datetime] = {}

    def tell(self, device: Device, link: DeviceLink, *, is_doubled: bool) -> None:
        """Say how an admitted device stands."""
        standing = link.standing
        pupil_name = standing.pupil_name
        self._tell(
            DeviceStatus(
                key=link.key,
                device_name=device.name,
                room=device.room,
                pupil_name=self.names.shown_name(pupil_name) if pupil_name else "",
                address=link.address,
                state=DeviceState.DUPLICATE if is_doubled else standing.state,
                changed_at=self._utc_now(),
                reason=standing.reason,
                refusal=standing.refusal,
                origin=standing.origin,
                screens=standing.screens,
                picture_at=self._picture_at.get(link.key),
                software=standing.software,
                sight=standing.sight,
                last_seen=self._seen_at(link),
                groups=self.names.groups_of(pupil_name),
            )
        )

    def tell_sighting(self, advert: Advert) -> None:
        """Say that a device was seen that the roster does not know."""
        self._tell(
            DeviceStatus(
                key=advert.key,
                device_name="",
                room="",
                pupil_name="",
                address=advert.addresses[0],
                state=DeviceState.NOT_ADMITTED,
                changed_at=self._utc_now(),
            )
        )

    def tell_anew(self) -> None:
        """Say again how every device stands."""
        for status in self._shown.values():
            self._events.device_changed(status)

    def picture_came(self, key: TransportKey) -> bool:
        """Note that a device's picture changed; tell whether that is worth a status."""
        now, before = self._utc_now(), self._picture_at.get(key)
        if before is not None and now - before < _ACTIVITY_STEP:
            return False
        self._picture_at[key] = now
        return True

    def forget(self, key: TransportKey) -> None:
        """Take a device off the window."""
        self._shown.pop(key, None)
        self._picture_at.pop(key, None)
        self._events.device_forgotten(key)

    def _seen_at(self, link: DeviceLink) -> dt.datetime | None:
        if link.is_connected:
            return self._utc_now()
        shown = self._shown.get(link.key)
        return shown.last_seen if shown is not None else None

    def _tell(self, status: DeviceStatus) -> None:
        before = self._shown.get(status.key)
        if before is not None and before.state is status.state:
            status = dataclasses.replace(status, changed_at=before.changed_at)
        if before is None or dataclasses.replace(status, last_seen=before.last_seen) != before:
            self._shown[status.key] = status
            self._events.device_changed(status)
