"""The history of who watched, kept on the pupil's own computer for the pupil to read.

Lane: io appends; the GUI reads the file when the pupil asks. One JSON object a line.
"""

import datetime as dt
import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec

from protocol.errors import InputError
from protocol.files import is_file_there, read_file, write_file
from protocol.vocabulary import ViewReason

logger = logging.getLogger(__name__)

_APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
"""Never waits, were a pipe in the file's place: the io thread writes."""
_MAX_BYTES = 16 * 1024 * 1024
"""Forty times what `WATCHES_MAX` take; a larger file is none of ours."""
_REMEDY = "move it away: a new one is begun"
_SHORTEN_AFTER = 500
"""Entries written before it is looked whether there are too many."""

WATCHES_MAX = 1000
"""Kept; the oldest go. A pupil watched in six lessons a day fills this in most of a year."""


class _Began(msgspec.Struct, frozen=True, tag="began", tag_field="what"):
    watch: str
    at: dt.datetime
    who: str
    role: str
    lesson: str
    reason: ViewReason | None = None


class _Ended(msgspec.Struct, frozen=True, tag="ended", tag_field="what"):
    watch: str
    at: dt.datetime
    pictures: int


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """One person's watching of this screen.

    Attributes:
        began_at, ended_at: Aware UTC; `ended_at` is None while it lasts, or when the computer
            stopped without a word.
        pictures: Sent to them; 0 until it ended.
        reason: Why they looked in full; None when they saw the small picture.
    """

    who: str
    role: str
    lesson: str
    began_at: dt.datetime
    ended_at: dt.datetime | None
    pictures: int
    reason: ViewReason | None


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[_Began | _Ended] = msgspec.json.Decoder(_Began | _Ended)


class Ledger:
    """Appends, and reads back. Trouble with the disk is logged and never stops a lesson.

    Args:
        path: Made at the first entry, for this user only.
        now: Aware UTC.
    """

    def __init__(self, path: Path, *, now: Callable[[], dt.datetime]) -> None:
        self._path = path
        self._now = now
        self._written = 0
        self._drop_oldest()

    def began(self, who: str, role: str, lesson: str, reason: ViewReason | None) -> str:
        """Note that `who` begins to watch; return the id of this watch."""
        watch = secrets.token_hex(8)
        self._append(_Began(watch, self._now(), who, role, lesson, reason))
        return watch

    def ended(self, watch_id: str, pictures: int) -> None:
        """Note that this watch ended, after so many pictures."""
        self._append(_Ended(watch_id, self._now(), pictures))

    def watches(self) -> list[Watch]:
        """Return every watch, newest first. Any thread."""
        watches: dict[str, Watch] = {}
        for line in self._lines():
            try:
                entry = _decoder.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue  # a line torn by a power cut; the others stand
            if isinstance(entry, _Began):
                watches[entry.watch] = Watch(
                    who=entry.who,
                    role=entry.role,
                    lesson=entry.lesson,
                    began_at=entry.at,
                    ended_at=None,
                    pictures=0,
                    reason=entry.reason,
                )
            elif entry.watch in watches:
                begun = watches[entry.watch]
                watches[entry.watch] = msgspec.structs.replace(
                    begun, ended_at=entry.at, pictures=entry.pictures
                )
        return list(reversed(watches.values()))

    def _lines(self) -> list[bytes]:
        try:
            if not is_file_there(self._path, remedy=_REMEDY):
                return []
            return read_file(self._path, remedy=_REMEDY, limit_bytes=_MAX_BYTES).splitlines()
        except InputError as exc:
            logger.warning("the history of who watched cannot be read: %s", exc)
            return []

    def _append(self, entry: _Began | _Ended) -> None:
        # A leading line break ends a line that a power cut tore, so only that one is lost.
        data = b"\n" + _encoder.encode(entry) + b"\n"
        try:
            descriptor = os.open(self._path, _APPEND, 0o600)
            try:
                os.write(descriptor, data)
            finally:
                os.close(descriptor)
        except OSError as exc:
            logger.warning("the history of who watched was not written: %s", exc.strerror)
        self._written += 1
        if self._written % _SHORTEN_AFTER == 0:
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        lines = [line for line in self._lines() if line]
        if len(lines) <= 2 * WATCHES_MAX:
            return
        try:
            write_file(self._path, b"\n".join(lines[-2 * WATCHES_MAX :]) + b"\n")
        except InputError as exc:
            logger.warning("the history of who watched was not shortened: %s", exc)
