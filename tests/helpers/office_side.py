"""The office's side of the mail link, real from the message down, over a store in memory."""

import dataclasses
from collections.abc import Callable, Collection

from protocol import codec
from protocol.identifiers import ReaderId, TransportKey
from protocol.messages import FromOffice, GreetOffice
from protocol.messages.message import Message
from protocol.transport.ports import Caller
from protocol.trust.document import Signed
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import Roster
from school_hub.keeping import Arrival, Counts, Empty, Found, Outcome, Waiting
from school_hub.mailbox import Mailbox
from school_hub.membership import Membership
from tests.helpers.messages import greet_office
from tests.helpers.school import SchoolInMemory, utc_now
from tests.helpers.virtual import VirtualLoop


class KeptLists:
    """ListStore in memory."""

    def __init__(self) -> None:
        self.log: list[str] = []

    def save_roster(self, roster: Signed[Roster]) -> None:
        self.log.append(f"roster {roster.body.version}")

    def save_recipients(self, recipients: Signed[RecipientsList]) -> None:
        self.log.append(f"recipients {recipients.body.version}")


class KeepingInMemory:
    """`Keeping` with a log; what it is told is true 10 ms later, as of a disk.

    Attributes:
        outcome: What becomes of the next envelopes.
        is_readable: Whether questions are answered.
    """

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self.log: list[str] = []
        self.outcome = Outcome.KEPT
        self.taking = Outcome.KEPT
        self.is_readable = True
        self.kept: list[Arrival] = []
        self.cover: list[Arrival] = []
        self.remembered: set[ReaderId] = set()
        self._waiting: list[Waiting] = []

    def keep(self, arrival: Arrival, done: Callable[[Outcome], None]) -> None:
        def on_disk() -> None:
            if self.outcome is Outcome.KEPT:
                self._take_in(arrival)
            self.log.append(self.outcome.value)
            done(self.outcome)

        self._loop.call_later(0.01, on_disk)

    def take(self, number: int, reader: ReaderId, done: Callable[[Outcome], None]) -> None:
        def on_disk() -> None:
            if self.taking is Outcome.KEPT:
                self._forget(lambda each: (each.number, each.reader) == (number, reader))
                self.log.append(f"taken {number}")
            done(self.taking)

        self._loop.call_later(0.01, on_disk)

    def next_for(self, readers: Collection[ReaderId], done: Callable[[Found], None]) -> None:
        self._find(lambda each: each.reader in readers, done)

    def next_to_carry(self, own: ReaderId, after: int, done: Callable[[Found], None]) -> None:
        self._find(lambda each: each.number > after and each.reader != own, done)

    def carried_on(self, number: int, own: ReaderId) -> None:
        self._forget(lambda each: each.number == number and each.reader != own)

    def remember(self, readers: Collection[ReaderId]) -> None:
        self.remembered |= set(readers)

    def count(self, done: Callable[[Counts | None], None]) -> None:
        done(Counts(len(self._waiting), 0, 0, (0, 0, 0, 0), None, None))

    def _find(self, is_meant: Callable[[Waiting], bool], done: Callable[[Found], None]) -> None:
        def answer() -> None:
            found = next((each for each in self._waiting if is_meant(each)), None)
            empty = Empty.NOTHING_WAITS if self.is_readable else Empty.UNREADABLE
            done(found if found is not None and self.is_readable else empty)

        self._loop.call_later(0.01, answer)

    def _forget(self, is_meant: Callable[[Waiting], bool]) -> None:
        self._waiting = [each for each in self._waiting if not is_meant(each)]

    def _take_in(self, arrival: Arrival) -> None:
        if arrival.is_cover:
            self.cover.append(arrival)
        elif arrival.body not in {each.body for each in self.kept}:
            self.kept.append(arrival)
            self._waiting += [
                Waiting(reader, len(self.kept), arrival.received_at, arrival.body)
                for reader in arrival.readers
            ]


@dataclasses.dataclass
class OfficeSide:
    """One office and everything said at its door, by connection."""

    loop: VirtualLoop
    membership: Membership
    keeping: KeepingInMemory
    mailbox: Mailbox
    lists: KeptLists
    got: dict[bytes, list[FromOffice]] = dataclasses.field(default_factory=dict)
    is_clogged: bool = False

    def send(self, caller: Caller, data: bytes) -> bool:
        if self.is_clogged:
            return False
        self.got.setdefault(caller.route, []).append(codec.decode_from_office(data))
        return True

    def say(
        self,
        key: TransportKey,
        *messages: Message,
        line: str = "",
        comes_from: str = "10.0.0.7",
        within_s: float = 0.1,
    ) -> list[FromOffice]:
        """What the office answers on this connection until a moment later."""
        caller = Caller(key, key + line.encode(), comes_from)
        self.got[caller.route] = []
        for message in messages:
            self.mailbox.on_data(caller, codec.encode(message))
        self.loop.run(within_s)
        return self.hears(key, line)

    def hears(self, key: TransportKey, line: str = "") -> list[FromOffice]:
        """What the office said on this connection since it was asked last."""
        heard = self.got.get(key + line.encode(), [])
        self.got[key + line.encode()] = []
        return heard

    def greet(
        self, key: TransportKey, greeting: GreetOffice | None = None, *, line: str = ""
    ) -> list[FromOffice]:
        version = self.membership.roster_version
        greeting = greeting or greet_office(version, self.membership.recipients_version)
        return self.say(key, greeting, line=line)


def office_side(
    school: SchoolInMemory,
    roster: Signed[Roster] | None,
    recipients: Signed[RecipientsList] | None = None,
    *,
    own_reader: ReaderId | None = None,
    remembered: Collection[ReaderId] = (),
) -> OfficeSide:
    loop = VirtualLoop()
    lists, keeping = KeptLists(), KeepingInMemory(loop)
    membership = Membership(
        school=school.school,
        roster=roster,
        recipients=recipients,
        remembered=remembered,
        store=lists,
        utc_now=utc_now,
    )
    mailbox = Mailbox(
        loop=loop,
        keeping=keeping,
        membership=membership,
        own_reader=own_reader,
        utc_now=utc_now,
    )
    office = OfficeSide(loop, membership, keeping, mailbox, lists)
    mailbox.serve_at(office)
    return office
