"""Opens the record's database: SQLite by default, PostgreSQL by the same kind of URL.

What a setting promises is read back: a disk that is not synced would make every receipt untrue.
Imports SQLAlchemy and Alembic, 0.6 s: only where a record is opened. Lane: writer.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from protocol.errors import InputError
from teacher_console.record.migrations.upgrade import upgrade
from teacher_console.record.schema import check_triggers

_FULL = 2
"""`PRAGMA synchronous`: https://www.sqlite.org/pragma.html#pragma_synchronous"""
_REMEDY = "name a database you may write to"


class DamagedFileError(InputError):
    """The file itself is damaged: nothing can be read from it safely, nothing is written to it."""


def sqlite_url(path: Path) -> str:
    """Return the URL of a record in a file of its own."""
    return sa.URL.create("sqlite", database=str(path)).render_as_string()


def open_database(url: str) -> sa.Engine:
    """Return the database at `url`, upgraded, guarded and syncing.

    Raises:
        DamagedFileError: The file's own check fails.
        InputError: It cannot be opened, does not sync, or a newer program wrote it.
    """
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        raise InputError("the record's address", "it is not an address", _REMEDY) from None
    where = parsed.database or parsed.host or "the record"
    try:
        engine = _engine(parsed)
    except (NoSuchModuleError, ModuleNotFoundError):
        problem = f"{parsed.drivername} is no database Harbour knows"
        raise InputError(where, problem, "use sqlite or postgresql+psycopg") from None
    try:
        with telling(where):
            _check(engine, where)
            with engine.begin() as connection:
                upgrade(connection, where)
            with engine.connect() as connection:
                check_triggers(connection, where)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextlib.contextmanager
def telling(where: object) -> Iterator[None]:
    """Turn what the database raises into one sentence; its own words may hold content.

    Raises:
        DamagedFileError: The file is not a database any more.
        InputError: Anything else that went wrong there.
    """
    try:
        yield
    except SQLAlchemyError as exc:
        cause = getattr(exc, "orig", None) or exc
        name = getattr(cause, "sqlite_errorname", "") or getattr(cause, "sqlstate", "") or ""
        if name == "SQLITE_NOTADB" or name.startswith("SQLITE_CORRUPT"):
            raise _damaged(where) from None
        what = f"{type(cause).__name__} {name}".strip()
        problem = f"the database did not do what was asked ({what})"
        raise InputError(where, problem, "see that it runs and its disk has room") from None


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(
            url,
            hide_parameters=True,
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=0,
            connect_args={"check_same_thread": False, "timeout": 10},
        )
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    return sa.create_engine(
        url, hide_parameters=True, pool_size=1, max_overflow=0, pool_pre_ping=True
    )


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say
    for pragma in (
        "journal_mode = WAL",
        f"synchronous = {_FULL}",
        "secure_delete = ON",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check(engine: sa.Engine, where: object) -> None:
    with engine.connect() as connection:

        def value(query: str) -> str:
            return str(connection.exec_driver_sql(query).scalar()).lower()

        if connection.dialect.name == "sqlite":
            if value("PRAGMA integrity_check") != "ok":
                raise _damaged(where)
            wanted = {"journal_mode": "wal", "synchronous": str(_FULL), "secure_delete": "1"}
            held = {name: value(f"PRAGMA {name}") for name in wanted}
        else:
            wanted = {"fsync": "on", "full_page_writes": "on"}
            held = {name: value(f"SHOW {name}") for name in wanted}
            if value("SHOW synchronous_commit") == "off":
                held["synchronous_commit"] = "off"
    if held != wanted:
        problem = f"the database does not keep what it says it kept ({held})"
        raise InputError(where, problem, "let it sync to a disk")


def _damaged(where: object) -> DamagedFileError:
    return DamagedFileError(where, "the file is damaged", "restore it from its backup")
