"""The console's mail: every office that may have something for its person, and its letters' way.

A hub decides when a letter has arrived; while none can be reached, letters also lie in the
console's own office and with colleagues' consoles, so that what can meet on the LAN meets there.
In a school without a hub the own office is where readers and pupils fetch them. Lane: io.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from protocol.delivery import Delivery, Stage
from protocol.identifiers import Identifier, ReaderId, TransportKey
from protocol.messages import EnvelopeHanded
from protocol.transport.ports import Dialler, Loop, Timer
from protocol.trust.document import Signed
from protocol.trust.recipients import RecipientsList, carried_recipients
from protocol.trust.roster import Roster, RosterIndex, carried_roster
from protocol.trust.school_file import School
from protocol.trust.sealing import Envelope
from teacher_console.mail.flow import MailFlow, OfficeFlow
from teacher_console.mail.office_link import OfficeLink

logger = logging.getLogger(__name__)

_OFFICES_MAX = 32


class PostOwner(Protocol):
    """What the post tells. Io thread: return at once."""

    def handed(self, handed: EnvelopeHanded, taken: Callable[[bool], None]) -> None:
        """Keep it; then call `taken`, on any thread: is it on the disk?"""

    def arrived(self, envelope_id: Identifier) -> None:
        """A letter of ours is where it is safe."""

    def roster_renewed(self, roster: Signed[Roster]) -> None:
        """A genuine, newer roster came."""

    def recipients_renewed(self, listed: Signed[RecipientsList]) -> None:
        """A genuine, newer recipients list came."""

    def flow_changed(self, flow: MailFlow) -> None:
        """A link came up or went down, or a receipt came."""


class Post:
    """Owns the links; told of hubs by the roster, of colleagues' consoles by the finder.

    Args:
        own_key: Public transport key of the console's person.
        reader: Name of their sealing key.
        now_ms: Unix milliseconds.
        chance: Returns a number from 0 to 1, fresh at each call.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        owner: PostOwner,
        school: School,
        roster: Signed[Roster],
        listed: Signed[RecipientsList] | None,
        own_key: TransportKey,
        reader: ReaderId,
        now_ms: Callable[[], int],
        chance: Callable[[], float],
    ) -> None:
        self._loop = loop
        self._dialler = dialler
        self._owner = owner
        self._school = school
        self._roster = roster
        self._listed = listed
        self._own_key = own_key
        self._reader = reader
        self._now_ms = now_ms
        self._chance = chance
        self._links: dict[TransportKey, OfficeLink] = {}
        self._deliveries: dict[TransportKey, Delivery] = {}
        self._letters: dict[Identifier, Envelope] = {}
        self._receipts: dict[TransportKey, int] = {}
        self._found: dict[TransportKey, tuple[str, ...]] = {}
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Dial the hubs of the roster."""
        self._follow_hubs()

    def close(self) -> None:
        """Say goodbye to every office."""
        if self._timer is not None:
            self._timer.cancel()
        for link in self._links.values():
            link.close()
        self._links.clear()

    def send(self, envelopes: Iterable[Envelope]) -> None:
        """Bring these to where their readers fetch them; those known already change nothing."""
        for envelope in envelopes:
            if envelope.id not in self._letters:
                self._letters[envelope.id] = envelope
                for delivery in self._deliveries.values():
                    delivery.add(envelope.id, is_text=True)
        self._pump()

    def own_office(self, address: str) -> None:
        """The console's own office listens at `address`."""
        self._link_to(self._own_key, (address,))

    def found_office(self, key: TransportKey, addresses: tuple[str, ...]) -> None:
        """A console's office was found on the LAN; dialled if its person is a recipient."""
        if key != self._own_key:
            self._found[key] = addresses
            self._follow_colleagues()

    def use_roster(self, roster: Signed[Roster]) -> None:
        """Hold a newer roster, as when the class was carried one."""
        if roster.body.version > self._roster.body.version:
            self._roster = roster
            self._follow_hubs()
            for link in self._links.values():
                link.follow_roster()

    def use_recipients(self, listed: Signed[RecipientsList]) -> None:
        """Hold a newer recipients list, as when it was signed on this console."""
        if self._listed is None or listed.body.version > self._listed.body.version:
            self._listed = listed
            self._follow_colleagues()
            for link in self._links.values():
                link.follow_recipients()

    # LinkOwner, for the links

    def current_roster(self) -> Signed[Roster]:
        """Return the newest roster held here."""
        return self._roster

    def current_recipients(self) -> Signed[RecipientsList] | None:
        """Return the newest recipients list held here, None for none."""
        return self._listed

    def link_changed(self, link: OfficeLink) -> None:
        """Send what waits there, or no more."""
        delivery = self._deliveries[link.key]
        if link.is_open:
            delivery.link_up()
        else:
            delivery.link_down()
        self._pump()
        self._tell_flow()

    def handed(self, handed: EnvelopeHanded, taken: Callable[[bool], None]) -> None:
        """Pass on to whoever owns the disk."""
        self._owner.handed(
            handed,
            lambda is_on_disk: self._loop.post(lambda: taken(is_on_disk)),
        )

    def kept(self, link: OfficeLink, envelope_id: Identifier, *, is_received: bool) -> None:
        """Note a receipt; a letter that is safe is forgotten everywhere."""
        self._receipts[link.key] = self._now_ms()
        is_safe = self._is_safe(link, is_received=is_received)
        stage = self._deliveries[link.key].kept(envelope_id, is_received=is_safe)
        if stage is Stage.RECEIVED:
            self._letters.pop(envelope_id, None)
            for delivery in self._deliveries.values():
                delivery.drop(envelope_id)
            self._owner.arrived(envelope_id)
        self._pump()
        self._tell_flow()

    def refused(self, link: OfficeLink, envelope_id: Identifier) -> None:
        """Offer it again later."""
        self._deliveries[link.key].refused(envelope_id, self._loop.now())
        self._pump()

    def roster_carried(self, body: bytes, signature: bytes) -> None:
        """Take a genuine, newer roster."""
        roster = carried_roster(body, signature, self._school)
        if roster is None:
            logger.warning("an office offered a roster that is not this school's")
        elif roster.body.version > self._roster.body.version:
            self.use_roster(roster)
            self._owner.roster_renewed(roster)

    def recipients_carried(self, body: bytes, signature: bytes) -> None:
        """Take a genuine, newer recipients list."""
        listed = carried_recipients(body, signature, self._school)
        if listed is None:
            logger.warning("an office offered a recipients list that is not this school's")
        elif self._listed is None or listed.body.version > self._listed.body.version:
            self.use_recipients(listed)
            self._owner.recipients_renewed(listed)

    def _is_safe(self, link: OfficeLink, *, is_received: bool) -> bool:
        hubs = self._hubs()
        if hubs:
            return is_received and link.key in hubs
        return is_received or link.key == self._own_key

    def _hubs(self) -> dict[TransportKey, str]:
        return {each.transport_key: each.address for each in RosterIndex.of(self._roster).hubs}

    def _follow_hubs(self) -> None:
        hubs = self._hubs()
        for key, address in hubs.items():
            self._link_to(key, (address,))
        self._follow_colleagues()

    def _follow_colleagues(self) -> None:
        """Keep links only to hubs, to our own office, and to consoles of people on the list."""
        people = self._listed.body.recipients if self._listed is not None else ()
        colleagues = {each.transport_key for each in people}
        for key, addresses in self._found.items():
            if key in colleagues:
                self._link_to(key, addresses)
        for key in set(self._links) - colleagues - set(self._hubs()) - {self._own_key}:
            self._links.pop(key).close()
            del self._deliveries[key]

    def _link_to(self, key: TransportKey, addresses: tuple[str, ...]) -> None:
        if key in self._links:
            self._links[key].found_at(addresses)
        elif len(self._links) < _OFFICES_MAX:
            delivery = self._deliveries[key] = Delivery(self._chance)
            for envelope_id in self._letters:
                delivery.add(envelope_id, is_text=True)
            self._links[key] = OfficeLink(
                key,
                addresses,
                loop=self._loop,
                dialler=self._dialler,
                owner=self,
                reader=self._reader,
                chance=self._chance,
            )

    def _pump(self) -> None:
        """Send what is due: to the hubs, or to everybody else while no hub is reached."""
        now = self._loop.now()
        hubs = self._hubs()
        is_hub_reached = any(self._links[key].is_open for key in hubs if key in self._links)
        deadlines = []
        for key, link in self._links.items():
            if is_hub_reached and key not in hubs:
                continue
            delivery = self._deliveries[key]
            for envelope_id in delivery.due(now):
                link.keep(self._letters[envelope_id])
            deadlines.append(delivery.next_deadline(now))
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        soonest = min(deadlines, default=float("inf"))
        if soonest < float("inf"):
            self._timer = self._loop.call_later(max(0.05, soonest - now), self._pump)

    def _tell_flow(self) -> None:
        offices = tuple(
            OfficeFlow(
                name=hub.name,
                is_linked=hub.transport_key in self._links
                and self._links[hub.transport_key].is_open,
                last_receipt_at=self._receipts.get(hub.transport_key),
            )
            for hub in RosterIndex.of(self._roster).hubs
        )
        self._owner.flow_changed(MailFlow(at=self._now_ms(), offices=offices))
