"""Checkpoints kept apart from the database they speak of, so that it cannot be rolled back unseen.

One file in the person's own folder; with a record on a server it lies on another machine. Any copy
of it is a witness too. Lane: writer.
"""

from pathlib import Path

import msgspec

from protocol.errors import InputError
from protocol.files import read_file, write_file
from teacher_console.record.chain import Checkpoint

_KEPT = 500
"""The newest: five days of a checkpoint every quarter of an hour."""
_REMEDY = "restore it from its backup; the record itself is whole or says so"


class WitnessFile:
    """A file of checkpoints, oldest first."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> list[Checkpoint]:
        """Return what was kept.

        Raises:
            InputError: The file is damaged.
        """
        if not self.path.exists():
            return []
        data = read_file(self.path, remedy=_REMEDY)
        try:
            return msgspec.json.decode(data, type=list[Checkpoint])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise InputError(self.path, "the file is damaged", _REMEDY) from None

    def keep(self, checkpoint: Checkpoint) -> None:
        """Add one.

        Raises:
            InputError: It could not be written.
        """
        kept = [*self.load(), checkpoint][-_KEPT:]
        write_file(self.path, msgspec.json.format(msgspec.json.encode(kept)) + b"\n")
