"""Whose keys an office knows: the school's pinned roots, its newest roster and recipients list.

Lane: io.
"""

import datetime as dt
import logging
from collections.abc import Callable, Collection
from typing import Protocol

from protocol.errors import InputError
from protocol.identifiers import ReaderId, TransportKey
from protocol.trust.document import Signed
from protocol.trust.recipients import RecipientsList, carried_recipients
from protocol.trust.roster import Roster, RosterIndex, carried_roster
from protocol.trust.school_file import School
from protocol.trust.sealing import reader_id
from protocol.vocabulary import Refusal
from school_hub.permission import Standing

logger = logging.getLogger(__name__)


class ListStore(Protocol):
    """Where the newest lists survive a restart."""

    def save_roster(self, roster: Signed[Roster]) -> None:
        """Keep `roster` in place of the older one.

        Raises:
            InputError: It could not be written; the older one is still there.
        """

    def save_recipients(self, recipients: Signed[RecipientsList]) -> None:
        """Keep `recipients` in place of the older list.

        Raises:
            InputError: It could not be written; the older one is still there.
        """


class Membership:
    """Knows who may speak to an office and who may read what, by their keys.

    Args:
        remembered: Readers that earlier lists named.
        utc_now: The computer's clock; believed only as far as `RosterIndex` says.
    """

    def __init__(
        self,
        *,
        school: School,
        roster: Signed[Roster] | None,
        recipients: Signed[RecipientsList] | None,
        remembered: Collection[ReaderId],
        store: ListStore,
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self.school = school
        self.roster = RosterIndex.of(roster) if roster is not None else None
        self.recipients = recipients
        self._store = store
        self._utc_now = utc_now
        self.staff_readers: frozenset[ReaderId] = frozenset(remembered)
        self._readers_of: dict[TransportKey, frozenset[ReaderId]] = {}
        self._index_readers()

    @property
    def roster_version(self) -> int:
        """Version of the roster held; 0 when there is none."""
        return self.roster.version if self.roster is not None else 0

    @property
    def recipients_version(self) -> int:
        """Version of the recipients list held; 0 when there is none."""
        return self.recipients.body.version if self.recipients is not None else 0

    def problem_with(self, key: TransportKey) -> str | None:
        """Return why the holder of `key` may not connect, None if they may. For the ZAP handler."""
        if self.standing_of(key) is not None:
            return None
        if self.roster is None:
            return "this office has no roster yet"
        return self.roster.staff_standing(key, self._utc_now()).problem or "unknown"

    def standing_of(self, key: TransportKey) -> Standing | None:
        """Return what the holder of `key` is to the school now, None if nothing (any more)."""
        if key == self.school.admission_key:
            return Standing.ADMISSION
        if self.roster is None:
            return None
        if self.roster.device(key) is not None:
            return Standing.DEVICE
        if self.roster.hub(key) is not None:
            return Standing.HUB
        is_good = self.roster.staff_standing(key, self._utc_now()).problem is None
        return Standing.STAFF if is_good else None

    def may_read(self, key: TransportKey, standing: Standing, reader: ReaderId) -> bool:
        """Tell whether what is sealed to `reader` may be handed to the holder of `key`."""
        if standing is Standing.STAFF:
            return reader in self._readers_of.get(key, frozenset())
        return standing is Standing.DEVICE and reader not in self.staff_readers

    def take_roster(self, body: bytes, signature: bytes) -> Refusal | None:
        """Adopt a roster a caller carried here; None when it is held now, else why not.

        The same version again is taken without a write, so that carrying twice does no harm.
        """
        offered = carried_roster(body, signature, self.school)
        if offered is None:
            logger.warning("refused a roster: not signed by this school's deployment root")
            return Refusal.BAD_ROSTER
        if offered.body.version <= self.roster_version:
            is_ours = self.roster is not None and offered.canonical == self.roster.signed.canonical
            return None if is_ours else Refusal.OLD_ROSTER
        try:
            self._store.save_roster(offered)
        except InputError as exc:
            logger.error("a newer roster was not taken: %s", exc)  # noqa: TRY400  # a full disk
            return Refusal.BAD_ROSTER
        self.roster = RosterIndex.of(offered)
        self._index_readers()
        logger.info("took roster version %d", offered.body.version)
        return None

    def take_recipients(self, body: bytes, signature: bytes) -> Refusal | None:
        """Adopt a recipients list a caller carried here; as `take_roster`."""
        offered = carried_recipients(body, signature, self.school)
        if offered is None:
            logger.warning("refused a recipients list: not signed by the safeguarding root")
            return Refusal.BAD_RECIPIENTS
        if offered.body.version <= self.recipients_version:
            is_ours = self.recipients is not None and offered.canonical == self.recipients.canonical
            return None if is_ours else Refusal.OLD_RECIPIENTS
        try:
            self._store.save_recipients(offered)
        except InputError as exc:
            logger.error("newer recipients were not taken: %s", exc)  # noqa: TRY400  # a full disk
            return Refusal.BAD_RECIPIENTS
        self.recipients = offered
        self._index_readers()
        logger.info("took recipients list version %d", offered.body.version)
        return None

    def _index_readers(self) -> None:
        """Note every reader the lists name, revoked ones too: their letters are no cover."""
        readers: dict[TransportKey, set[ReaderId]] = {}
        staff = self.roster.signed.body.staff if self.roster is not None else ()
        listed = self.recipients.body.recipients if self.recipients is not None else ()
        for key, sealing_key in (
            *((each.transport_key, each.sealing_key) for each in staff),
            *((each.transport_key, each.sealing_key) for each in listed),
        ):
            readers.setdefault(key, set()).add(reader_id(sealing_key))
        self._readers_of = {key: frozenset(mine) for key, mine in readers.items()}
        self.staff_readers = self.staff_readers.union(*self._readers_of.values())
