"""Opens a person's record where they left it, or a fresh one beside a damaged file.

New concerns are taken in whatever happened to the old ones; what is wrong is said, and the damaged
file is left as it is, to be restored. Imports SQLAlchemy. Lane: writer.
"""

import dataclasses
import itertools
import logging
from collections.abc import Callable
from pathlib import Path

from protocol.errors import InputError
from protocol.files import make_private_folder
from protocol.trust.keys import StaffKeys
from teacher_console.record.database import DamagedFileError, sqlite_url
from teacher_console.record.store import Record
from teacher_console.record.witness import WitnessFile

logger = logging.getLogger(__name__)

_FILES_MAX = 100


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedRecord:
    """A record that can be appended to.

    Attributes:
        problems: A sentence for each thing that is wrong with what was written before.
    """

    record: Record
    witness: WitnessFile
    problems: tuple[str, ...]


def open_record(
    folder: Path, url: str | None, keys: StaffKeys, now_ms: Callable[[], int]
) -> OpenedRecord:
    """Return the record of `keys`' holder.

    Args:
        folder: The person's own; holds the witness, and the record where `url` is None.
        url: Of a database on a server, or None for a file.
        now_ms: Unix milliseconds.

    Raises:
        InputError: It cannot be opened.
    """
    make_private_folder(folder)
    witness = WitnessFile(folder / "record.witness")
    problems: list[str] = []
    try:
        witnessed = witness.load()
    except InputError as exc:
        problems.append(str(exc))
        witnessed = []
    if url is not None:
        record = Record(url, keys, now_ms, witnessed)
        return OpenedRecord(record, witness, (*problems, *_told(record)))
    for number in itertools.count(1):
        name = "record.sqlite" if number == 1 else f"record-{number}.sqlite"
        try:
            # a fresh file has lines of its own: what an older one's witnesses say is not about it
            record = Record(
                sqlite_url(folder / name), keys, now_ms, witnessed if number == 1 else ()
            )
        except DamagedFileError as exc:
            logger.exception("a file of the record is damaged")
            problems.append(str(exc))
            if number == _FILES_MAX:
                raise
        else:
            return OpenedRecord(record, witness, (*problems, *_told(record)))
    raise AssertionError  # pragma: no cover  # the loop above has no end


def _told(record: Record) -> list[str]:
    if not record.findings:
        return []
    first = record.findings[0]
    return [str(InputError("the record", f"it was changed ({first})", "restore it from a backup"))]
