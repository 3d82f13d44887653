"""A teacher's groups as a small JSON file. Lane: gui; a few kilobytes, read once."""

from pathlib import Path
from typing import Annotated

import msgspec

from protocol.errors import InputError
from protocol.files import read_file, write_file
from protocol.identifiers import TransportKey
from teacher_console.wall.groups import GROUPS_MAX, MEMBERS_MAX, NAME_MAX, Groups

_LIMIT_BYTES = 8 * 1024 * 1024
"""100 groups of 1000 keys of 64 hex digits, with room to spare."""
_KEY = r"\A[0-9a-f]{64}\Z"


class _SavedGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_MAX)]
    devices: Annotated[
        list[Annotated[str, msgspec.Meta(pattern=_KEY)]], msgspec.Meta(max_length=MEMBERS_MAX)
    ]


class _Saved(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groups: Annotated[list[_SavedGroup], msgspec.Meta(max_length=GROUPS_MAX)]


class GroupFile:
    """`GroupStore` in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Groups:
        """Return the groups of the file; none if there is no file.

        Raises:
            InputError: It cannot be read, or was not written by this program.
        """
        if not self._path.exists():
            return {}
        remedy = "mend it, or move it away and make the groups anew"
        data = read_file(self._path, remedy=remedy, limit_bytes=_LIMIT_BYTES)
        try:
            saved = msgspec.json.decode(data, type=_Saved)
        except (msgspec.DecodeError, UnicodeDecodeError) as exc:
            raise InputError(self._path, f"it does not hold groups ({exc})", remedy) from None
        return {
            group.name: frozenset(TransportKey(bytes.fromhex(key)) for key in group.devices)
            for group in saved.groups
        }

    def save(self, groups: Groups) -> None:
        """Replace the file.

        Raises:
            InputError: It cannot be written; the old one is untouched.
        """
        saved = _Saved(
            [_SavedGroup(name, sorted(key.hex() for key in keys)) for name, keys in groups.items()]
        )
        write_file(self._path, msgspec.json.format(msgspec.json.encode(saved), indent=1))
