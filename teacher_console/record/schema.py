"""The record's tables as SQLAlchemy knows them, and the triggers that keep them as written.

SQLite and PostgreSQL. Alembic's batch mode drops SQLite's triggers without a word: they are put
back after every migration, and looked for before anything is written.
"""

import sqlalchemy as sa

from protocol.errors import InputError

metadata = sa.MetaData()

events = sa.Table(
    "events",
    metadata,
    sa.Column("owner", sa.String(32), primary_key=True),
    sa.Column("segment", sa.Integer, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("subject", sa.String(32), nullable=False),
    sa.Column("envelope", sa.String(32)),
    sa.Column("target", sa.BigInteger),
    sa.Column("content_digest", sa.LargeBinary(32), nullable=False),
    sa.Column("hash", sa.LargeBinary(32), nullable=False),
    sa.UniqueConstraint("owner", "envelope", name="one_event_for_each_envelope"),
)
contents = sa.Table(
    "contents",
    metadata,
    sa.Column("owner", sa.String(32), primary_key=True),
    sa.Column("segment", sa.Integer, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True),
    sa.Column("salt", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
checkpoints = sa.Table(
    "checkpoints",
    metadata,
    sa.Column("owner", sa.String(32), primary_key=True),
    sa.Column("segment", sa.Integer, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True),
    sa.Column("at", sa.BigInteger, primary_key=True),
    sa.Column("hash", sa.LargeBinary(32), nullable=False),
    sa.Column("signature", sa.LargeBinary(64), nullable=False),
)
outgoing = sa.Table(
    "outgoing",
    metadata,
    sa.Column("owner", sa.String(32), primary_key=True),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("place", sa.BigInteger, nullable=False),
    sa.Column("envelope", sa.LargeBinary, nullable=False),
)
"""Sealed letters on their way: the one table whose rows go when they have arrived."""

_HAS_TOMBSTONE = (
    "EXISTS (SELECT 1 FROM events WHERE events.owner = OLD.owner "
    "AND events.segment = OLD.segment AND events.kind = 'erased' "
    "AND events.target = OLD.number)"
)
_FORBIDDEN = {
    "events_not_updated": ("events", "UPDATE", None),
    "events_not_deleted": ("events", "DELETE", None),
    "checkpoints_not_updated": ("checkpoints", "UPDATE", None),
    "checkpoints_not_deleted": ("checkpoints", "DELETE", None),
    "contents_not_updated": ("contents", "UPDATE", None),
    "contents_erased_only": ("contents", "DELETE", _HAS_TOMBSTONE),
}
"""Trigger: table, what it forbids, and unless what."""
_ABORT = "BEGIN SELECT RAISE(ABORT, 'the record is append only'); END"
_LANGUAGE = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
_RAISE = "RAISE EXCEPTION 'the record is append only'; END $$"
_EACH_ROW = "FOR EACH ROW EXECUTE FUNCTION"
_TRUNCATED = ("events", "checkpoints", "contents")


def take_triggers_away(connection: sa.Connection) -> None:
    """Let a migration rebuild a table that a trigger names; part of the caller's transaction."""
    if connection.dialect.name == "sqlite":
        for name in _FORBIDDEN:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")


def put_triggers_back(connection: sa.Connection) -> None:
    """Make every trigger anew; part of the caller's transaction."""
    for name, (table, happening, unless) in _FORBIDDEN.items():
        if connection.dialect.name == "sqlite":
            when = f"WHEN NOT {unless} " if unless else ""
            statements = [
                f"DROP TRIGGER IF EXISTS {name}",
                f"CREATE TRIGGER {name} BEFORE {happening} ON {table} {when}{_ABORT}",
            ]
        else:
            condition = f"IF {unless} THEN RETURN OLD; END IF; " if unless else ""
            statements = [
                f"CREATE OR REPLACE FUNCTION {name}() {_LANGUAGE} {condition}{_RAISE}",
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"CREATE TRIGGER {name} BEFORE {happening} ON {table} {_EACH_ROW} {name}()",
            ]
        for statement in statements:
            connection.exec_driver_sql(statement)
    if connection.dialect.name != "sqlite":
        for table in _TRUNCATED:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_not_emptied ON {table}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION events_not_deleted()"
            )


def check_triggers(connection: sa.Connection, where: object) -> None:
    """Refuse a record that could be changed unseen.

    Raises:
        InputError: A trigger is missing.
    """
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    there = set(connection.exec_driver_sql(query).scalars())
    missing = sorted(set(_FORBIDDEN) - there)
    if missing:
        problem = f"what keeps the record from being changed is missing ({', '.join(missing)})"
        raise InputError(where, problem, "start the console again; it puts it back")
