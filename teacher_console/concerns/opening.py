"""Opens a person's record as casework. Lane: writer.

Imports SQLAlchemy: only where a record is opened.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from protocol.identifiers import Identifier
from protocol.trust.keys import StaffKeys
from teacher_console.concerns.casework import Casework
from teacher_console.concerns.people import People
from teacher_console.record.opening import open_record


class OpenedRecordCases:
    """The record of one person, and the casework over it.

    Args:
        folder: Holds the record or its witness.
        url: Of a database on a server; None for a file in `folder`.
        serial, name: Of the person, as the recipients list has them.
        people: Roster and list as they stand now.
        utc_now: Aware UTC.

    Raises:
        InputError: It cannot be opened.
    """

    def __init__(
        self,
        folder: Path,
        url: str | None,
        keys: StaffKeys,
        *,
        serial: Identifier,
        name: str,
        people: Callable[[], People],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._opened = open_record(folder, url, keys, lambda: int(utc_now().timestamp() * 1000))
        self.work = Casework(
            self._opened.record, keys, serial=serial, name=name, people=people, utc_now=utc_now
        )
        self.problems = self._opened.problems

    def checkpoint(self) -> None:
        """Sign the record's head and keep that apart.

        Raises:
            InputError: It could not be written.
        """
        made = self._opened.record.checkpoint()
        if made is not None:
            self._opened.witness.keep(made)

    def close(self) -> None:
        """Let go of the database."""
        self._opened.record.close()
