"""Names and rooms for devices from a CSV file `fingerprint,name,room`. Pure."""

import csv
import io
import re
from typing import NamedTuple

from protocol.errors import InputError
from teacher_console.school.founding import checked_name

_HEADER = ["fingerprint", "name", "room"]
_FINGERPRINT = re.compile(r"\A([A-Z2-7]{4}-){7}[A-Z2-7]{4}\Z")


class DeviceName(NamedTuple):
    """What one line says of one device."""

    name: str
    room: str


def read_device_names(data: bytes, *, where: object) -> dict[str, DeviceName]:
    """Return name and room by fingerprint.

    Args:
        data: UTF-8, with or without a byte order mark; blank lines are passed over.

    Raises:
        InputError: The file as a whole, or every line that is wrong, each in a sentence of its
            own; nothing of the file is used then.
    """
    remedy = "write a first line 'fingerprint,name,room', then one device a line"
    if not data.strip():
        raise InputError(where, "the file is empty", remedy)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(where, "the file is not UTF-8 text", "save it as CSV UTF-8") from None
    try:
        rows = list(_rows(text))
    except csv.Error as exc:
        raise InputError(where, f"it is not CSV ({exc})", remedy) from None
    if not rows or rows[0][1] != _HEADER:
        raise InputError(f"{where} line 1", "the heading is not 'fingerprint,name,room'", remedy)
    names: dict[str, DeviceName] = {}
    problems: list[str] = []
    for number, cells in rows[1:]:
        try:
            mark, device = _line(cells, f"{where} line {number}")
        except InputError as exc:
            problems.append(str(exc))
            continue
        if mark in names:
            line = f"{where} line {number}"
            problems.append(f"{line}: this fingerprint stands above already; keep one line.")
        names[mark] = device
    if problems:
        raise ManyProblemsError(where, problems)
    return names


class ManyProblemsError(InputError):
    """Several lines of one file are wrong; the message has a sentence for each."""

    def __init__(self, where: object, sentences: list[str]) -> None:
        super().__init__(where, "it cannot be used", "mend its lines")
        self.args = ("\n".join(sentences),)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    return [(number, cells) for number, cells in rows if any(cells)]


def _line(cells: list[str], where: str) -> tuple[str, DeviceName]:
    if len(cells) != len(_HEADER):
        raise InputError(where, f"it has {len(cells)} columns", "write fingerprint,name,room")
    mark, name, room = cells
    if not _FINGERPRINT.match(mark.upper()):
        problem = "its first column is not a fingerprint"
        raise InputError(where, problem, "copy it as harbour-admin admit shows it")
    return mark.upper(), DeviceName(
        checked_name(name, f"{where} name"), checked_name(room, f"{where} room")
    )
