"""What one transaction of the store does, so that all it changed is thrown away with it."""

import collections
import dataclasses
import hashlib
from collections.abc import Sequence

import sqlalchemy as sa

from protocol.identifiers import ReaderId, TransportKey
from protocol.limits import OFFICE_PICTURES_SHARE, SMALL_ENVELOPE_MAX_BYTES
from school_hub.keeping import Arrival, Bounds, Outcome
from school_hub.tables import about, cover, envelope, waiting

_AT_ONCE = 500
"""Values in one question; SQLite before 3.32 takes 999."""


@dataclasses.dataclass(frozen=True, slots=True)
class Taking:
    """A reader has an envelope on a disk of their own."""

    number: int
    reader: ReaderId


@dataclasses.dataclass(frozen=True, slots=True)
class CarriedOn:
    """Another office has an envelope, for all its readers but our own person."""

    number: int
    own: ReaderId


class Batch:
    """One transaction; its tallies are copies, which count once it is committed. Lane: writer."""

    def __init__(
        self,
        connection: sa.Connection,
        bounds: Bounds,
        held: collections.Counter[TransportKey],
        last_number: int,
    ) -> None:
        self._connection = connection
        self._bounds = bounds
        self.held = held
        self.last_number = last_number
        self._all_bytes = held.total()
        self._marks: set[bytes] = set()
        self._rows: list[dict[str, object]] = []
        self._waiting: list[dict[str, object]] = []
        self._cover: dict[bytes, bytes] = {}

    def known_marked(self, arrivals: Sequence[Arrival]) -> Sequence[Arrival]:
        """Look up which of `arrivals` are on the disk already; return them all."""
        marks = [_mark(each.body) for each in arrivals]
        for start in range(0, len(marks), _AT_ONCE):
            known = sa.select(envelope.c.mark).where(
                envelope.c.mark.in_(marks[start : start + _AT_ONCE])
            )
            self._marks.update(bytes(each) for each in self._connection.execute(known).scalars())
        return arrivals

    def keep(self, arrival: Arrival) -> Outcome:
        """Take `arrival` into this transaction, unless it is known or there is no room."""
        mark = _mark(arrival.body)
        if arrival.is_cover:
            self._cover[mark] = arrival.body
            return Outcome.KEPT
        if mark in self._marks:
            return Outcome.KEPT
        if not self._has_room(arrival):
            return Outcome.FULL
        self._marks.add(mark)
        self.last_number += 1
        self._rows.append(
            {
                "number": self.last_number,
                "mark": mark,
                "received_at": arrival.received_at,
                "sender": arrival.sender,
                "size_bytes": len(arrival.body),
                "body": arrival.body,
            }
        )
        self._waiting += [
            {"reader": reader, "number": self.last_number}
            for reader in dict.fromkeys(arrival.readers)
        ]
        self.held[arrival.sender] += len(arrival.body)
        self._all_bytes += len(arrival.body)
        return Outcome.KEPT

    def take(self, takings: Sequence[Taking | CarriedOn], now_ms: int) -> None:
        """Forget envelopes for readers who have them; erase those that nobody waits for."""
        numbers = sorted({each.number for each in takings})
        for each in takings:
            if isinstance(each, Taking):
                whose = waiting.c.reader == each.reader
            else:
                whose = waiting.c.reader != each.own
            self._connection.execute(waiting.delete().where(waiting.c.number == each.number, whose))
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            first = envelope.c.number.in_(some) & envelope.c.first_taken_at.is_(None)
            self._connection.execute(envelope.update().where(first).values(first_taken_at=now_ms))
            still = set(
                self._connection.execute(
                    sa.select(waiting.c.number).where(waiting.c.number.in_(some)).distinct()
                ).scalars()
            )
            done = [number for number in some if number not in still]
            for sender, size_bytes in close_envelopes(self._connection, done, now_ms):
                self.held[sender] -= size_bytes
                self._all_bytes -= size_bytes
                if self.held[sender] <= 0:
                    del self.held[sender]

    def write(self) -> None:
        """Write what was taken in."""
        if self._rows:
            self._connection.execute(envelope.insert(), self._rows)
            self._connection.execute(waiting.insert(), self._waiting)
            self._connection.execute(about.update().values(last_number=self.last_number))
        if self._cover:
            known = sa.select(cover.c.mark).where(cover.c.mark.in_(list(self._cover)))
            for mark in self._connection.execute(known).scalars():
                self._cover.pop(bytes(mark), None)
        if self._cover:
            rows = [{"mark": mark, "body": body} for mark, body in self._cover.items()]
            self._connection.execute(cover.insert(), rows)

    def _has_room(self, arrival: Arrival) -> bool:
        size_bytes = len(arrival.body)
        bounds = self._bounds
        own = bounds.carrier_bytes if arrival.is_carrier else bounds.device_bytes
        whole = float(bounds.all_bytes)
        if size_bytes > SMALL_ENVELOPE_MAX_BYTES:
            whole *= OFFICE_PICTURES_SHARE
        return (
            self.held[arrival.sender] + size_bytes <= own and self._all_bytes + size_bytes <= whole
        )


def close_envelopes(
    connection: sa.Connection, numbers: Sequence[int], now_ms: int
) -> list[tuple[TransportKey, int]]:
    """Erase the bodies of envelopes nobody waits for; return sender and size of each."""
    if not numbers:
        return []
    still_open = envelope.c.number.in_(numbers) & envelope.c.closed_at.is_(None)
    freed = [
        (TransportKey(bytes(row[0])), int(row[1]))
        for row in connection.execute(
            sa.select(envelope.c.sender, envelope.c.size_bytes).where(still_open)
        )
    ]
    gone = {"body": None, "sender": None, "size_bytes": 0, "closed_at": now_ms}
    connection.execute(envelope.update().where(still_open).values(**gone))
    return freed


def _mark(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()
