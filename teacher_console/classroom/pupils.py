"""Pupils' names: what the device reports as signed in becomes the name a teacher knows. Pure.

Only what the wall shows is kept: sign-in name, name, groups.
"""

import unicodedata
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from protocol.errors import InputError
from protocol.identifiers import Name

PUPILS_MAX = 20_000
"""More than the largest school has."""
GROUPS_MAX = 32
"""Of one pupil: a year, a tutor group and a class for each subject."""
PUPILS_FILE_MAX_BYTES = 64 * 1024 * 1024
"""Every pupil with every group at full length."""

Group = Name
_REMEDY = "read the list of pupils in again"


class Pupil(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """One pupil.

    Attributes:
        login: Sign-in name, as the school writes it.
        groups: Year, group and class names.
    """

    login: Name
    name: Name
    groups: Annotated[tuple[Group, ...], msgspec.Meta(max_length=GROUPS_MAX)]


class PupilsRead(msgspec.Struct, frozen=True):
    """What a list gave.

    Attributes:
        pupils: Of the good lines.
        problems: A sentence for each bad line.
    """

    pupils: tuple[Pupil, ...]
    problems: tuple[str, ...]


class _PupilsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    harbour: Literal["pupils"] = "pupils"
    version: Literal[1] = 1
    pupils: Annotated[tuple[Pupil, ...], msgspec.Meta(max_length=PUPILS_MAX)]


class PupilNames:
    """Looks pupils up by what a device reports: a sign-in name in any spelling, or a full name."""

    def __init__(self, pupils: Iterable[Pupil] = ()) -> None:
        self._by_login: dict[str, Pupil] = {}
        self._by_name: dict[str, Pupil | None] = {}
        for pupil in pupils:
            self._by_login[login_key(pupil.login)] = pupil
            name = _folded(pupil.name)
            self._by_name[name] = None if name in self._by_name else pupil  # two of one name

    def shown_name(self, reported: str) -> str:
        """Return the pupil's name, or `reported` itself when nobody is known by it."""
        pupil = self._pupil(reported)
        return reported if pupil is None else pupil.name

    def groups_of(self, reported: str) -> tuple[str, ...]:
        """Return the pupil's year, group and class names; none when nobody is known."""
        pupil = self._pupil(reported)
        return () if pupil is None else pupil.groups

    def _pupil(self, reported: str) -> Pupil | None:
        return self._by_login.get(login_key(reported)) or self._by_name.get(_folded(reported))


def login_key(login: str) -> str:
    r"""Return what is the same in all spellings of one sign-in name.

    Windows says `SCHOOL\amira`, a directory `amira@school.example`, a list `Amira`.
    """
    return _folded(login).rpartition("\\")[2].partition("@")[0]


def pupils_file(pupils: Iterable[Pupil]) -> bytes:
    """Return the file of `pupils`, for the console's private folder."""
    return msgspec.json.encode(_PupilsFile(pupils=tuple(pupils)))


def read_pupils_file(data: bytes, *, where: object) -> tuple[Pupil, ...]:
    """Return the pupils in the bytes of a file that `pupils_file` made.

    Raises:
        InputError: It is not a whole one.
    """
    try:
        return msgspec.json.decode(data, type=_PupilsFile).pupils
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError(where, "the list of pupils is damaged", _REMEDY) from None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
