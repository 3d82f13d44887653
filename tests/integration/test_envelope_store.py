"""The office's store, the same promises over SQLite and over a real PostgreSQL."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from protocol.errors import InputError
from protocol.identifiers import ReaderId, SealingKey, TransportKey
from protocol.limits import DUPLICATE_WINDOW_S, HALF_TAKEN_MAX_S
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id, seal
from school_hub import tables
from school_hub.batch import CarriedOn, Taking
from school_hub.database import open_database, sqlite_url
from school_hub.keeping import Arrival, Bounds, Empty, Outcome, StoreFailedError, Waiting
from school_hub.store import EnvelopeStore
from tests.helpers.postgres import PostgresServer

DEVICE, CONSOLE = TransportKey(b"d" * 32), TransportKey(b"c" * 32)
ROOMY = Bounds(10_000_000, 1_000_000, 5_000_000)
NOW = 1_900_000_000_000
HOUR, DAY = 3_600_000, 86_400_000
Open = Callable[..., EnvelopeStore]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "mail.sqlite")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def open_store(url: str) -> Iterator[Open]:
    """Opens the same database, again and again."""
    opened = []

    def again(bounds: Bounds = ROOMY) -> EnvelopeStore:
        opened.append(EnvelopeStore(open_database(url), bounds))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


def sealed(*readers: SealingKey, size: int = 10, envelope_id: str | None = None) -> Envelope:
    return seal(secrets.token_bytes(size), readers, envelope_id or new_envelope_id())


def key() -> SealingKey:
    return PrivateKey.generate().sealing_key()


def arrival(
    envelope: Envelope,
    *,
    sender: TransportKey = DEVICE,
    is_carrier: bool = False,
    is_cover: bool = False,
    at: int = NOW,
) -> Arrival:
    return Arrival(
        body=msgspec.msgpack.encode(envelope),
        readers=envelope.reader_ids(),
        sender=sender,
        is_carrier=is_carrier,
        is_cover=is_cover,
        received_at=at,
    )


def keep(store: EnvelopeStore, *envelopes: Envelope, at: int = NOW) -> list[Outcome]:
    return store.write([arrival(each, at=at) for each in envelopes], [], now_ms=at)


def waits_for(store: EnvelopeStore, *readers: ReaderId) -> list[str]:
    """Ids of what waits, in order, each taken to see the next."""
    ids = []
    while isinstance(found := store.next_for(readers), Waiting):
        ids.append(msgspec.msgpack.decode(found.body, type=Envelope).id)
        store.write([], [Taking(found.number, found.reader)], now_ms=NOW)
    return ids


def test_what_is_kept_is_there_after_a_restart_for_each_reader(open_store: Open) -> None:
    first, second = key(), key()
    envelope = sealed(first, second)
    assert keep(open_store(), envelope) == [Outcome.KEPT]
    store = open_store()
    for reader in (reader_id(first), reader_id(second)):
        found = store.next_for([reader])
        assert isinstance(found, Waiting)
        assert msgspec.msgpack.decode(found.body, type=Envelope) == envelope
        assert (found.reader, found.received_at) == (reader, NOW)


def test_the_oldest_comes_first_over_all_readers_asked_for(open_store: Open) -> None:
    one, other = key(), key()
    envelopes = [sealed(one), sealed(other), sealed(one)]
    store = open_store()
    keep(store, envelopes[0])
    keep(store, envelopes[1], envelopes[2])
    assert waits_for(store, reader_id(one), reader_id(other)) == [each.id for each in envelopes]


def test_many_at_once_are_numbered_in_their_order(open_store: Open) -> None:
    reader = key()
    envelopes = [sealed(reader) for _ in range(600)]
    store = open_store()
    assert keep(store, *envelopes) == [Outcome.KEPT] * 600
    assert waits_for(store, reader_id(reader)) == [each.id for each in envelopes]


def test_the_same_envelope_twice_is_one(open_store: Open) -> None:
    reader = key()
    envelope = sealed(reader)
    store = open_store()
    assert keep(store, envelope, envelope) == [Outcome.KEPT] * 2
    assert keep(store, envelope) == [Outcome.KEPT]
    assert waits_for(store, reader_id(reader)) == [envelope.id]


def test_a_double_that_comes_after_everybody_took_it_is_not_handed_again(
    open_store: Open,
) -> None:
    reader = key()
    envelope = sealed(reader)
    store = open_store()
    keep(store, envelope)
    waits_for(store, reader_id(reader))
    store.sweep(NOW + DUPLICATE_WINDOW_S * 1000 - 1)
    assert keep(store, envelope) == [Outcome.KEPT]
    assert waits_for(store, reader_id(reader)) == []


def test_the_duplicate_window_ends(open_store: Open, url: str) -> None:
    envelope = sealed(reader := key())
    store = open_store()
    keep(store, envelope)
    waits_for(store, reader_id(reader))
    store.sweep(NOW + DUPLICATE_WINDOW_S * 1000 + 1)
    assert rows(url, "envelope") == 0


def test_a_carrier_who_knows_an_id_cannot_keep_the_true_envelope_out(open_store: Open) -> None:
    reader = key()
    envelope = sealed(reader)
    forged = sealed(reader, envelope_id=envelope.id)
    store = open_store()
    keep(store, forged)
    assert keep(store, envelope) == [Outcome.KEPT]
    assert waits_for(store, reader_id(reader)) == [envelope.id, envelope.id]


def test_one_reader_taking_it_leaves_it_for_the_other(open_store: Open) -> None:
    first, second = key(), key()
    envelope = sealed(first, second)
    store = open_store()
    keep(store, envelope)
    assert waits_for(store, reader_id(first)) == [envelope.id]
    assert waits_for(open_store(), reader_id(second)) == [envelope.id]


def test_when_no_reader_is_left_the_body_and_its_sender_go(open_store: Open, url: str) -> None:
    store = open_store()
    keep(store, sealed(reader := key()))
    waits_for(store, reader_id(reader))
    engine = open_database(url)
    with engine.connect() as connection:
        left = connection.exec_driver_sql("SELECT body, sender, size_bytes FROM envelope").all()
    engine.dispose()
    assert [tuple(row) for row in left] == [(None, None, 0)]
    assert rows(url, "waiting") == 0


def test_numbers_are_never_used_again(open_store: Open) -> None:
    reader = key()
    store = open_store()
    keep(store, sealed(reader))
    first = store.next_for([reader_id(reader)])
    assert isinstance(first, Waiting)
    waits_for(store, reader_id(reader))
    store.sweep(NOW + 2 * DUPLICATE_WINDOW_S * 1000)
    store = open_store()
    keep(store, sealed(reader))
    second = store.next_for([reader_id(reader)])
    assert isinstance(second, Waiting)
    assert second.number > first.number


def test_cover_is_answered_and_leaves_nothing(open_store: Open, url: str) -> None:
    store = open_store()
    envelope = sealed(reader := key())
    cover = arrival(envelope, is_cover=True)
    assert store.write([cover, cover], [], now_ms=NOW) == [Outcome.KEPT] * 2
    assert store.next_for([reader_id(reader)]) is Empty.NOTHING_WAITS
    assert rows(url, "cover") == 1  # over the disk, as every other
    store.erase_cover()
    assert rows(url, "cover") == rows(url, "envelope") == rows(url, "waiting") == 0


def test_one_device_cannot_fill_the_office(open_store: Open) -> None:
    store = open_store(Bounds(10_000_000, 5_000, 8_000))
    assert keep(store, *(sealed(key()) for _ in range(5))) == [Outcome.KEPT] * 4 + [Outcome.FULL]
    of_console = arrival(sealed(key()), sender=CONSOLE, is_carrier=True)
    assert store.write([of_console], [], now_ms=NOW) == [Outcome.KEPT]
    assert keep(open_store(Bounds(10_000_000, 5_000, 8_000)), sealed(key())) == [Outcome.FULL]


def test_what_was_taken_makes_room(open_store: Open) -> None:
    reader = key()
    store = open_store(Bounds(2_000, 2_000, 2_000))
    assert keep(store, sealed(reader)) == [Outcome.KEPT]
    assert keep(store, sealed(reader)) == [Outcome.FULL]
    waits_for(store, reader_id(reader))
    assert keep(store, sealed(reader)) == [Outcome.KEPT]


def test_pictures_leave_room_for_words(open_store: Open) -> None:
    store = open_store(Bounds(300_000, 300_000, 300_000))
    pictures = [sealed(key(), size=60_000) for _ in range(5)]
    assert keep(store, *pictures) == [Outcome.KEPT] * 4 + [Outcome.FULL]
    assert keep(store, sealed(key(), size=10_000)) == [Outcome.KEPT]


def test_counts_tell_that_mail_flows(open_store: Open) -> None:
    store = open_store()
    for age in (10 * DAY, 2 * DAY, 2 * HOUR, 1):
        keep(store, sealed(key()), at=NOW - age)
    counts = store.count(NOW)
    assert counts.waiting == 4
    assert counts.waiting_by_age == (1, 1, 1, 1)
    assert counts.oldest_at == NOW - 10 * DAY
    assert counts.last_received_at == NOW - 1
    assert counts.waiting_bytes == 4 * counts.largest_bytes > 4_000


def test_an_empty_office_counts_nothing(open_store: Open) -> None:
    counts = open_store().count(NOW)
    assert (counts.waiting, counts.waiting_bytes, counts.last_received_at) == (0, 0, None)


def test_readers_of_earlier_lists_are_remembered(open_store: Open) -> None:
    readers = [reader_id(key()), reader_id(key())]
    store = open_store()
    store.remember(readers[:1])
    store.remember(readers)
    assert open_store().remembered() == frozenset(readers)


def test_what_one_reader_never_fetched_goes_at_last_and_what_nobody_took_stays(
    open_store: Open, url: str
) -> None:
    present, absent = key(), key()
    store = open_store()
    keep(store, sealed(present, absent), sealed(absent))
    first = store.next_for([reader_id(present)])
    assert isinstance(first, Waiting)
    store.write([], [Taking(first.number, first.reader)], now_ms=NOW)
    store.sweep(NOW + HALF_TAKEN_MAX_S * 1000 - 1)
    assert rows(url, "waiting") == 2
    store.sweep(NOW + HALF_TAKEN_MAX_S * 1000 + 1)
    assert rows(url, "waiting") == 1
    assert store.count(NOW).waiting == 1


def test_what_was_carried_on_waits_for_our_own_person_only(open_store: Open) -> None:
    own, lead = key(), key()
    store = open_store()
    keep(store, sealed(own), both := sealed(own, lead), theirs := sealed(lead))
    carried = []
    number = 0
    while isinstance(found := store.next_to_carry(reader_id(own), number), Waiting):
        carried.append(msgspec.msgpack.decode(found.body, type=Envelope).id)
        number = found.number
        store.write([], [CarriedOn(number, reader_id(own))], now_ms=NOW)
    assert carried == [both.id, theirs.id]
    assert waits_for(store, reader_id(lead)) == []
    assert both.id in waits_for(store, reader_id(own))


def test_a_database_of_another_version_is_one_sentence(open_store: Open, url: str) -> None:
    open_store().close()
    engine = open_database(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE about SET schema_version = 9")
    engine.dispose()
    with pytest.raises(InputError, match="its tables have version 9"):
        open_database(url)


def rows(url: str, table: str) -> int:
    engine = open_database(url)
    with engine.connect() as connection:
        count = connection.execute(
            sa.select(sa.func.count()).select_from(tables.metadata.tables[table])
        ).scalar_one()
    engine.dispose()
    return int(count)


# what only one of them can do wrong


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("nonsense", "not a database's URL"),
        ("mysql://me:word@there/mail", "'mysql' is not a database Harbour uses"),
        ("postgresql://me:secret-word@127.0.0.1:1/mail", "cannot be opened"),
        ("sqlite:////nowhere/at/all/mail.sqlite", "unable to open database file"),
    ],
)
def test_a_wrong_url_is_one_sentence_without_its_password(given: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        open_database(given)
    assert "secret-word" not in str(caught.value)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "mail.sqlite").write_bytes(b"not a database at all, but long enough" * 100)
    with pytest.raises(InputError, match="file is not a database"):
        open_database(sqlite_url(tmp_path / "mail.sqlite"))


def test_sqlite_is_in_wal_and_syncs_every_commit_and_overwrites_what_it_frees(
    tmp_path: Path,
) -> None:
    engine = open_database(sqlite_url(tmp_path / "mail.sqlite"))
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


def test_a_postgresql_that_does_not_sync_is_refused(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    engine = open_database(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ALTER ROLE harbour SET synchronous_commit = off")
        try:
            with pytest.raises(InputError, match="synchronous_commit is 'off'"):
                open_database(url)
        finally:
            connection.exec_driver_sql("ALTER ROLE harbour RESET synchronous_commit")
    engine.dispose()


def test_nothing_of_a_taken_envelope_is_left_in_the_files(tmp_path: Path) -> None:
    store = EnvelopeStore(open_database(sqlite_url(tmp_path / "mail.sqlite")), ROOMY)
    envelope = sealed(reader := key(), size=60_000)
    keep(store, envelope)
    assert envelope.sealed[1000:1032] in everything(tmp_path)
    waits_for(store, reader_id(reader))
    store.sweep(NOW)
    left = everything(tmp_path)
    store.close()
    for start in range(0, len(envelope.sealed) - 32, 32):
        assert envelope.sealed[start : start + 32] not in left


def test_a_database_that_fails_keeps_nothing_and_works_again_after(tmp_path: Path) -> None:
    path = tmp_path / "mail.sqlite"
    store = EnvelopeStore(open_database(sqlite_url(path)), ROOMY)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(
        "CREATE TRIGGER full BEFORE INSERT ON waiting BEGIN SELECT raise(ABORT, 'full'); END"
    )
    envelope = sealed(reader := key())
    with pytest.raises(StoreFailedError, match="full"):
        keep(store, envelope)
    assert store.next_for([reader_id(reader)]) is Empty.NOTHING_WAITS
    other.execute("DROP TRIGGER full")
    other.close()
    assert keep(store, envelope) == [Outcome.KEPT]
    assert waits_for(store, reader_id(reader)) == [envelope.id]
    store.close()


def test_a_postgresql_that_was_restarted_is_used_again(postgres: PostgresServer) -> None:
    store = EnvelopeStore(open_database(postgres.new_database()), ROOMY)
    reader = key()
    keep(store, before := sealed(reader))
    postgres.stop()
    with pytest.raises(StoreFailedError):
        keep(store, sealed(reader))
    postgres.start()
    assert keep(store, after := sealed(reader)) == [Outcome.KEPT]
    assert waits_for(store, reader_id(reader)) == [before.id, after.id]
    store.close()


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
