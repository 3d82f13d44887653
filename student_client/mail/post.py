"""Sends what waits to every linked office until the school has it, and fetches what is for us.

A letter is offered to all offices that are linked; the first that says "received" ends it for all.
Letters to nobody go the same way, so that a real one differs in nothing on the wire. Lane: io.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

from protocol.delivery import Delivery, Stage
from protocol.identifiers import Identifier, ReaderId
from protocol.limits import PROTOCOL_VERSION
from protocol.messages import (
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeRefused,
    EnvelopeTaken,
    FromOffice,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    OfficeGreeted,
    WatchReaders,
)
from protocol.transport.ports import Dialler, Loop, Timer
from protocol.trust.sealing import Envelope
from protocol.vocabulary import MailRefusal
from student_client.mail.cover import CoverTraffic, Size
from student_client.mail.link import OfficeLink
from student_client.mail.links import OfficeLinks
from student_client.mail.lists import SchoolLists
from student_client.mail.offices import Offices
from student_client.mail.shelf import Shelf
from student_client.outbox import Held


class PostEvents(Protocol):
    """What becomes of letters. Lane: io."""

    def stage_changed(self, envelope_id: Identifier, stage: Stage) -> None:
        """A letter was carried on or received."""

    def refused(self, envelope_id: Identifier, reason: MailRefusal) -> None:
        """An office does not keep it now; it is offered again."""

    def handed(self, handed: EnvelopeHanded) -> None:
        """Something came for one of the watched readers; say `taken` when it was read."""


class Post:
    """The device's mail.

    Args:
        address: Tells `host:port` of this device's lesson link, for the hub's directory; empty
            where there is no network.
        software: Version of this program.
        search: Told whether consoles are looked for on the network now.
        cover_readers: Tells how many readers a letter from here would have now.
        chance: Returns a number from 0 to 1, fresh at each call, that nobody can foretell.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        offices: Offices,
        lists: SchoolLists,
        shelf: Shelf,
        events: PostEvents,
        address: Callable[[], str],
        software: str,
        search: Callable[[bool], None],
        cover_readers: Callable[[], int],
        chance: Callable[[], float],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._lists = lists
        self._shelf = shelf
        self._events = events
        self._address = address
        self._software = software
        self._chance = chance
        self._waiting: dict[Identifier, tuple[bool, frozenset[ReaderId]]] = {}
        self._watched: tuple[ReaderId, ...] = ()
        self._taken: set[tuple[Identifier, ReaderId]] = set()
        self._handed_by: dict[tuple[Identifier, ReaderId], OfficeLink] = {}
        self._deliveries: dict[OfficeLink, Delivery] = {}
        self._unanswered: dict[OfficeLink, set[Identifier]] = {}
        self._timer: Timer | None = None
        self._cover = CoverTraffic(
            loop=loop, readers=cover_readers, send=self._send_to_nobody, chance=chance
        )
        self.links = OfficeLinks(
            loop=loop,
            dialler=dialler,
            offices=offices,
            lists=lists,
            events=self,
            waited_for=self._waited_for,
            search=search,
            greeting=self._greeting,
            chance=chance,
            utc_now=utc_now,
        )

    def begin(self, held: Sequence[Held]) -> None:
        """Send what is on the disk, and dial."""
        for each in held:
            self._waiting[each.id] = (each.is_text, frozenset())
        self.links.begin()

    def end(self) -> None:
        """Take leave of every office."""
        self.links.end()
        self._cover.end()
        if self._timer is not None:
            self._timer.cancel()

    def take_in(self, envelope: Envelope, *, is_text: bool) -> None:
        """Send an envelope that is on the shelf now."""
        self._waiting[envelope.id] = (is_text, frozenset(envelope.reader_ids()))
        for delivery in self._deliveries.values():
            delivery.add(envelope.id, is_text=is_text)
        self.links.look()
        self._send_due()

    def give_up(self, envelope_id: Identifier) -> None:
        """Forget a picture that made room for text."""
        self._waiting.pop(envelope_id, None)
        for delivery in self._deliveries.values():
            delivery.drop(envelope_id)

    def watch(self, readers: tuple[ReaderId, ...]) -> None:
        """Ask every office for what is sealed to these readers, from now on."""
        self._watched = readers
        for link in self.links.open():
            link.send(WatchReaders(readers=readers))

    def taken(self, envelope_id: Identifier, reader: ReaderId) -> None:
        """Tell the office that what it handed was read, and may be forgotten."""
        self._taken.add((envelope_id, reader))
        link = self._handed_by.pop((envelope_id, reader), None)
        if link is not None and link.is_open:
            link.send(EnvelopeTaken(id=envelope_id, reader=reader))

    # LinksEvents

    def link_up(self, link: OfficeLink, greeting: OfficeGreeted) -> None:
        """Offer all that waits to an office that greeted us."""
        delivery = Delivery(self._chance)
        for envelope_id, (is_text, _) in self._waiting.items():
            delivery.add(envelope_id, is_text=is_text)
        delivery.link_up()
        self._deliveries[link], self._unanswered[link] = delivery, set()
        self._lists.compare(link, greeting)
        if self._watched:
            link.send(WatchReaders(readers=self._watched))
        self._cover.begin()
        self._send_due()

    def link_down(self, link: OfficeLink) -> None:
        """Forget an office that is gone; what it did not answer still waits."""
        self._deliveries.pop(link, None)
        self._unanswered.pop(link, None)
        self._handed_by = {key: by for key, by in self._handed_by.items() if by is not link}
        if not self._deliveries:
            self._cover.end()

    def told(self, link: OfficeLink, message: FromOffice) -> None:
        """Act on what an office said."""
        match message:
            case EnvelopeKept():
                self._kept(link, message)
            case EnvelopeRefused():
                self._unanswered[link].discard(message.id)
                if message.id in self._waiting:
                    self._deliveries[link].refused(message.id, self._loop.now())
                    self._events.refused(message.id, message.reason)
            case EnvelopeHanded():
                self._handed(link, message)
            case OfferRoster():
                self._lists.take_roster(link, message)
            case OfferRecipients():
                self._lists.take_recipients(link, message)
            case _:
                pass  # RosterTaken and the like ask for nothing
        self._send_due()

    def _kept(self, link: OfficeLink, receipt: EnvelopeKept) -> None:
        self._unanswered[link].discard(receipt.id)
        if receipt.id not in self._waiting:
            return
        stage = self._deliveries[link].kept(receipt.id, is_received=receipt.is_received)
        if receipt.is_received:
            self.give_up(receipt.id)
            self._shelf.erase(receipt.id)
            self._events.stage_changed(receipt.id, Stage.RECEIVED)
        elif stage is Stage.CARRIED:
            self._shelf.carried(receipt.id)
            self._events.stage_changed(receipt.id, Stage.CARRIED)

    def _handed(self, link: OfficeLink, handed: EnvelopeHanded) -> None:
        key = (handed.envelope.id, handed.reader)
        if key in self._taken:  # the word that it was read got lost with a link
            link.send(EnvelopeTaken(id=handed.envelope.id, reader=handed.reader))
            return
        self._handed_by[key] = link
        self._events.handed(handed)

    def _send_due(self) -> None:
        now = self._loop.now()
        for link, delivery in list(self._deliveries.items()):
            due = delivery.due(now)
            if self._unanswered[link].intersection(due):  # an office that is there answers in time
                link.fail()
                continue
            for envelope_id in due:
                self._fetch(link, envelope_id)
        deadlines = [each.next_deadline(now) for each in self._deliveries.values()]
        if self._timer is not None:
            self._timer.cancel()
        wait_s = min(deadlines, default=float("inf")) - now
        if wait_s != float("inf"):
            self._timer = self._loop.call_later(max(0.02, wait_s), self._send_due)

    def _fetch(self, link: OfficeLink, envelope_id: Identifier) -> None:
        def send(envelope: Envelope | None) -> None:
            if envelope is None:
                delivery = self._deliveries.get(link)
                if delivery is not None:
                    delivery.refused(envelope_id, self._loop.now())
            elif link.is_open and envelope_id in self._waiting:
                is_text, _ = self._waiting[envelope_id]
                self._waiting[envelope_id] = (is_text, frozenset(envelope.reader_ids()))
                self._unanswered[link].add(envelope_id)
                link.send(KeepEnvelope(envelope=envelope))
                self._cover.replaced(Size.TEXT if is_text else Size.PICTURE)

        self._shelf.fetch(envelope_id, send)

    def _send_to_nobody(self, envelope: Envelope) -> None:
        for link in self.links.open():
            link.send(KeepEnvelope(envelope=envelope))

    def _waited_for(self) -> set[ReaderId]:
        return {reader for _, readers in self._waiting.values() for reader in readers}

    def _greeting(self) -> GreetOffice:
        return GreetOffice(
            protocol_version=PROTOCOL_VERSION,
            roster_version=self._lists.roster_version,
            recipients_version=self._lists.recipients_version,
            address=self._address(),
            software=self._software,
        )
