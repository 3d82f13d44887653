"""The lines of the page of devices: how they sort, what is found, what is covered. Pure."""

import dataclasses
import datetime as dt
import enum
import re
from collections.abc import Iterable

from protocol.identifiers import fingerprint
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.devices.seen import HERE, SeenDevice

STALE_DAYS = 30
"""A month: longer than the longest holiday but summer."""
_WEEK = dt.timedelta(days=7)
_STATE_ORDER = {state: number for number, state in enumerate(DeviceState)}
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class DeviceColumn(enum.IntEnum):
    """The columns, from left to right."""

    NAME = 0
    ROOM = 1
    STATE = 2
    LAST_SEEN = 3
    SIGHT = 4
    SOFTWARE = 5
    ADDRESS = 6
    FINGERPRINT = 7


@dataclasses.dataclass(frozen=True, slots=True)
class DeviceLine:
    """One device.

    Attributes:
        last_seen: Aware UTC; None when it was never here.
        sight: What it can and cannot show, as it says.
        is_blind: It could not show its screen in the last lesson it was asked in.
    """

    status: DeviceStatus
    last_seen: dt.datetime | None
    address: str
    software: str
    sight: str
    is_blind: bool

    @property
    def is_admitted(self) -> bool:
        """It is in the roster."""
        return self.status.state is not DeviceState.NOT_ADMITTED

    @property
    def is_here(self) -> bool:
        """It answers now."""
        return self.status.state in HERE

    @property
    def mark(self) -> str:
        """Its fingerprint."""
        return fingerprint(self.status.key)

    def days_away(self, now: dt.datetime) -> int | None:
        """Return whole days since it was here, None when it never was."""
        return None if self.last_seen is None else max(0, (now - self.last_seen).days)

    def is_stale(self, now: dt.datetime) -> bool:
        """Tell whether nobody has seen it for a month; one never seen is not stale, but new."""
        days = self.days_away(now)
        return self.is_admitted and not self.is_here and days is not None and days >= STALE_DAYS


@dataclasses.dataclass(frozen=True, slots=True)
class Coverage:
    """How well the school's devices are covered; only admitted ones count."""

    admitted: int
    this_week: int
    blind: int
    stale: int
    new: int


def device_line(status: DeviceStatus, seen: SeenDevice | None) -> DeviceLine:
    """Return the line of a device from how it stands and what is remembered of it."""
    if status.state is DeviceState.NOT_ADMITTED or seen is None:
        return DeviceLine(
            status, status.last_seen, status.address, status.software, status.sight, is_blind=False
        )
    return DeviceLine(
        status,
        seen.last_seen,
        status.address or seen.address,
        status.software or seen.software,
        status.sight or seen.sight,
        seen.is_blind,
    )


def coverage(lines: Iterable[DeviceLine], now: dt.datetime) -> Coverage:
    """Return how well `lines` are covered at `now` (aware UTC)."""
    every = list(lines)
    admitted = [line for line in every if line.is_admitted]
    return Coverage(
        admitted=len(admitted),
        this_week=sum(
            line.is_here or (line.last_seen is not None and now - line.last_seen <= _WEEK)
            for line in admitted
        ),
        blind=sum(line.is_blind for line in admitted),
        stale=sum(line.is_stale(now) for line in admitted),
        new=len(every) - len(admitted),
    )


def is_found(line: DeviceLine, search: str) -> bool:
    """Tell whether every word of `search` is somewhere in the line."""
    status = line.status
    names = f"{status.device_name} {status.room} {line.address} {line.software}"
    text = f"{names} {line.sight} {line.mark}".casefold()
    return all(word in text for word in search.casefold().split())


def sort_key(line: DeviceLine, column: DeviceColumn) -> tuple[object, ...]:
    """Return what lines sort by in `column`; ties by name, then by key, so that none jumps."""
    status = line.status
    first: object
    match column:
        case DeviceColumn.NAME:
            first = ""
        case DeviceColumn.ROOM:
            first = _natural(status.room)
        case DeviceColumn.STATE:
            first = _STATE_ORDER[status.state]
        case DeviceColumn.LAST_SEEN:
            first = line.last_seen or _LONG_AGO
        case DeviceColumn.SIGHT:
            first = (not line.is_blind, line.sight.casefold())
        case DeviceColumn.SOFTWARE:
            first = _natural(line.software)
        case DeviceColumn.ADDRESS:
            first = _natural(line.address)
        case DeviceColumn.FINGERPRINT:
            first = fingerprint(status.key)
    return (first, _natural(status.device_name), status.key)


def _natural(text: str) -> str:
    """Return what sorts pc-9 before pc-10."""
    return re.sub(r"\d{1,12}", lambda number: number[0].zfill(12), text.casefold())
