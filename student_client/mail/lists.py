"""The roster and the recipients list as they travel: newer wins, each checked against its root.

Lane: io changes them; the newest recipients list may be looked at from any thread.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from protocol.errors import InputError
from protocol.messages import (
    OfferRecipients,
    OfferRoster,
    OfficeGreeted,
    RecipientsTaken,
    RosterTaken,
)
from protocol.trust.document import Signed
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import RosterIndex
from protocol.vocabulary import Refusal
from student_client.mail.link import OfficeLink

logger = logging.getLogger(__name__)


class RosterHolder(Protocol):
    """Who holds the roster: `student_client.classroom.membership.Membership`."""

    roster: RosterIndex | None

    @property
    def roster_version(self) -> int:
        """Version of the roster held; 0 when there is none."""

    def take_roster(self, body: bytes, signature: bytes) -> Refusal | None:
        """Adopt a roster if it is genuine and not older; None when taken."""


class RecipientsStore(Protocol):
    """Where the newest recipients list survives a restart."""

    def save_recipients(self, recipients: Signed[RecipientsList]) -> None:
        """Keep `recipients` in place of the older one.

        Raises:
            InputError: It could not be written; the older one is still there.
        """


class SchoolLists:
    """Both lists.

    Args:
        judge: Returns the list in these bytes if the school's safeguarding root signed it.
        on_roster, on_recipients: Called when a newer one was taken.
    """

    def __init__(
        self,
        *,
        membership: RosterHolder,
        recipients: Signed[RecipientsList] | None,
        judge: Callable[[bytes, bytes], Signed[RecipientsList] | None],
        store: RecipientsStore,
        on_roster: Callable[[], None],
        on_recipients: Callable[[], None],
    ) -> None:
        self._membership = membership
        self._recipients = recipients
        self._judge = judge
        self._store = store
        self._on_roster = on_roster
        self._on_recipients = on_recipients

    @property
    def roster(self) -> RosterIndex | None:
        """The newest roster held."""
        return self._membership.roster

    @property
    def roster_version(self) -> int:
        """Its version; 0 where there is none."""
        return self._membership.roster_version

    @property
    def recipients_list(self) -> RecipientsList | None:
        """The newest recipients list held. Any thread."""
        return self._recipients.body if self._recipients is not None else None

    @property
    def recipients_version(self) -> int:
        """Its version; 0 where there is none."""
        return self._recipients.body.version if self._recipients is not None else 0

    def compare(self, link: OfficeLink, greeting: OfficeGreeted) -> None:
        """Bring the office up to date where ours is newer."""
        roster = self.roster
        if roster is not None and roster.version > greeting.roster_version:
            signed = roster.signed
            link.send(OfferRoster(body=signed.canonical, signature=signed.signature))
        held = self._recipients
        if held is not None and held.body.version > greeting.recipients_version:
            link.send(OfferRecipients(body=held.canonical, signature=held.signature))

    def take_roster(self, link: OfficeLink, offer: OfferRoster) -> None:
        """Adopt what an office carried here, if it is genuine and newer."""
        before = self.roster_version
        if self._membership.take_roster(offer.body, offer.signature) is None:
            link.send(RosterTaken(version=self.roster_version))
            if self.roster_version != before:
                self._on_roster()

    def take_recipients(self, link: OfficeLink, offer: OfferRecipients) -> None:
        """Adopt what an office carried here, if it is genuine and newer."""
        offered = self._judge(offer.body, offer.signature)
        if offered is None:
            logger.warning("refused a recipients list: not signed by the safeguarding root")
            return
        if offered.body.version < self.recipients_version:
            logger.warning("refused a recipients list: it is older than ours")
            return
        if offered.body.version > self.recipients_version:
            try:
                self._store.save_recipients(offered)
            except InputError as exc:
                logger.error("a newer recipients list was not taken: %s", exc)  # noqa: TRY400  # a full disk
                return
            self._recipients = offered
            logger.info("took recipients list version %d", offered.body.version)
            self._on_recipients()
        link.send(RecipientsTaken(version=self.recipients_version))
