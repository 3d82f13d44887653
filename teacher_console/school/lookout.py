"""Every device on the network as the technician sees it: who it is, and whether it may be admitted.

Lane: io. Each device found is asked once to describe itself, and carried the newest roster as soon
as it is known to hold an older one.
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Callable

from protocol.discovery import Advert
from protocol.errors import InputError
from protocol.identifiers import TransportKey, fingerprint
from protocol.messages import DescribeDevice, DeviceDescribed, OfferRoster, RosterTaken
from protocol.transport.ports import Dialler, Loop
from protocol.trust.admission_request import AdmissionRequest
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from protocol.trust.school_file import School
from teacher_console.classroom.places import Places
from teacher_console.school.admitting import described, sort_candidates
from teacher_console.school.calling import PATIENCE_S
from teacher_console.school.device_call import DeviceCall, Failed, Outcome, offer_of

ASK_AGAIN_S = 8.0
"""After a device did not answer, or did not take the roster."""
DEVICES_SEEN_MAX = 2_000
"""A hostile machine can announce any number of keys; a technician is shown this many at most."""


class Standing(enum.Enum):
    """What may be done with a device that was seen."""

    ASKING = "asking"
    """Found; it has not said yet who it is."""
    NEW = "new"
    """May be admitted."""
    REFUSED = "refused"
    """May not be admitted; `why` says why."""
    ADMITTED = "admitted"
    """In the roster, and not revoked."""
    SILENT = "silent"
    """Found, but it does not answer; it is asked again."""


@dataclasses.dataclass(frozen=True, slots=True)
class SeenDevice:
    """One device now, as a value that crosses from the io thread to the window.

    Attributes:
        name: What it calls itself, anybody's text; admitted, what the roster calls it.
        room: Of an admitted device.
        address: Where it was last tried, `host:port`; empty when it came in a file.
        why: A clause, when it is refused or silent.
        roster_version: What it holds; 0 for none or unknown.
        request: What admitting it needs; None until it described itself.
    """

    key: TransportKey
    standing: Standing
    name: str = ""
    room: str = ""
    address: str = ""
    why: str = ""
    roster_version: int = 0
    request: AdmissionRequest | None = None

    @property
    def mark(self) -> str:
        """Its fingerprint, as its own screen shows it."""
        return fingerprint(self.key)


class Lookout:
    """Sees devices come and go.

    Args:
        dialler: With the school's admission key.
        on_seen: A device is new or stands differently; on the io thread.
        on_gone: A device that was never admitted said goodbye; on the io thread.
        utc_now: Aware UTC.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        school: School,
        roster: Signed[Roster],
        on_seen: Callable[[SeenDevice], None],
        on_gone: Callable[[TransportKey], None],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._dialler = dialler
        self._school = school
        self._roster = roster
        self._on_seen = on_seen
        self._on_gone = on_gone
        self._utc_now = utc_now
        self._seen: dict[TransportKey, SeenDevice] = {}
        self._places: dict[TransportKey, Places] = {}
        self._calls: dict[TransportKey, DeviceCall] = {}

    def found(self, advert: Advert) -> None:
        """Take a hint of where a device is. Any thread."""
        self._loop.post(lambda: self._found(advert))

    def gone(self, key: TransportKey) -> None:
        """Take a hint that a device went. Any thread. Believed only of devices not admitted."""
        self._loop.post(lambda: self._gone(key))

    def add_request(self, request: AdmissionRequest) -> None:
        """Take a device's request from a file. Any thread."""
        self._loop.post(lambda: self._requested(request))

    def follow_roster(self, roster: Signed[Roster]) -> None:
        """Judge every device by `roster`, and carry it to those who hold an older one. Any thread.

        Every device of this school that was seen gets it, those that were revoked too.
        """
        self._loop.post(lambda: self._follow(roster))

    def close(self) -> None:
        """End every call."""
        for call in list(self._calls.values()):
            call.give_up()
        self._seen.clear()

    def _found(self, advert: Advert) -> None:
        seen = self._seen.get(advert.key)
        if seen is None and len(self._seen) >= DEVICES_SEEN_MAX:
            return
        self._places.setdefault(advert.key, Places()).add(advert.addresses)
        if seen is None or seen.standing is Standing.SILENT or not seen.address:
            self._ask(advert.key)

    def _gone(self, key: TransportKey) -> None:
        seen = self._seen.get(key)
        if seen is not None and seen.standing is not Standing.ADMITTED:
            del self._seen[key]
            self._places.pop(key, None)
            self._on_gone(key)

    def _requested(self, request: AdmissionRequest) -> None:
        key = request.transport_key
        before = self._seen.get(key) or SeenDevice(key, Standing.NEW)
        self._tell(self._judged(dataclasses.replace(before, request=request)))

    def _follow(self, roster: Signed[Roster]) -> None:
        self._roster = roster
        for seen in list(self._seen.values()):
            if seen.request is not None:
                self._tell(self._judged(seen))
            self._carry(seen.key)

    def _ask(self, key: TransportKey) -> None:
        if key not in self._seen:
            self._tell(SeenDevice(key, Standing.ASKING))
        self._call(key, DescribeDevice())

    def _carry(self, key: TransportKey) -> None:
        seen = self._seen.get(key)
        if seen is None or seen.request is None or not seen.address:
            return
        is_listed = any(each.transport_key == key for each in self._roster.body.devices)
        if is_listed and seen.roster_version < self._roster.body.version:
            self._call(key, offer_of(self._roster))

    def _call(self, key: TransportKey, message: DescribeDevice | OfferRoster) -> None:
        if key in self._calls:  # its end looks again at what is due
            return
        address = self._places[key].next() if key in self._places else None
        if address is None:
            return
        self._tell(dataclasses.replace(self._seen[key], address=address))
        call = DeviceCall(key, message, lambda _, outcome: self._answered(key, address, outcome))
        self._calls[key] = call
        try:
            call.begin(self._dialler.dial(key, address, call.on_data))
        except InputError as exc:
            self._places[key].drop(address)
            self._answered(key, address, Failed(str(exc).rstrip(".")))
            return
        self._loop.call_later(PATIENCE_S, call.give_up)

    def _answered(self, key: TransportKey, address: str, outcome: Outcome) -> None:
        self._calls.pop(key, None)
        seen = self._seen.get(key)
        if seen is None:
            return
        match outcome:
            case Failed(why):
                if seen.request is None:
                    self._tell(dataclasses.replace(seen, standing=Standing.SILENT, why=why))
                self._loop.call_later(ASK_AGAIN_S, lambda: self._look_again(key))
                return
            case RosterTaken(version=version):
                self._tell(dataclasses.replace(seen, roster_version=version))
            case DeviceDescribed():
                request = described(key, outcome)
                if isinstance(request, Failed):
                    return
                named = dataclasses.replace(
                    seen,
                    name=outcome.device_name,
                    request=request,
                    roster_version=outcome.roster_version,
                )
                self._tell(self._judged(named))
        self._places[key].reached(address)
        self._carry(key)

    def _look_again(self, key: TransportKey) -> None:
        seen = self._seen.get(key)
        if seen is None:
            return
        if seen.request is None:
            self._ask(key)
        else:
            self._carry(key)

    def _judged(self, seen: SeenDevice) -> SeenDevice:
        if seen.request is None:
            return seen
        candidates = sort_candidates(
            {seen.key: seen.request},
            school=self._school,
            roster=self._roster.body,
            now=self._utc_now(),
        )
        name = seen.name or seen.request.name
        if candidates.already:
            line = next(d for d in self._roster.body.devices if d.transport_key == seen.key)
            return dataclasses.replace(
                seen, standing=Standing.ADMITTED, name=line.name, room=line.room, why=""
            )
        for _, why in candidates.refused:
            return dataclasses.replace(seen, standing=Standing.REFUSED, name=name, why=why)
        return dataclasses.replace(seen, standing=Standing.NEW, name=name, why="")

    def _tell(self, seen: SeenDevice) -> None:
        if self._seen.get(seen.key) != seen:
            self._seen[seen.key] = seen
            self._on_seen(seen)
