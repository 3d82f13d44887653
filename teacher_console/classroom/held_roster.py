"""The newest roster this console came by: kept on the disk before it counts. Lane: io."""

import logging
from collections.abc import Callable

from protocol.errors import InputError
from protocol.trust.document import Signed
from protocol.trust.roster import Roster, RosterIndex, carried_roster
from protocol.trust.school_file import School

logger = logging.getLogger(__name__)


class HeldRoster:
    """Adopts newer rosters that devices carry here; the `RosterKeeper` of their links.

    Args:
        save: Keeps a newer roster; may raise `InputError`.
        on_newer: Called after one was adopted.

    Attributes:
        index: The roster, arranged for look-up.
    """

    def __init__(
        self,
        roster: Signed[Roster],
        *,
        school: School,
        save: Callable[[Signed[Roster]], None],
        on_newer: Callable[[], None],
    ) -> None:
        self.index = RosterIndex.of(roster)
        self._school = school
        self._save = save
        self._on_newer = on_newer

    def current_roster(self) -> Signed[Roster]:
        """Return the newest roster this console holds."""
        return self.index.signed

    def roster_carried(self, body: bytes, signature: bytes) -> None:
        """Adopt a genuine newer roster that a device carried here."""
        carried = carried_roster(body, signature, self._school)
        if carried is None or carried.body.version <= self.index.version:
            logger.warning("ignored a roster a device offered: not genuine or not newer")
            return
        try:
            self._save(carried)
        except InputError as exc:
            logger.error("a newer roster was not kept: %s", exc)  # noqa: TRY400  # a full disk
            return
        self.index = RosterIndex.of(carried)
        self._on_newer()
