"""Receives envelopes: on the disk first, the receipt second, the readers third. Lane: io.

That order is the promise to whoever sent it. Cover goes the same way, so that neither the answer
nor its time tells who reported.
"""

import datetime as dt
from collections.abc import Callable

import msgspec

from protocol.identifiers import Identifier, ReaderId
from protocol.messages import EnvelopeKept, EnvelopeRefused
from protocol.transport.ports import Loop
from protocol.trust.sealing import Envelope
from protocol.vocabulary import MailRefusal
from school_hub.buckets import Asked, Paces
from school_hub.keeping import Arrival, Keeping, Outcome
from school_hub.membership import Membership
from school_hub.permission import Standing
from school_hub.ports import Counter
from school_hub.visits import Visit

_REFUSALS = {Outcome.FULL: MailRefusal.FULL, Outcome.FAILED: MailRefusal.NOT_KEPT}


class Receiving:
    """Judges an envelope, has it kept, and says so.

    Args:
        own_reader: As `Mailbox` takes it.
        on_kept: Told the readers of each envelope that is on the disk now.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        keeping: Keeping,
        membership: Membership,
        paces: Paces,
        own_reader: ReaderId | None,
        counter: Counter,
        on_kept: Callable[[tuple[ReaderId, ...]], None],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._keeping = keeping
        self._membership = membership
        self._paces = paces
        self._own_reader = own_reader
        self._counter = counter
        self._on_kept = on_kept
        self._utc_now = utc_now

    def receive(self, visit: Visit, envelope: Envelope) -> None:
        """Keep `envelope` and answer `visit`, later."""
        readers = envelope.reader_ids()
        is_device = visit.standing is Standing.DEVICE
        is_for_nobody = is_device and self._membership.staff_readers.isdisjoint(readers)
        if is_for_nobody and self._knows_more(visit):
            self._refuse(visit, envelope.id, MailRefusal.NO_READER)
            return
        body = msgspec.msgpack.encode(envelope)
        if not self._is_in_time(visit, len(body)):
            self._refuse(visit, envelope.id, MailRefusal.TOO_MANY)
            return
        arrival = Arrival(
            body=body,
            readers=readers,
            sender=visit.caller.key,
            is_carrier=not is_device,
            is_cover=is_for_nobody,
            received_at=int(self._utc_now().timestamp() * 1000),
        )
        self._keeping.keep(
            arrival, lambda outcome: self._kept(visit, envelope.id, arrival, outcome)
        )

    def _kept(
        self, visit: Visit, envelope_id: Identifier, arrival: Arrival, outcome: Outcome
    ) -> None:
        if outcome is not Outcome.KEPT:
            self._refuse(visit, envelope_id, _REFUSALS[outcome])
            return
        is_ours = self._own_reader is None or self._own_reader in arrival.readers
        is_received = is_ours or arrival.is_cover
        self._counter.send(visit, EnvelopeKept(id=envelope_id, is_received=is_received))
        self._on_kept(arrival.readers)

    def _knows_more(self, visit: Visit) -> bool:
        """Tell whether the caller's lists are newer: then its readers may be real ones."""
        return (
            visit.roster_version > self._membership.roster_version
            or visit.recipients_version > self._membership.recipients_version
        )

    def _is_in_time(self, visit: Visit, size_bytes: int) -> bool:
        key, now = visit.caller.key, self._loop.now()
        is_carrier = visit.standing is not Standing.DEVICE
        return self._paces.may(key, Asked.KEEPS, now, is_carrier=is_carrier) and self._paces.may(
            key, Asked.KEPT_BYTES, now, amount=size_bytes, is_carrier=is_carrier
        )

    def _refuse(self, visit: Visit, envelope_id: Identifier, reason: MailRefusal) -> None:
        self._counter.send(visit, EnvelopeRefused(id=envelope_id, reason=reason))
