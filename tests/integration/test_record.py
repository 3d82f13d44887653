"""The record over both databases: what is in it stays, and whatever was done to it shows."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from protocol.errors import InputError
from protocol.trust.keys import PrivateKey, StaffKeys
from protocol.trust.sealing import Envelope, seal
from teacher_console.record.chain import Checkpoint
from teacher_console.record.database import DamagedFileError, open_database, sqlite_url
from teacher_console.record.events import AsideBody, DeedBody, Entry, EventKind
from teacher_console.record.schema import put_triggers_back, take_triggers_away
from teacher_console.record.store import Record
from tests.helpers.postgres import PostgresServer, needs_postgres
from tests.helpers.school import now_ms

CONCERN = "c" * 32
OWNER = StaffKeys.generate()
SECRET = "the words of a child"  # noqa: S105  # a test's


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "record.sqlite")
        return
    yield postgres_url(request.getfixturevalue("postgres"))


def postgres_url(server: PostgresServer) -> str:
    return server.new_database().replace("postgresql:", "postgresql+psycopg:", 1)


@contextlib.contextmanager
def opened(url: str, *, witnessed: tuple[Checkpoint, ...] = ()) -> Iterator[Record]:
    record = Record(url, OWNER, now_ms, witnessed)
    try:
        yield record
    finally:
        record.close()


def note(text: str = SECRET, envelope: str | None = None) -> Entry:
    body = DeedBody(actor="a" * 32, actor_name="Ms Patel", text=text)
    return Entry(EventKind.NOTED, CONCERN, body, envelope=envelope)


def texts(record: Record) -> list[str | None]:
    return [
        event.body.text if isinstance(event.body, DeedBody) else None for event in record.events()
    ]


def letter() -> Envelope:
    return seal(b"x", [PrivateKey.generate().sealing_key()], os.urandom(16).hex())


def tamper(url: str, statement: str) -> None:
    """What somebody with the database's password does: guards off first."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type='trigger'"
            )
            for name in list(names.scalars()):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_what_was_appended_is_there_after_opening_anew_in_order(url: str) -> None:
    with opened(url) as record:
        for number in range(5):
            assert record.append([note(f"{number}")])
    with opened(url) as record:
        assert texts(record) == ["0", "1", "2", "3", "4"]
        assert record.findings == []


def test_an_envelope_is_recorded_once_however_often_it_comes(url: str) -> None:
    with opened(url) as record:
        assert record.append([note(envelope="e" * 32)])
        assert not record.append([note("again", envelope="e" * 32)], [letter()])
        assert record.holds("e" * 32)
        assert texts(record) == [SECRET]
        assert record.outgoing() == []


def test_letters_are_laid_out_with_the_event_that_sends_them_and_go_when_they_arrived(
    url: str,
) -> None:
    first, second = letter(), letter()
    with opened(url) as record:
        record.append([note()], [first, second])
    with opened(url) as record:
        assert record.outgoing() == [first, second]
        record.arrived(first.id)
        assert record.outgoing() == [second]


def test_two_people_keep_their_records_in_one_database_and_neither_reads_the_others(
    url: str,
) -> None:
    other = Record(url, StaffKeys.generate(), now_ms)
    other.append([note("theirs")])
    with opened(url) as record:
        record.append([note("mine")])
        assert texts(record) == ["mine"]
        assert texts(other) == ["theirs"]
    other.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET kind = 'closed'",
        "DELETE FROM events",
        "DELETE FROM contents",
        "UPDATE contents SET salt = sealed",
        "UPDATE checkpoints SET at = 0",
        "DELETE FROM checkpoints",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(url: str, statement: str) -> None:
    with opened(url) as record:
        record.append([note()])
        record.checkpoint()
    engine = sa.create_engine(url)
    with (
        pytest.raises(sa.exc.DatabaseError, match="append only"),
        engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)
    engine.dispose()
    with opened(url) as record:
        assert record.findings == []


@needs_postgres
@pytest.mark.parametrize("table", ["events", "contents", "checkpoints"])
def test_postgresql_refuses_to_empty_a_table(postgres: PostgresServer, table: str) -> None:
    url = postgres_url(postgres)
    Record(url, OWNER, now_ms).close()
    engine = sa.create_engine(url)
    with (
        pytest.raises(sa.exc.DatabaseError, match="append only"),
        engine.begin() as connection,
    ):
        connection.exec_driver_sql(f"TRUNCATE {table}")
    engine.dispose()


def test_the_guards_are_put_back_after_a_migration_that_took_them_away(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with opened(sqlite_url(path)) as record:
        record.append([note()])
    engine = sa.create_engine(sqlite_url(path))
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("checkpoints", recreate="always") as batch:
            batch.add_column(sa.Column("later", sa.Integer))
    engine.dispose()
    lost = {"checkpoints_not_updated", "checkpoints_not_deleted"}
    assert not lost & _triggers(path), "alembic's batch mode takes them away"
    open_database(sqlite_url(path)).dispose()
    assert lost <= _triggers(path)


def test_a_migration_may_rebuild_any_table_while_the_guards_are_away(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with opened(sqlite_url(path)) as record:
        record.append([note()])
    engine = sa.create_engine(sqlite_url(path))
    with engine.begin() as connection:
        take_triggers_away(connection)
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("events", recreate="always") as batch:
            batch.alter_column("subject", type_=sa.String(40))
        put_triggers_back(connection)
    engine.dispose()
    with opened(sqlite_url(path)) as record:
        assert record.findings == []
        assert texts(record) == [SECRET]


def _triggers(path: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in rows}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET at = at + 1 WHERE number = 3",
        "UPDATE events SET kind = 'closed' WHERE number = 3",
        "UPDATE events SET subject = '00000000000000000000000000000000' WHERE number = 3",
        "UPDATE contents SET salt = substr(sealed, 1, 16) WHERE number = 3",
        "UPDATE contents SET sealed = salt WHERE number = 3",
        "DELETE FROM events WHERE number = 3",
        "DELETE FROM contents WHERE number = 3",
        "DELETE FROM events WHERE number = 1",
    ],
)
@pytest.mark.usefixtures("expected_log")
def test_t29_what_was_altered_or_taken_out_is_found_and_the_record_goes_on(
    url: str, statement: str
) -> None:
    with opened(url) as record:
        for number in range(5):
            record.append([note(f"{number}")])
    tamper(url, statement)
    with opened(url) as record:
        assert record.findings
        assert record.append([note("after the damage")])
        events = record.events()
        assert [each.kind for each in events[-2:]] == [EventKind.DAMAGE_FOUND, EventKind.NOTED]
        assert texts(record)[-1] == "after the damage"
    with opened(url) as record:
        assert [each.number for each in record.events() if each.segment == 2] == [1, 2]


def test_t29_a_cut_off_end_and_a_rollback_are_found_with_one_witness(url: str) -> None:
    with opened(url) as record:
        for number in range(5):
            record.append([note(f"{number}")])
        witnessed = record.checkpoint()
    assert witnessed is not None
    tamper(url, "DELETE FROM events WHERE number > 3")
    tamper(url, "DELETE FROM contents WHERE number > 3")
    tamper(url, "DELETE FROM checkpoints")
    with opened(url) as record:
        assert record.findings == [], "a chain alone cannot know its end"
        assert [each.number for each in record.verify([witnessed])] == [5]
        for number in range(3):  # the end is written anew, well formed
            record.append([note(f"other {number}")])
        assert "not the one that was witnessed" in str(record.verify([witnessed])[0])


@pytest.mark.usefixtures("expected_log")
def test_t29_every_one_of_200_lines_altered_or_taken_out_is_found(tmp_path: Path) -> None:
    whole = tmp_path / "record.sqlite"
    with opened(sqlite_url(whole)) as record:
        record.append([note(f"{number}") for number in range(200)])
        record.checkpoint()
    changes = [
        "UPDATE events SET at = at - 1 WHERE number = {}",
        "DELETE FROM events WHERE number = {}",
        "DELETE FROM contents WHERE number = {}",
    ]
    for number in range(1, 201):
        altered = tmp_path / "altered.sqlite"
        shutil.copy(whole, altered)
        tamper(sqlite_url(altered), changes[number % 3].format(number))
        with opened(sqlite_url(altered)) as record:
            assert record.findings, number
        for path in tmp_path.glob("altered.sqlite*"):
            path.unlink()


def test_t29_a_forged_checkpoint_is_found(url: str) -> None:
    with opened(url) as record:
        record.append([note()])
        made = record.checkpoint()
        assert made is not None
        forged = Checkpoint(
            owner=made.owner, segment=1, number=1, hash=bytes(32), at=1, signature=made.signature
        )
        assert "a checkpoint was altered" in str(record.verify([forged])[0])


def test_an_erased_content_is_nowhere_on_the_disk_and_the_chain_still_verifies(
    tmp_path: Path,
) -> None:
    path = tmp_path / "record.sqlite"
    with opened(sqlite_url(path)) as record:
        record.append([note("kept")])
        record.append([note("to be erased")])
        event = record.events()[1]
        with contextlib.closing(sqlite3.connect(path)) as reading:
            query = "SELECT salt, sealed FROM contents WHERE number = 2"
            salt, sealed = reading.execute(query).fetchone()
        assert _is_on_disk(tmp_path, sealed[:64]), "else the search below proves nothing"
        record.erase(event, rule="30 days after closing", actor="a" * 32)
        assert not _is_on_disk(tmp_path, sealed[:64])
        assert not _is_on_disk(tmp_path, sealed[-64:])
        assert not _is_on_disk(tmp_path, salt)
        assert record.verify() == []
        assert record.events()[1].body is None
    with opened(sqlite_url(path)) as record:
        assert record.findings == []


def _is_on_disk(folder: Path, data: bytes) -> bool:
    return any(data in each.read_bytes() for each in folder.iterdir())


def test_erasing_leaves_a_tombstone_in_both_databases(url: str) -> None:
    with opened(url) as record:
        record.append([note("to be erased")])
        record.erase(record.events()[0], rule="the school's", actor="a" * 32)
        assert [each.kind for each in record.events()] == [EventKind.NOTED, EventKind.ERASED]
    with opened(url) as record:
        assert record.findings == []


def test_no_content_lies_in_plain_text_on_the_disk(tmp_path: Path) -> None:
    with opened(sqlite_url(tmp_path / "record.sqlite")) as record:
        record.append([note()])
        assert not _is_on_disk(tmp_path, SECRET.encode())
        assert not _is_on_disk(tmp_path, b"Ms Patel")


def test_sizes_on_the_disk_tell_little(url: str) -> None:
    with opened(url) as record:
        record.append([note("a"), note("a" * 700)])
        body = AsideBody(envelope=bytes(100_000), reason="x")
        record.append([Entry(EventKind.SET_ASIDE, CONCERN, body)])
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        sizes = connection.exec_driver_sql("SELECT length(sealed) FROM contents ORDER BY number")
        first, second, third = sizes.scalars()
    engine.dispose()
    assert first == second
    assert (third - first + 1024) % 65_536 == 0


def test_a_damaged_file_is_said_and_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with opened(sqlite_url(path)) as record:
        for _ in range(40):
            record.append([note()])
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 6] = bytes(range(256)) * 64
    path.write_bytes(data)
    with pytest.raises(DamagedFileError, match="the file is damaged; restore it"):
        Record(sqlite_url(path), OWNER, now_ms)
    path.write_bytes(b"not a database" * 400)
    with pytest.raises(DamagedFileError):
        Record(sqlite_url(path), OWNER, now_ms)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("no address at all", "it is not an address"),
        ("mysql://host/db", "no database Harbour knows"),
        ("sqlite:////nowhere/at/all.sqlite", "did not do what was asked"),
        ("postgresql+psycopg://harbour@127.0.0.1:1/db", "did not do what was asked"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        Record(url, OWNER, now_ms)
    assert "\n" not in str(caught.value)


def test_a_record_of_a_newer_release_is_left_alone(url: str) -> None:
    Record(url, OWNER, now_ms).close()
    tamper(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError, match="newer release"):
        Record(url, OWNER, now_ms)


def test_a_full_disk_is_one_sentence_and_nothing_is_half_written(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with opened(sqlite_url(path)) as record:
        record.append([note("first")])
        limit = path.stat().st_size // 4096
        with record._engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {limit}")
        with pytest.raises(InputError, match="its disk has room"):
            record.append([note("a" * 2000) for _ in range(200)])
        assert texts(record) == ["first"]
        assert record.verify() == []


_APPENDING = """
import sys
from protocol.trust.keys import PrivateKey, StaffKeys
from teacher_console.record.store import Record
from teacher_console.record.events import DeedBody, Entry, EventKind
keys = StaffKeys(*(PrivateKey(bytes.fromhex(each)) for each in sys.argv[2:5]))
record = Record(sys.argv[1], keys, lambda: 1)
for number in range(10**6):
    body = DeedBody(actor=None, actor_name="x", text=str(number))
    record.append([Entry(EventKind.NOTED, "c" * 32, body)])
    print(number, flush=True)
"""


def test_kill_9_loses_nothing_that_append_returned_from(
    url: str, appending: Callable[[str], "subprocess.Popen[str]"]
) -> None:
    told = 0
    for _ in range(4):
        with appending(url) as process:
            assert process.stdout is not None
            for _ in range(5):
                assert process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            told += len(process.stdout.readlines()) + 5
        with opened(url) as record:
            assert record.findings == []
            assert len(record.events()) >= told


@pytest.fixture
def appending() -> Callable[[str], "subprocess.Popen[str]"]:
    secrets = [key.secret.hex() for key in (OWNER.transport, OWNER.signing, OWNER.sealing)]

    def start(url: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", _APPENDING, url, *secrets],
            stdout=subprocess.PIPE,
            text=True,
        )

    return start
