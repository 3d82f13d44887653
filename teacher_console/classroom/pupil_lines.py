"""The pupils of a list, gathered line by line: a bad line becomes a sentence of its own. Pure."""

from collections.abc import Iterable

from protocol.errors import InputError
from protocol.limits import NAME_MAX_CHARACTERS
from protocol.plain_text import plain
from teacher_console.classroom.pupils import (
    GROUPS_MAX,
    PUPILS_MAX,
    Pupil,
    PupilsRead,
    login_key,
)

PROBLEMS_MAX = 1000
"""Sentences kept; a file that is wrong in every line needs no more."""


class PupilLines:
    """Takes what each line says; `result` gives the pupils and the sentences."""

    def __init__(self) -> None:
        self._pupils: dict[str, Pupil] = {}
        self._line_of: dict[str, str] = {}
        self._problems: list[str] = []
        self._more = 0

    def add(self, where: str, login: str, name: str, groups: Iterable[str]) -> None:
        """Take one pupil.

        Args:
            where: File and line, for the sentence.
        """
        try:
            pupil = Pupil(
                _bounded(login, where, "sign-in name"),
                _bounded(name, where, "name"),
                _groups(groups, where),
            )
        except InputError as exc:
            self.bad(str(exc))
            return
        key = login_key(pupil.login)
        if not key:
            self.bad(f"{where}: this sign-in name holds only a domain; write who it is.")
        elif key in self._pupils:
            first = self._line_of[key]
            self.bad(f"{where}: this sign-in name stands at {first} already; keep one line.")
        elif len(self._pupils) >= PUPILS_MAX:
            self.bad(f"{where}: this is more than {PUPILS_MAX} pupils; read in one school's list.")
        else:
            self._pupils[key], self._line_of[key] = pupil, where

    def bad(self, sentence: str) -> None:
        """Take the sentence for a line that says no pupil."""
        if len(self._problems) < PROBLEMS_MAX:
            self._problems.append(sentence)
        else:
            self._more += 1

    def result(self) -> PupilsRead:
        """Return what was gathered."""
        more = [f"{self._more} more lines are wrong."] if self._more else []
        return PupilsRead(tuple(self._pupils.values()), (*self._problems, *more))


def _bounded(text: str, where: str, what: str) -> str:
    text = plain(text)
    if not text:
        raise InputError(where, f"the {what} is missing", "fill it in")
    if len(text) > NAME_MAX_CHARACTERS:
        problem = f"the {what} has {len(text)} characters"
        raise InputError(where, problem, f"write {NAME_MAX_CHARACTERS} at most")
    return text


def _groups(groups: Iterable[str], where: str) -> tuple[str, ...]:
    named = dict.fromkeys(text for each in groups if (text := plain(each)))
    if len(named) > GROUPS_MAX:
        raise InputError(where, f"it names {len(named)} groups", f"name {GROUPS_MAX} at most")
    return tuple(_bounded(text, where, "group") for text in named)
