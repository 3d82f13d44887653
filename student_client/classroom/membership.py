"""This device's place in its school: pinned roots, own keys, newest roster. Lane: io."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Protocol

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.trust.document import Signed
from protocol.trust.keys import DeviceKeys
from protocol.trust.roster import Device, Roster, RosterIndex, StaffMember, carried_roster
from protocol.trust.school_file import School
from protocol.vocabulary import Refusal
from student_client.classroom.permission import Standing

logger = logging.getLogger(__name__)


class RosterStore(Protocol):
    """Where the newest roster survives a restart."""

    def save(self, roster: Signed[Roster]) -> None:
        """Keep `roster` in place of the older one.

        Raises:
            InputError: It could not be written; the older one is still there.
        """


class Membership:
    """Knows who may speak to this device, by their keys, from the newest roster it was shown.

    Args:
        utc_now: The computer's clock; believed only as far as `RosterIndex` says.
    """

    def __init__(
        self,
        *,
        school: School,
        keys: DeviceKeys,
        roster: Signed[Roster] | None,
        store: RosterStore,
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self.school = school
        self.keys = keys
        self._store = store
        self._utc_now = utc_now
        self.roster = RosterIndex.of(roster) if roster is not None else None
        self._is_kept = True

    @property
    def own_key(self) -> TransportKey:
        """This device's identity on the wire."""
        return self.keys.transport.transport_key()

    @property
    def device(self) -> Device | None:
        """This device's own line; None when it is not admitted, or no longer."""
        return self.roster.device(self.own_key) if self.roster is not None else None

    @property
    def roster_version(self) -> int:
        """Version of the roster held; 0 when there is none."""
        return self.roster.version if self.roster is not None else 0

    def problem_with(self, key: TransportKey) -> str | None:
        """Return why the holder of `key` may not connect, None if they may. For the ZAP handler."""
        if key == self.school.admission_key:
            return None
        if self.roster is None:
            return "this device has no roster yet"
        return self.roster.staff_standing(key, self._utc_now()).problem

    def standing_of(self, key: TransportKey) -> Standing | None:
        """Return what the holder of `key` is to us now, None if nothing (any more)."""
        if key == self.school.admission_key:
            return Standing.ADMISSION
        member = self.member(key)
        return Standing.of_role(member.role) if member is not None else None

    def member(self, key: TransportKey) -> StaffMember | None:
        """Return the member of staff in good standing who holds `key`."""
        if self.roster is None:
            return None
        standing = self.roster.staff_standing(key, self._utc_now())
        return standing.member if standing.problem is None else None

    def take_roster(self, body: bytes, signature: bytes) -> Refusal | None:
        """Adopt a roster a caller carried here; None when taken, else why not.

        The same version again is taken without a write, so that carrying twice does no harm. One
        that cannot be written counts from now on, too, or a full disk would keep a revoked key
        good; it is refused so that it will be carried here again.
        """
        offered = carried_roster(body, signature, self.school)
        if offered is None:
            logger.warning("refused a roster: not signed by this school's deployment root")
            return Refusal.BAD_ROSTER
        if offered.body.version < self.roster_version:
            logger.warning(
                "refused a roster: version %d is older than ours, %d",
                offered.body.version,
                self.roster_version,
            )
            return Refusal.OLD_ROSTER
        if offered.body.version == self.roster_version:
            is_ours = self.roster is not None and offered.canonical == self.roster.signed.canonical
            if not is_ours:
                return Refusal.OLD_ROSTER
            return None if self._is_kept else self._keep(offered)
        self.roster = RosterIndex.of(offered)
        logger.info("took roster version %d", offered.body.version)
        return self._keep(offered)

    def _keep(self, roster: Signed[Roster]) -> Refusal | None:
        try:
            self._store.save(roster)
        except InputError as exc:
            logger.error("a newer roster was not kept: %s", exc)  # noqa: TRY400  # a full disk
            self._is_kept = False
            return Refusal.BAD_ROSTER
        self._is_kept = True
        return None
