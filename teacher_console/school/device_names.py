"""Names and rooms for devices from a CSV file `fingerprint,name,room`. Pure."""

import re
from typing import NamedTuple

from protocol.errors import InputError
from teacher_console.csv_file import ManyProblemsError, read_rows
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
    rows = read_rows(data, where=where, remedy=remedy)
    if rows[0].cells != _HEADER:
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
