"""Screenshots in the lesson's folder, with who, when and why beside them. Lane: writer.

Names of devices and pupils are data: a file's name is made of safe characters only, and a cell of
the index never begins a formula (OWASP, "CSV Injection",
https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import dataclasses
import datetime as dt
import io
import os
import re
from pathlib import Path
from typing import BinaryIO

from protocol.errors import InputError
from protocol.files import make_private_folder
from protocol.plain_text import plain

INDEX_NAME = "index.csv"
_COLUMNS = ("time", "teacher", "pupil", "device", "lesson", "reason", "file")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_NAME_LETTERS = 40
_SAME_SECOND_MAX = 100
_REMEDY = "choose another folder for screenshots"
_PRIVATE = 0o600


@dataclasses.dataclass(frozen=True, slots=True)
class Shot:
    """What is known of one screenshot.

    Attributes:
        taken_at: Aware; written as the local time of this computer.
        reason: In words.
    """

    taken_at: dt.datetime
    teacher: str
    pupil: str
    device: str
    lesson: str
    reason: str


class ScreenshotFolder:
    """One lesson's folder, for this user alone; made when the first screenshot is kept.

    Args:
        place: The folder for all lessons, chosen by the person.
        lesson_id: Of the lesson; its beginning tells two lessons of one day apart.
    """

    def __init__(self, place: Path, *, lesson_id: str, lesson_date: dt.date) -> None:
        self.path = place / f"{lesson_date.isoformat()}_{lesson_id[:8]}"

    def keep(self, png: bytes, shot: Shot) -> Path:
        """Write the picture and its line in the index; return the picture's path.

        Raises:
            InputError: It cannot be written; then neither is there.
        """
        make_private_folder(self.path)
        path = self._write_picture(png, shot)
        try:
            self._append(shot, path.name)
        except OSError as exc:
            path.unlink(missing_ok=True)
            raise _not_kept(self.path / INDEX_NAME, exc) from None
        return path

    def _write_picture(self, png: bytes, shot: Shot) -> Path:
        moment = shot.taken_at.astimezone().strftime("%Y-%m-%d_%H-%M-%S")
        stem = f"{moment}_{safe_name(shot.device)}"
        for number in range(1, _SAME_SECOND_MAX):
            path = self.path / (f"{stem}.png" if number == 1 else f"{stem}_{number}.png")
            try:
                _write_new(path, png)
            except FileExistsError:
                continue
            except OSError as exc:
                raise _not_kept(path, exc) from None
            return path
        raise InputError(self.path, "it holds a hundred screenshots of this second", _REMEDY)

    def _append(self, shot: Shot, file_name: str) -> None:
        row = (
            shot.taken_at.astimezone().isoformat(timespec="seconds"),
            shot.teacher,
            shot.pupil,
            shot.device,
            shot.lesson,
            shot.reason,
            file_name,
        )
        text = io.StringIO()
        writer = csv.writer(text)
        path = self.path / INDEX_NAME
        is_new = not path.exists()
        if is_new:
            writer.writerow(_COLUMNS)
        writer.writerow([safe_cell(cell) for cell in row])
        # The mark at the beginning lets spreadsheets read the names as UTF-8.
        data = text.getvalue().encode("utf-8-sig" if is_new else "utf-8")
        with _open_private(path, os.O_APPEND) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def safe_name(name: str) -> str:
    """Return `name` as part of a file's name: letters, digits, `-` and `_`, never empty."""
    return _UNSAFE.sub("-", name).strip("-")[:_NAME_LETTERS] or "device"


def safe_cell(text: str) -> str:
    """Return `text` as a cell: one line of letters that no spreadsheet takes for a formula."""
    line = plain(text)
    return f"'{line}" if line[:1] in {"=", "+", "-", "@"} else line


def _write_new(path: Path, data: bytes) -> None:
    file = _open_private(path, os.O_EXCL)
    try:
        with file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)  # ours: it did not exist before
        raise


def _open_private(path: Path, flags: int) -> BinaryIO:
    flags |= os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)  # Windows would mend newlines
    return os.fdopen(os.open(path, flags, _PRIVATE), "wb")


def _not_kept(path: Path, exc: OSError) -> InputError:
    return InputError(path, f"the screenshot was not kept ({exc.strerror})", _REMEDY)
