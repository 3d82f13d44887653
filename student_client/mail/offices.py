"""Which post offices this device may dial, best first. Pure. Lane: io.

The roster and the recipients list say whose keys count; where they are is a hint that the handshake
proves. Hubs come first, then whoever a waiting letter is for, then other recipients, then any
colleague, who only carries it on.
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Collection

from protocol.discovery import Advert
from protocol.identifiers import ReaderId, TransportKey
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import RosterIndex
from protocol.trust.sealing import reader_id

ADVERTS_MAX = 500
"""Remembered; anyone on the network can announce any number, and the oldest are forgotten."""


class Kind(enum.IntEnum):
    """What an office is to this device; the smaller, the sooner it is dialled."""

    HUB = 0
    READER = 1
    """The console of somebody a waiting letter is sealed to."""
    RECIPIENT = 2
    COLLEAGUE = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """One post office.

    Attributes:
        addresses: `host:port`, most likely first; not empty.
    """

    key: TransportKey
    addresses: tuple[str, ...]
    kind: Kind


class Offices:
    """Knows the way to offices from the roster and from what is announced on the network."""

    def __init__(self) -> None:
        self._announced: dict[TransportKey, tuple[str, ...]] = {}

    def found(self, advert: Advert) -> None:
        """Note what somebody announced."""
        self._announced.pop(advert.key, None)
        self._announced[advert.key] = advert.addresses
        if len(self._announced) > ADVERTS_MAX:
            del self._announced[next(iter(self._announced))]

    def hubs(self, roster: RosterIndex | None) -> list[Office]:
        """Return the hubs of the roster."""
        if roster is None:
            return []
        return [Office(hub.transport_key, (hub.address,), Kind.HUB) for hub in roster.hubs]

    def consoles(
        self,
        roster: RosterIndex | None,
        listed: RecipientsList | None,
        *,
        waited_for: Collection[ReaderId],
        now: dt.datetime,
    ) -> list[Office]:
        """Return the consoles that are announced and may be dialled, best first.

        Args:
            waited_for: Readers of the letters that wait.
            now: Aware UTC.
        """
        recipients = {each.transport_key: each for each in listed.recipients} if listed else {}
        found = []
        for key, addresses in self._announced.items():
            person = recipients.get(key)
            if person is not None:
                is_reader = reader_id(person.sealing_key) in waited_for
                found.append(Office(key, addresses, Kind.READER if is_reader else Kind.RECIPIENT))
            elif roster is not None and roster.staff_standing(key, now).problem is None:
                found.append(Office(key, addresses, Kind.COLLEAGUE))
        return sorted(found, key=lambda office: office.kind)
