"""Who is who behind the keys of letters, by the roster and the recipients list. Pure."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from protocol.identifiers import Identifier, ReaderId, SealingKey, SigningKey
from protocol.trust.document import Signed
from protocol.trust.recipients import Recipient, RecipientsList
from protocol.trust.roster import Roster, RosterIndex
from protocol.trust.sealing import reader_id


@dataclasses.dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff behind a signature."""

    serial: Identifier
    name: str
    sealing_key: SealingKey


class People:
    """One moment's roster and list; made anew when either changes.

    Args:
        listed: None where this console holds no list yet.
    """

    def __init__(self, roster: Signed[Roster], listed: Signed[RecipientsList] | None) -> None:
        self._index = RosterIndex.of(roster)
        self.listed = listed.body if listed is not None else None
        recipients = self.listed.recipients if self.listed is not None else ()
        self._by_reader = {reader_id(each.sealing_key): each for each in recipients}
        self._by_serial = {each.serial: each for each in recipients}
        self._devices = {each.signing_key: each.serial for each in self._index.devices}

    def device(self, key: SigningKey) -> Identifier | None:
        """Return the serial of the admitted device that signs with `key`."""
        return self._devices.get(key)

    def colleague(self, key: SigningKey, now: dt.datetime) -> Colleague | None:
        """Return who signs with `key`, None where nobody does whose key is good at `now`.

        Somebody on the recipients list counts unless the roster revoked them: the list brings its
        own keys, so that the technician's root cannot put in others.
        """
        for member in self._index.signed.body.staff:
            if member.signing_key == key:
                standing = self._index.staff_standing(member.transport_key, now)
                if standing.problem is not None:
                    return None
        recipients = self.listed.recipients if self.listed is not None else ()
        for each in recipients:
            if each.signing_key == key:
                return Colleague(each.serial, each.name, each.sealing_key)
        return None

    def recipient(self, serial: Identifier | None) -> Recipient | None:
        """Return the recipient with this serial."""
        return self._by_serial.get(serial) if serial is not None else None

    def readers(self, ids: Iterable[ReaderId]) -> list[Recipient]:
        """Return who of the list is behind `ids`; who left the list is left out."""
        return [self._by_reader[each] for each in ids if each in self._by_reader]
