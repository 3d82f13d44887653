"""Opens the database an office keeps its envelopes in: SQLite, or PostgreSQL by its URL.

What the promise rests on is read back: a commit that returned has reached the disk.
Sources: https://www.sqlite.org/pragma.html#pragma_synchronous and #pragma_secure_delete ;
https://www.postgresql.org/docs/current/runtime-config-wal.html
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from protocol.errors import InputError
from school_hub import tables

_REMEDY = "name a folder you may write to with --data, or a database with --database"
_SQLITE = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
"""WAL; FULL, so that WAL is synced at each commit; freed pages are overwritten with zeros."""
_POSTGRESQL = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
_BUSY_MS = 5_000


def sqlite_url(path: Path) -> str:
    """Return the URL of an SQLite file."""
    return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def open_database(url: str) -> sa.Engine:
    """Return a connected engine whose tables are there and whose durability was read back.

    Args:
        url: `sqlite:///path` or `postgresql://user:password@host/name`.

    Raises:
        InputError: It is no such URL, cannot be opened, is of another version, or would not put
            on the disk what it says it did. The sentence holds no password.
    """
    engine = _engine(url)
    where = engine.url.render_as_string(hide_password=True)
    try:
        with engine.begin() as connection:
            _check_durable(connection, where)
            tables.metadata.create_all(connection)
            _check_version(connection, where)
    except SQLAlchemyError as exc:
        engine.dispose()
        raise InputError(where, f"it cannot be opened ({_reason(exc)})", _REMEDY) from None
    except InputError:
        engine.dispose()
        raise
    return engine


def _engine(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        remedy = "write it as postgresql://user:password@host/name"
        raise InputError("--database", "it is not a database's URL", remedy) from None
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "postgresql+psycopg"}:
        problem = f"{parsed.drivername[:32]!r} is not a database Harbour uses"
        raise InputError("--database", problem, "write sqlite:///path or postgresql://...")
    try:
        engine = sa.create_engine(parsed, pool_pre_ping=parsed.drivername != "sqlite")
    except ImportError:
        problem = "the driver of PostgreSQL is not installed"
        raise InputError(
            "--database", problem, "install psycopg, or leave --database out"
        ) from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, record: object) -> None:
    del record
    cursor = connection.cursor()
    for name, value in {"busy_timeout": _BUSY_MS, **_SQLITE}.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _check_durable(connection: sa.Connection, where: str) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    for name, value in (_SQLITE if is_sqlite else _POSTGRESQL).items():
        question = f"PRAGMA {name}" if is_sqlite else f"SHOW {name}"
        answer = connection.exec_driver_sql(question).scalar_one()
        if answer != value:
            problem = f"it would not keep what it promised ({name} is {str(answer)[:32]!r})"
            raise InputError(where, problem, f"set {name} to {value}, or name another place")


def _check_version(connection: sa.Connection, where: str) -> None:
    versions = connection.execute(sa.select(tables.about.c.schema_version)).scalars().all()
    if not versions:
        row = {"schema_version": tables.SCHEMA_VERSION, "last_number": 0}
        connection.execute(tables.about.insert(), row)
    elif versions != [tables.SCHEMA_VERSION]:
        problem = f"its tables have version {versions[0]}, and this Harbour reads version 1"
        raise InputError(where, problem, "use the release of Harbour that made it")


def _reason(exc: SQLAlchemyError) -> str:
    said = str(getattr(exc, "orig", None) or exc).strip().splitlines()
    return said[0][:160] if said else type(exc).__name__
