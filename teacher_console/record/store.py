"""The record of one person: append-only, chained, sealed to them. Lane: writer.

One transaction holds an event, its sealed content, its step of the chain, and the letters that
tell others of it; what `append` has returned from is on the disk. Nothing is ever changed.
"""

import contextlib
import dataclasses
import logging
from collections.abc import Callable, Iterable, Sequence

import msgspec
import sqlalchemy as sa

from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import Identifier, SigningKey
from protocol.trust.keys import StaffKeys
from protocol.trust.sealing import Envelope, reader_id
from teacher_console.record import chain
from teacher_console.record.chain import Checkpoint, Finding, Line
from teacher_console.record.database import open_database, telling
from teacher_console.record.events import (
    DamageBody,
    Entry,
    ErasureBody,
    Event,
    EventKind,
)
from teacher_console.record.schema import checkpoints, contents, events, outgoing
from teacher_console.record.sealed_content import open_content, seal_content

logger = logging.getLogger(__name__)

_FINDINGS_KEPT = 100


class Record:
    """Opens, appends, reads, verifies.

    Args:
        url: SQLAlchemy's, of SQLite or PostgreSQL.
        keys: Of the record's owner: contents are sealed to them, checkpoints signed by them.
        now_ms: Unix milliseconds.
        witnessed: Checkpoints that others kept; what contradicts them is damage.

    Raises:
        DamagedFileError: The database's own check fails.
        InputError: It cannot be opened.

    Attributes:
        findings: What did not verify when it was opened. Then a new segment was begun.
    """

    def __init__(
        self,
        url: str,
        keys: StaffKeys,
        now_ms: Callable[[], int],
        witnessed: Iterable[Checkpoint] = (),
    ) -> None:
        self._engine = open_database(url)
        self._where = self._engine.url.database or "the record"
        self._keys = keys
        self._now_ms = now_ms
        self.owner = reader_id(keys.sealing.sealing_key()).hex()
        try:
            self.findings = self.verify(witnessed)
            with telling(self._where), self._engine.begin() as connection:
                self._segment = max(self._last_segment(connection), 1)
                if self.findings and not self._is_told(connection):
                    self._segment += 1
                    self._append(connection, self._damage())
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def append(self, entries: Sequence[Entry], letters: Sequence[Envelope] = ()) -> bool:
        """Append `entries` and lay `letters` out to be sent: all, or nothing.

        Returns:
            False, with nothing written, when the first entry's envelope is here already.

        Raises:
            InputError: The database failed; nothing was written.
        """
        with telling(self._where), self._engine.begin() as connection:
            self._lock(connection)
            first = entries[0].envelope if entries else None
            if first is not None and self._holds(connection, first):
                return False
            for entry in entries:
                self._append(connection, entry)
            for letter in letters:
                connection.execute(
                    outgoing.insert().values(
                        owner=self.owner,
                        id=letter.id,
                        place=self._next_place(connection),
                        envelope=msgspec.msgpack.encode(letter),
                    )
                )
        return True

    def holds(self, envelope_id: Identifier) -> bool:
        """Tell whether this envelope was recorded before."""
        with telling(self._where), self._engine.connect() as connection:
            return self._holds(connection, envelope_id)

    def events(
        self, subject: Identifier | None = None, *, without: frozenset[EventKind] = frozenset()
    ) -> list[Event]:
        """Return events in order, opened; all of them, or of one subject.

        Args:
            without: Kinds whose contents are not opened.
        """
        query = (
            sa.select(events, contents.c.sealed)
            .outerjoin(contents, _same_place())
            .where(events.c.owner == self.owner)
            .order_by(events.c.segment, events.c.number)
        )
        if subject is not None:
            query = query.where(events.c.subject == subject)
        with telling(self._where), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [self._event(row, without) for row in rows]

    def outgoing(self) -> list[Envelope]:
        """Return the letters that have not arrived yet, in order."""
        query = sa.select(outgoing.c.envelope).where(outgoing.c.owner == self.owner)
        with telling(self._where), self._engine.connect() as connection:
            found = connection.execute(query.order_by(outgoing.c.place)).scalars()
            return [msgspec.msgpack.decode(each, type=Envelope) for each in found]

    def arrived(self, envelope_id: Identifier) -> None:
        """Forget a letter that an office has received."""
        with telling(self._where), self._engine.begin() as connection:
            connection.execute(
                outgoing.delete().where(
                    outgoing.c.owner == self.owner, outgoing.c.id == envelope_id
                )
            )

    def erase(self, event: Event, *, rule: str, actor: Identifier) -> None:
        """Destroy an event's content and its key; a tombstone says by which rule.

        Raises:
            InputError: The database failed; nothing was erased.
        """
        entry = Entry(
            EventKind.ERASED,
            event.subject,
            ErasureBody(rule=rule, actor=actor),
            target=event.number,
        )
        if event.segment != self._segment:
            raise InputError(self._where, "this part of the record is damaged", "restore it first")
        with telling(self._where), self._engine.begin() as connection:
            self._lock(connection)
            self._append(connection, entry)
            connection.execute(
                contents.delete().where(
                    contents.c.owner == self.owner,
                    contents.c.segment == event.segment,
                    contents.c.number == event.number,
                )
            )
        self._leave_nothing_behind()

    def checkpoint(self) -> Checkpoint | None:
        """Sign the head as it is; return it for others to keep, None while there is no event.

        A head that was signed before is not signed again.
        """
        with telling(self._where), self._engine.begin() as connection:
            head = self._head(connection)
            if head is None:
                return None
            there = connection.execute(_checkpoint_at(head)).first()
            if there is not None:
                return Checkpoint(**there._mapping)  # noqa: SLF001
            made = chain.make_checkpoint(head, self._now_ms(), self._keys.signing)
            connection.execute(checkpoints.insert().values(**msgspec.structs.asdict(made)))
        return made

    def verify(self, witnessed: Iterable[Checkpoint] = ()) -> list[Finding]:
        """Return everything that does not verify, whole segments first. Reads it all."""
        with telling(self._where), self._engine.connect() as connection:
            lines = self._lines(connection)
            own = [
                Checkpoint(**row._mapping)  # noqa: SLF001  # SQLAlchemy's public name for it
                for row in connection.execute(
                    sa.select(checkpoints).where(checkpoints.c.owner == self.owner)
                )
            ]
            kept = connection.execute(sa.select(contents).where(contents.c.owner == self.owner))
            digests = {
                (row.segment, row.number): chain.content_digest(row.salt, row.sealed)
                for row in kept
            }
        signer: SigningKey = self._keys.signing.signing_key()
        found = []
        for segment in sorted({line.segment for line in lines}):
            found += chain.broken_links(line for line in lines if line.segment == segment)
        found += chain.broken_contents(lines, digests)
        found += chain.contradicted(lines, [*own, *witnessed], signer)
        return list(dict.fromkeys(found))

    def _append(self, connection: sa.Connection, entry: Entry) -> None:
        head = self._head(connection)
        number = head.number + 1 if head is not None else 1
        place = _place(self.owner, self._segment, number, entry.kind, entry.subject)
        content = seal_content(entry.body, self._keys.sealing.sealing_key(), place)
        line = Line(
            owner=self.owner,
            segment=self._segment,
            number=number,
            kind=entry.kind.value,
            at=self._now_ms(),
            subject=entry.subject,
            envelope=entry.envelope,
            target=entry.target,
            content_digest=chain.content_digest(*content),
            hash=b"",
        )
        previous = head.hash if head is not None else chain.GENESIS
        line = dataclasses.replace(line, hash=chain.line_hash(previous, line))
        connection.execute(events.insert().values(**dataclasses.asdict(line)))
        connection.execute(
            contents.insert().values(
                owner=self.owner, segment=self._segment, number=number, **content._asdict()
            )
        )

    def _head(self, connection: sa.Connection) -> Line | None:
        query = (
            sa.select(events)
            .where(events.c.owner == self.owner, events.c.segment == self._segment)
            .order_by(events.c.number.desc())
            .limit(1)
        )
        row = connection.execute(query).first()
        return Line(**row._mapping) if row is not None else None  # noqa: SLF001

    def _lines(self, connection: sa.Connection) -> list[Line]:
        query = sa.select(events).where(events.c.owner == self.owner)
        rows = connection.execute(query.order_by(events.c.segment, events.c.number))
        return [Line(**row._mapping) for row in rows]  # noqa: SLF001

    def _last_segment(self, connection: sa.Connection) -> int:
        query = sa.select(sa.func.max(events.c.segment)).where(events.c.owner == self.owner)
        return connection.execute(query).scalar() or 0

    def _is_told(self, connection: sa.Connection) -> bool:
        """Tell whether the last segment began for this damage and is whole itself."""
        if any(each.segment >= self._segment for each in self.findings):
            return False
        query = sa.select(events.c.kind).where(
            events.c.owner == self.owner, events.c.segment == self._segment, events.c.number == 1
        )
        return connection.execute(query).scalar() == EventKind.DAMAGE_FOUND

    def _damage(self) -> Entry:
        logger.error("the record does not verify: %d findings", len(self.findings))
        found = tuple(str(each) for each in self.findings[:_FINDINGS_KEPT])
        return Entry(EventKind.DAMAGE_FOUND, "0" * 32, DamageBody(found=found))

    def _holds(self, connection: sa.Connection, envelope_id: Identifier) -> bool:
        query = sa.select(events.c.number).where(
            events.c.owner == self.owner, events.c.envelope == envelope_id
        )
        return connection.execute(query).first() is not None

    def _next_place(self, connection: sa.Connection) -> int:
        query = sa.select(sa.func.max(outgoing.c.place)).where(outgoing.c.owner == self.owner)
        return (connection.execute(query).scalar() or 0) + 1

    def _lock(self, connection: sa.Connection) -> None:
        """Let no other console of this person append beside; SQLite locks by itself."""
        if connection.dialect.name != "sqlite":
            number = int(self.owner[:15], 16)
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (number,))

    def _leave_nothing_behind(self) -> None:
        if self._engine.dialect.name == "sqlite":
            with telling(self._where), contextlib.closing(self._engine.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _event(self, row: "sa.Row[tuple[object, ...]]", without: frozenset[EventKind]) -> Event:
        kind = EventKind(row.kind)
        body = None
        if row.sealed is not None and kind not in without:
            place = _place(row.owner, row.segment, row.number, kind, row.subject)
            try:
                body = open_content(row.sealed, self._keys.sealing, place)
            except RemoteProtocolError:
                logger.exception("a line of the record cannot be opened: number %d", row.number)
        return Event(row.segment, row.number, kind, row.at, row.subject, row.envelope, body)


def _checkpoint_at(head: Line) -> "sa.Select[tuple[object, ...]]":
    return sa.select(checkpoints).where(
        checkpoints.c.owner == head.owner,
        checkpoints.c.segment == head.segment,
        checkpoints.c.number == head.number,
    )


def _same_place() -> "sa.ColumnElement[bool]":
    return sa.and_(
        contents.c.owner == events.c.owner,
        contents.c.segment == events.c.segment,
        contents.c.number == events.c.number,
    )


def _place(owner: str, segment: int, number: int, kind: EventKind, subject: str) -> bytes:
    return msgspec.msgpack.encode(("harbour record 1", owner, segment, number, kind.value, subject))
