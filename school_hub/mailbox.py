"""The post office's logic, over any door: at a hub, or inside the console of one member of staff.

Every message is judged anew by the key its connection proved. Nothing is answered as kept before
the store says that its disk has it. Lane: io.

This is the one module of the hub that a console's `app.py` imports, so it hands on what an office
is built from; importing it loads SQLAlchemy.
"""

import datetime as dt
from collections.abc import Callable

from protocol import codec
from protocol.errors import RemoteProtocolError
from protocol.identifiers import ReaderId
from protocol.limits import MAIL_LOST_AFTER_S, PROTOCOL_VERSION
from protocol.messages import (
    CallerLeft,
    FromOffice,
    GreetOffice,
    OfficeLeft,
    RequestRefused,
    ToOffice,
)
from protocol.messages.message import Message
from protocol.transport.ports import Caller, Door, Loop
from protocol.vocabulary import Refusal
from school_hub.answers import Answers
from school_hub.buckets import Asked, Paces
from school_hub.complaints import Complaints
from school_hub.database import open_database as open_database
from school_hub.database import sqlite_url as sqlite_url
from school_hub.directory import Directory
from school_hub.handing import Handing
from school_hub.keeping import CONSOLE_BOUNDS as CONSOLE_BOUNDS
from school_hub.keeping import Empty, Found, Keeping
from school_hub.lists import Lists
from school_hub.membership import Membership as Membership
from school_hub.permission import Standing, may_send
from school_hub.receiving import Receiving
from school_hub.store import EnvelopeStore as EnvelopeStore
from school_hub.visits import Visit, Visits
from school_hub.writer import WriterLane as WriterLane

_TICK_S = 2.0


class Mailbox:
    """Keeps, hands over, carries lists, and knows who is there.

    Args:
        keeping: The store.
        membership: Whose keys are known.
        own_reader: None at the hub, where everything is received. In a console the name of its
            person's sealing key: what is not sealed to it is only carried.
        utc_now: The office's clock, aware UTC.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        keeping: Keeping,
        membership: Membership,
        own_reader: ReaderId | None,
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._keeping = keeping
        self._membership = membership
        self._own_reader = own_reader
        self._visits = Visits()
        self._paces = Paces()
        self._complaints = Complaints()
        self._door: Door | None = None
        self._is_ticking = False
        self.directory = Directory(
            lambda key: membership.roster is not None and membership.roster.device(key) is not None
        )
        handing = Handing(
            loop=loop, keeping=keeping, membership=membership, visits=self._visits, counter=self
        )
        self._lists = Lists(
            loop=loop,
            membership=membership,
            visits=self._visits,
            counter=self,
            on_change=self.lists_changed,
        )
        receiving = Receiving(
            loop=loop,
            keeping=keeping,
            membership=membership,
            paces=self._paces,
            own_reader=own_reader,
            counter=self,
            on_kept=handing.came,
            utc_now=utc_now,
        )
        self._answers = Answers(
            loop=loop,
            membership=membership,
            visits=self._visits,
            counter=self,
            paces=self._paces,
            complaints=self._complaints,
            directory=self.directory,
            receiving=receiving,
            handing=handing,
            lists=self._lists,
            utc_now=utc_now,
        )
        keeping.remember(membership.staff_readers)

    def serve_at(self, door: Door) -> None:
        """Send answers through `door`; must be called before the first message."""
        self._door = door

    def on_data(self, caller: Caller, data: bytes) -> None:
        """Take one message as the transport received it."""
        now = self._loop.now()
        standing = self._membership.standing_of(caller.key)
        visit = self._visits.of(caller)
        if standing is None:
            self._drop(visit, "its key is not good any more")
            return
        if not self._paces.may(caller.key, Asked.MESSAGES, now):
            self._drop(visit, "it sends more than any honest caller")
            return
        try:
            message = codec.decode_to_office(data)
            if visit is None or isinstance(message, GreetOffice):
                visit = self._opened(caller, standing, message)
            if visit is None:
                return
            visit.session.received(message)
            visit.heard_at, visit.standing = now, standing
            if not may_send(standing, message):
                what = f"refused {type(message).__name__} to a {standing.value}"
                self._complaints.say(caller.key, what)
                self.refuse(visit, message, Refusal.ROLE)
                return
            self._answers.answer(visit, message)
        except RemoteProtocolError as exc:
            self._complaints.say(caller.key, f"it broke the protocol: {exc}")
            self._end(self._visits.of(caller))

    def lists_changed(self) -> None:
        """Act on a roster or recipients list the membership took: let go, and tell everybody."""
        self._keeping.remember(self._membership.staff_readers)
        for visit in self._visits:
            if self._membership.standing_of(visit.caller.key) is None:
                self._drop(visit, "its key is not good any more")
        self._lists.tell_everybody()

    def next_to_carry(self, after: int, done: Callable[[Found], None]) -> None:
        """Find the oldest envelope numbered above `after` that another office should have.

        Only in a console: what is for others than its own person goes on to the hub.
        """
        if self._own_reader is None:
            done(Empty.NOTHING_WAITS)
        else:
            self._keeping.next_to_carry(self._own_reader, after, done)

    def carried_on(self, number: int) -> None:
        """Keep an envelope for nobody but our own person: the hub, or its reader, has it."""
        if self._own_reader is not None:
            self._keeping.carried_on(number, self._own_reader)

    def callers(self) -> int:
        """Return how many connections are greeted now."""
        return len(self._visits)

    def leave(self) -> None:
        """Say goodbye to everybody: this office shuts down."""
        for visit in self._visits:
            self.send(visit, OfficeLeft())
            self._visits.end(visit)

    # Counter, for the parts

    def send(self, visit: Visit, message: FromOffice) -> bool:
        """Send; False when the visit is gone or its queue is full."""
        if self._door is None or not self._visits.is_there(visit):
            return False
        visit.session.sent(message)
        return self._door.send(visit.caller, codec.encode(message))

    def refuse(self, visit: Visit, message: Message, reason: Refusal) -> None:
        """Say that what `message` asked is not done."""
        self.send(visit, RequestRefused(request=message.tag(), reason=reason))

    def _opened(self, caller: Caller, standing: Standing, message: ToOffice) -> Visit | None:
        if not isinstance(message, GreetOffice):
            if not isinstance(message, CallerLeft) and self._door is not None:
                self._door.send(caller, codec.encode(OfficeLeft()))
            return None
        if message.protocol_version != PROTOCOL_VERSION:
            raise RemoteProtocolError("another protocol version")
        self._end(self._visits.of(caller))
        visit = Visit(caller, standing, self._loop.now())
        if not self._visits.open(visit):
            refusal = RequestRefused(request=message.tag(), reason=Refusal.TOO_MANY)
            if self._door is not None:
                self._door.send(caller, codec.encode(refusal))
            return None
        if not self._is_ticking:
            self._is_ticking = True
            self._loop.call_later(_TICK_S, self._tick)
        return visit

    def _drop(self, visit: Visit | None, why: str) -> None:
        if visit is not None:
            self._complaints.say(visit.caller.key, why)
            self._end(visit)

    def _end(self, visit: Visit | None) -> None:
        if visit is not None:
            self._visits.end(visit)

    def _tick(self) -> None:
        now = self._loop.now()
        for visit in self._visits:
            if now - visit.heard_at >= MAIL_LOST_AFTER_S:
                self._visits.end(visit)
            elif self._membership.standing_of(visit.caller.key) is None:
                self._drop(visit, "its key is not good any more")
        self._lists.advance(now)
        self._paces.sweep(now)
        self._is_ticking = len(self._visits) > 0
        if self._is_ticking:
            self._loop.call_later(_TICK_S, self._tick)
