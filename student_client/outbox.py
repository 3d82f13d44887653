"""What waits on this computer to reach the school: sealed envelopes, on disk until received.

Only ciphertext comes here: nothing a person wrote, and no name. SQLite in WAL mode syncs at every
commit (https://www.sqlite.org/pragma.html#pragma_synchronous), so what `keep` returned for survives
a kill and a power cut; what was erased is overwritten (`secure_delete`). Lane: writer.
"""

import contextlib
import dataclasses
import itertools
import logging
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from protocol.errors import HarbourError
from protocol.identifiers import Identifier
from protocol.limits import OUTBOX_MAX_BYTES
from protocol.trust.sealing import Envelope

logger = logging.getLogger(__name__)

_TABLE = """
CREATE TABLE IF NOT EXISTS waiting (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    is_text INTEGER NOT NULL,
    is_carried INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT
"""
_ASKED = {"journal_mode": ("wal", "wal"), "synchronous": ("FULL", 2), "secure_delete": ("ON", 1)}
"""Pragmas: what we set, and what must be read back."""
_FAMILY = ("", "-wal", "-shm")


class OutboxError(HarbourError):
    """The disk did not keep it: full, failing or read-only. Nothing of it is there."""


@dataclasses.dataclass(frozen=True, slots=True)
class Held:
    """One envelope that waits.

    Attributes:
        is_carried: A colleague's console has it too, and will pass it on.
    """

    id: Identifier
    is_text: bool
    is_carried: bool


class Outbox:
    """The queue on disk.

    A file that is damaged is put aside; what can still be read of it is taken over.

    Args:
        path: Of the database; its folder is private to this user.
        limit_bytes: Bound on all bodies together.

    Raises:
        OutboxError: It can neither be opened nor made anew.
    """

    def __init__(self, path: Path, *, limit_bytes: int = OUTBOX_MAX_BYTES) -> None:
        self._path = path
        self._limit_bytes = limit_bytes
        with _told():
            try:
                self._database = _opened(path)
            except sqlite3.DatabaseError as exc:
                if isinstance(exc, sqlite3.OperationalError):
                    raise
                self._database = self._mended()

    def keep(self, envelope: Envelope, *, is_text: bool) -> list[Identifier]:
        """Keep `envelope`; it is on the disk when this returns. Twice does no harm.

        Pictures make room for text, never the other way round.

        Returns:
            Ids of the pictures that were given up, which may be its own.

        Raises:
            OutboxError: It is not kept.
        """
        body = msgspec.msgpack.encode(envelope)
        with _told(), self._database as changes:
            excess = self._used_bytes() + len(body) - self._limit_bytes
            given_up: list[Identifier] = []
            if excess > 0 and not is_text:
                return [envelope.id]
            for identifier, size in self._pictures() if excess > 0 else []:
                given_up.append(identifier)
                excess -= size
                if excess <= 0:
                    break
            if excess > 0:
                raise OutboxError("the outbox is full of letters that were not fetched")
            changes.executemany("DELETE FROM waiting WHERE id = ?", [(each,) for each in given_up])
            changes.execute(
                "INSERT INTO waiting (id, is_text, is_carried, body) VALUES (?, ?, 0, ?) "
                "ON CONFLICT (id) DO NOTHING",
                (envelope.id, is_text, body),
            )
        return given_up

    def waiting(self) -> list[Held]:
        """Return what waits, oldest first.

        Raises:
            OutboxError: The disk fails.
        """
        with _told():
            rows = self._database.execute(
                "SELECT id, is_text, is_carried FROM waiting ORDER BY number"
            ).fetchall()
        return [Held(row[0], bool(row[1]), bool(row[2])) for row in rows]

    def envelope(self, envelope_id: Identifier) -> Envelope | None:
        """Return an envelope that waits; None when it does not, or its bytes are damaged.

        Raises:
            OutboxError: The disk fails.
        """
        with _told():
            row = self._database.execute(
                "SELECT body FROM waiting WHERE id = ?", (envelope_id,)
            ).fetchone()
        if row is None:
            return None
        try:
            return msgspec.msgpack.decode(row[0], type=Envelope)
        except msgspec.MsgspecError:
            logger.error("an envelope in the outbox is damaged and cannot be sent")  # noqa: TRY400
            return None

    def carried(self, envelope_id: Identifier) -> None:
        """Note that a colleague's console carries it too.

        Raises:
            OutboxError: The disk fails.
        """
        with _told(), self._database as changes:
            changes.execute("UPDATE waiting SET is_carried = 1 WHERE id = ?", (envelope_id,))

    def erase(self, envelope_id: Identifier) -> None:
        """Forget an envelope the school received; harmless when it is gone.

        Once nothing waits, the log is emptied too: no trace of what was sent stays.

        Raises:
            OutboxError: The disk fails; it is then sent again after the next start: no harm.
        """
        with _told():
            with self._database as changes:
                changes.execute("DELETE FROM waiting WHERE id = ?", (envelope_id,))
            if self._database.execute("SELECT 1 FROM waiting LIMIT 1").fetchone() is None:
                self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _used_bytes(self) -> int:
        row = self._database.execute("SELECT ifnull(sum(length(body)), 0) FROM waiting").fetchone()
        return int(row[0])

    def _pictures(self) -> list[tuple[Identifier, int]]:
        return self._database.execute(
            "SELECT id, length(body) FROM waiting WHERE NOT is_text ORDER BY number"
        ).fetchall()

    def _mended(self) -> sqlite3.Connection:
        aside = self._put_aside()
        logger.error("the outbox was damaged; it was put aside as %s", aside.name)
        new = _opened(self._path)
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(aside)) as old:
            for row in old.execute("SELECT id, is_text, is_carried, body FROM waiting"):
                with contextlib.suppress(sqlite3.Error), new:
                    new.execute(
                        "INSERT INTO waiting (id, is_text, is_carried, body) VALUES (?, ?, ?, ?)",
                        row,
                    )
        return new

    def _put_aside(self) -> Path:
        for number in itertools.count(1):
            aside = self._path.with_name(f"{self._path.stem}-damaged-{number}.db")
            if not aside.exists():
                break
        try:
            for ending in _FAMILY:
                part = Path(f"{self._path}{ending}")
                if part.exists():
                    part.rename(f"{aside}{ending}")
        except OSError as exc:
            raise OutboxError(f"the outbox is damaged and cannot be moved ({exc})") from None
        return aside


def _opened(path: Path) -> sqlite3.Connection:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as exc:
        raise OutboxError(f"the outbox cannot be opened ({exc.strerror})") from None
    database = sqlite3.connect(path, check_same_thread=False)  # opened before its thread runs
    try:
        _prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection) -> None:
    for name, (asked, expected) in _ASKED.items():
        database.execute(f"PRAGMA {name} = {asked}").fetchone()
        found = database.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise OutboxError(f"the disk does not keep what is written: {name} is {found}")
    if sys.platform == "darwin":
        database.execute("PRAGMA fullfsync = ON")
    if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("quick_check found damage")
    with database:
        database.execute(_TABLE)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as exc:
        name = getattr(exc, "sqlite_errorname", type(exc).__name__)  # the text may quote a value
        raise OutboxError(f"the outbox does not work ({name})") from None
