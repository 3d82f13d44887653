"""Brings a record's tables to what this program knows, then puts the triggers back.

Alembic without its command line: no `env.py`, no ini file, the caller's own connection.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from protocol.errors import InputError
from teacher_console.record.schema import put_triggers_back, take_triggers_away

_HERE = Path(__file__).parent


def upgrade(connection: sa.Connection, where: object) -> None:
    """Upgrade within the caller's transaction: all of it, or nothing.

    Raises:
        InputError: A newer program wrote this record.
    """
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    script = ScriptDirectory.from_config(config)
    try:
        with EnvironmentContext(
            config,
            script,
            # what alembic's own "upgrade" command passes; an env.py would run when imported
            fn=lambda revision, _: script._upgrade_revs("head", revision),  # noqa: SLF001
            destination_rev="head",
        ) as environment:
            take_triggers_away(connection)
            environment.configure(connection=connection, transactional_ddl=False)
            environment.run_migrations()
    except CommandError:
        problem = "a newer release of Harbour wrote this record"
        raise InputError(where, problem, "use that release, or a newer one") from None
    put_triggers_back(connection)
