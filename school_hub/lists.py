"""Carries the newest roster and recipients list, from callers and to them, a few at a time.

A roster of a large school has 400 kB; sent to 2,000 devices at once it would fill the memory with
800 MB. Lane: io.
"""

import collections
from collections.abc import Callable

from protocol.limits import LISTS_ON_THEIR_WAY_MAX
from protocol.messages import OfferRecipients, OfferRoster, RecipientsTaken, RosterTaken
from protocol.transport.ports import Loop
from school_hub.membership import Membership
from school_hub.permission import Standing
from school_hub.ports import Counter
from school_hub.visits import Visit, Visits

_PATIENCE_S = 10.0
"""A caller that has not answered by then is waited for no longer; it is offered the list again
when it greets anew."""


class Lists:
    """Takes newer lists from callers, and brings callers up to date.

    Args:
        on_change: Called after the membership took a newer list.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        membership: Membership,
        visits: Visits,
        counter: Counter,
        on_change: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._membership = membership
        self._visits = visits
        self._counter = counter
        self._on_change = on_change
        self._queue: collections.deque[Visit] = collections.deque()
        self._queued: set[Visit] = set()
        self._on_their_way: dict[Visit, float] = {}

    def take(self, visit: Visit, offer: OfferRoster | OfferRecipients) -> None:
        """Adopt what a caller carried here, if it is genuine and newer, and say so."""
        before = self._held()
        if isinstance(offer, OfferRoster):
            refusal = self._membership.take_roster(offer.body, offer.signature)
        else:
            refusal = self._membership.take_recipients(offer.body, offer.signature)
        roster_version, recipients_version = self._held()
        if refusal is not None:
            self._counter.refuse(visit, offer, refusal)
        elif isinstance(offer, OfferRoster):
            self._counter.send(visit, RosterTaken(version=roster_version))
            self.holds(visit, roster_version=roster_version)
        else:
            self._counter.send(visit, RecipientsTaken(version=recipients_version))
            self.holds(visit, recipients_version=recipients_version)
        if before != self._held():
            self._on_change()

    def tell(self, visit: Visit) -> None:
        """Bring `visit` up to date when it is its turn, if it is behind."""
        if visit not in self._queued and self._is_behind(visit):
            self._queued.add(visit)
            self._queue.append(visit)
        self._go_on()

    def tell_everybody(self) -> None:
        """Bring every caller up to date, after a list changed."""
        for visit in self._visits:
            self.tell(visit)

    def holds(self, visit: Visit, *, roster_version: int = 0, recipients_version: int = 0) -> None:
        """Note which version a caller holds by its own word."""
        visit.roster_version = max(visit.roster_version, roster_version)
        visit.recipients_version = max(visit.recipients_version, recipients_version)
        self._on_their_way.pop(visit, None)
        self.tell(visit)

    def advance(self, now: float) -> None:
        """Stop waiting for those who do not answer."""
        for visit, until in list(self._on_their_way.items()):
            if now >= until or not self._visits.is_there(visit):
                del self._on_their_way[visit]
        self._go_on()

    def _go_on(self) -> None:
        while self._queue and len(self._on_their_way) < LISTS_ON_THEIR_WAY_MAX:
            visit = self._queue.popleft()
            self._queued.discard(visit)
            if self._visits.is_there(visit) and visit not in self._on_their_way:
                self._offer(visit)

    def _offer(self, visit: Visit) -> None:
        roster, recipients = self._membership.roster, self._membership.recipients
        if roster is not None and visit.roster_version < roster.version:
            signed = roster.signed
            message: OfferRoster | OfferRecipients = OfferRoster(
                body=signed.canonical, signature=signed.signature
            )
        elif recipients is not None and visit.recipients_version < recipients.body.version:
            message = OfferRecipients(body=recipients.canonical, signature=recipients.signature)
        else:
            return
        if self._counter.send(visit, message):
            until = self._loop.now() + _PATIENCE_S
            self._on_their_way[visit] = until

    def _is_behind(self, visit: Visit) -> bool:
        roster_version, recipients_version = self._held()
        return visit.standing is not Standing.ADMISSION and (
            visit.roster_version < roster_version or visit.recipients_version < recipients_version
        )

    def _held(self) -> tuple[int, int]:
        return self._membership.roster_version, self._membership.recipients_version
