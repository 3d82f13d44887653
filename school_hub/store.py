"""Keeps sealed envelopes until every reader has taken them. Many at once, in one transaction.

The order is the guarantee: an outcome is returned after the commit that it tells of, never before,
so a crash anywhere in here costs its sender a repeat and nobody an envelope.
"""

import collections
import contextlib
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from protocol.identifiers import ReaderId, TransportKey
from protocol.limits import (
    DUPLICATE_WINDOW_S,
    HALF_TAKEN_MAX_S,
)
from school_hub.batch import Batch, CarriedOn, Taking, close_envelopes
from school_hub.counting import count_mail
from school_hub.keeping import (
    Arrival,
    Bounds,
    Counts,
    Empty,
    Found,
    Outcome,
    StoreFailedError,
    Waiting,
)
from school_hub.tables import about, cover, envelope, staff_reader, waiting

_WAITING = sa.select(
    waiting.c.reader, envelope.c.number, envelope.c.received_at, envelope.c.body
).join(envelope, envelope.c.number == waiting.c.number)


class EnvelopeStore:
    """Lane: writer, but for construction.

    Args:
        engine: As `open_database` returns it. Ownership passes to this object.

    Raises:
        StoreFailedError: The database cannot be read.
    """

    def __init__(self, engine: sa.Engine, bounds: Bounds) -> None:
        self._engine = engine
        self._bounds = bounds
        self._held: collections.Counter[TransportKey] = collections.Counter()
        self._last_number = 0
        self._refresh()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def write(
        self, arrivals: Sequence[Arrival], takings: Sequence[Taking | CarriedOn], *, now_ms: int
    ) -> list[Outcome]:
        """Keep and forget, all in one transaction; return each arrival's outcome.

        Raises:
            StoreFailedError: Nothing was kept or forgotten that this call was given, as far as can
                be known; doing it again is harmless.
        """
        try:
            with self._engine.begin() as connection:
                batch = Batch(connection, self._bounds, self._held.copy(), self._last_number)
                batch.take(takings, now_ms)
                outcomes = [batch.keep(arrival) for arrival in batch.known_marked(arrivals)]
                batch.write()
        except SQLAlchemyError as exc:
            self._refresh_quietly()
            raise StoreFailedError(_reason(exc)) from None
        self._held, self._last_number = batch.held, batch.last_number
        return outcomes

    def next_for(self, readers: Collection[ReaderId]) -> Found:
        """Return the oldest envelope that waits for one of `readers`.

        Raises:
            StoreFailedError: The database cannot be read.
        """
        return self._first(_WAITING.where(waiting.c.reader.in_(list(readers))))

    def next_to_carry(self, own: ReaderId, after: int) -> Found:
        """Return the oldest envelope numbered above `after` that waits for others than `own`.

        Raises:
            StoreFailedError: The database cannot be read.
        """
        return self._first(_WAITING.where(waiting.c.number > after, waiting.c.reader != own))

    def remember(self, readers: Collection[ReaderId]) -> None:
        """Keep the names of the school's readers.

        Raises:
            StoreFailedError: They could not be written.
        """
        try:
            with self._engine.begin() as connection:
                known = set(connection.execute(sa.select(staff_reader.c.reader)).scalars())
                news = [{"reader": each} for each in readers if each not in known]
                if news:
                    connection.execute(staff_reader.insert(), news)
        except SQLAlchemyError as exc:
            raise StoreFailedError(_reason(exc)) from None

    def remembered(self) -> frozenset[ReaderId]:
        """Return the names of all readers this school ever had.

        Raises:
            StoreFailedError: The database cannot be read.
        """
        try:
            with self._engine.connect() as connection:
                found = connection.execute(sa.select(staff_reader.c.reader)).scalars()
                return frozenset(ReaderId(bytes(each)) for each in found)
        except SQLAlchemyError as exc:
            raise StoreFailedError(_reason(exc)) from None

    def count(self, now_ms: int) -> Counts:
        """Count what waits.

        Raises:
            StoreFailedError: The database cannot be read.
        """
        try:
            with self._engine.connect() as connection:
                return count_mail(connection, now_ms)
        except SQLAlchemyError as exc:
            raise StoreFailedError(_reason(exc)) from None

    def erase_cover(self) -> None:
        """Erase envelopes to nobody.

        Raises:
            StoreFailedError: Nothing was erased.
        """
        try:
            with self._engine.begin() as connection:
                connection.execute(cover.delete())
        except SQLAlchemyError as exc:
            raise StoreFailedError(_reason(exc)) from None

    def sweep(self, now_ms: int) -> None:
        """Erase cover, marks beyond the duplicate window, and what was left half taken too long.

        Raises:
            StoreFailedError: Nothing was erased.
        """
        old = envelope.c.closed_at < now_ms - DUPLICATE_WINDOW_S * 1000
        half_taken = sa.select(envelope.c.number).where(
            envelope.c.closed_at.is_(None),
            envelope.c.first_taken_at < now_ms - HALF_TAKEN_MAX_S * 1000,
        )
        try:
            with self._engine.begin() as connection:
                connection.execute(cover.delete())
                connection.execute(envelope.delete().where(old))
                left = list(connection.execute(half_taken).scalars())
                if left:
                    connection.execute(waiting.delete().where(waiting.c.number.in_(left)))
                    close_envelopes(connection, left, now_ms)
            if self._engine.dialect.name == "sqlite":  # old pages leave the log, too
                with self._engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as exc:
            raise StoreFailedError(_reason(exc)) from None
        if left:
            self._refresh()

    def _first(self, question: sa.Select[bytes, int, int, bytes]) -> Found:
        try:
            with self._engine.connect() as connection:
                row = connection.execute(question.order_by(waiting.c.number).limit(1)).first()
        except SQLAlchemyError as exc:
            raise StoreFailedError(_reason(exc)) from None
        if row is None:
            return Empty.NOTHING_WAITS
        return Waiting(ReaderId(bytes(row[0])), row[1], row[2], bytes(row[3]))

    def _refresh(self) -> None:
        held = sa.select(envelope.c.sender, sa.func.sum(envelope.c.size_bytes)).where(
            envelope.c.closed_at.is_(None)
        )
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(held.group_by(envelope.c.sender)).all()
                self._last_number = connection.execute(sa.select(about.c.last_number)).scalar_one()
        except SQLAlchemyError as exc:
            raise StoreFailedError(_reason(exc)) from None
        self._held = collections.Counter({TransportKey(bytes(row[0])): int(row[1]) for row in rows})

    def _refresh_quietly(self) -> None:
        with contextlib.suppress(StoreFailedError):  # what led here is reported
            self._refresh()


def _reason(exc: SQLAlchemyError) -> str:
    """Return what the database said, without the statement's parameters."""
    said = str(getattr(exc, "orig", None) or type(exc).__name__).strip().splitlines()
    return said[0][:160] if said else type(exc).__name__
