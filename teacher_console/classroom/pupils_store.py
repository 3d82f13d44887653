"""Keeps the list of pupils in the console's private folder. Any thread."""

from collections.abc import Sequence
from pathlib import Path

from protocol.files import read_file, write_file
from teacher_console.classroom.pupils import (
    PUPILS_FILE_MAX_BYTES,
    Pupil,
    pupils_file,
    read_pupils_file,
)

PUPILS_NAME = "pupils.json"


class PupilsStore:
    """The one list of this console.

    Args:
        folder: Private to this person.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / PUPILS_NAME

    def load(self) -> tuple[Pupil, ...]:
        """Return the pupils kept; none when no list was ever read in.

        Raises:
            InputError: The file cannot be read, or is damaged.
        """
        if not self._path.exists():
            return ()
        remedy = "read the list of pupils in again"
        data = read_file(self._path, remedy=remedy, limit_bytes=PUPILS_FILE_MAX_BYTES)
        return read_pupils_file(data, where=self._path)

    def save(self, pupils: Sequence[Pupil]) -> None:
        """Keep `pupils` in place of the list before, private to this person, in one step.

        Raises:
            InputError: It could not be written; the list before is still there.
        """
        write_file(self._path, pupils_file(pupils))
