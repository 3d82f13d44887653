"""Hands envelopes to their readers: one at a time, oldest first, the next when that was taken.

Lane: io.
"""

import logging

import msgspec

from protocol.identifiers import Identifier, ReaderId
from protocol.messages import EnvelopeHanded
from protocol.transport.ports import Loop
from protocol.trust.sealing import Envelope
from school_hub.keeping import Empty, Found, Keeping, Outcome, Waiting
from school_hub.membership import Membership
from school_hub.ports import Counter
from school_hub.visits import Visit, Visits

logger = logging.getLogger(__name__)

_PAUSE_S = 5.0
"""Before the next try when the disk failed or the caller's queue was full."""


class Handing:
    """Knows what each visit was handed, and asks the store for more."""

    def __init__(
        self,
        *,
        loop: Loop,
        keeping: Keeping,
        membership: Membership,
        visits: Visits,
        counter: Counter,
    ) -> None:
        self._loop = loop
        self._keeping = keeping
        self._membership = membership
        self._visits = visits
        self._counter = counter

    def watch(self, visit: Visit, readers: tuple[ReaderId, ...]) -> None:
        """Begin to hand over what waits for `readers`, and what will come for them."""
        self._visits.watch(visit, tuple(dict.fromkeys(readers)))
        visit.handed = None
        self._ask(visit)

    def came(self, readers: tuple[ReaderId, ...]) -> None:
        """Tell whoever watches one of `readers` and has nothing in hand."""
        for reader in readers:
            for visit in self._visits.watching(reader):
                if visit.handed is None:
                    self._ask(visit)

    def taken(self, visit: Visit, envelope_id: Identifier, reader: ReaderId) -> None:
        """Forget what the visit was handed last, now that the reader has it on a disk.

        Anything else that is named is no news: it was handed on a link that is gone, and will be
        handed and taken again.
        """
        handed = visit.handed
        if handed is None or handed.reader != reader or _id_of(handed) != envelope_id:
            logger.debug("an envelope was taken that was not handed here")
            return
        visit.handed = None
        visit.is_asking = True

        def forgotten(outcome: Outcome) -> None:
            visit.is_asking = False
            if outcome is Outcome.FAILED:
                self._loop.call_later(_PAUSE_S, lambda: self._ask(visit))
            else:
                self._ask(visit)

        self._keeping.take(handed.number, reader, forgotten)

    def _ask(self, visit: Visit) -> None:
        if visit.is_asking or not visit.watched or not self._visits.is_there(visit):
            return
        visit.is_asking = True
        readers = visit.watched
        self._keeping.next_for(readers, lambda found: self._found(visit, readers, found))

    def _found(self, visit: Visit, readers: tuple[ReaderId, ...], found: Found) -> None:
        visit.is_asking = False
        if not self._visits.is_there(visit) or visit.handed is not None:
            return
        if readers != visit.watched:
            self._ask(visit)
            return
        if not isinstance(found, Waiting):
            if found is Empty.UNREADABLE:
                self._loop.call_later(_PAUSE_S, lambda: self._ask(visit))
            return
        key, standing = visit.caller.key, visit.standing
        if not self._membership.may_read(key, standing, found.reader):
            self._visits.watch(visit, ())  # a newer list made this reader somebody else's
            return
        visit.handed = found
        message = EnvelopeHanded(
            reader=found.reader,
            number=found.number,
            received_at=found.received_at,
            envelope=msgspec.msgpack.decode(found.body, type=Envelope),
        )
        if not self._counter.send(visit, message):
            visit.handed = None
            self._loop.call_later(_PAUSE_S, lambda: self._ask(visit))


def _id_of(handed: Waiting) -> Identifier:
    return msgspec.msgpack.decode(handed.body, type=Envelope).id
