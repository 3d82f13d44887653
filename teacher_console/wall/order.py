"""Which tiles are shown and in what order. Pure."""

import dataclasses
import datetime as dt
import enum
import functools
import re
from collections import Counter
from collections.abc import Iterable

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState, DeviceStatus


class Sorting(enum.Enum):
    """What the wall is sorted by."""

    NAME = "name"
    DEVICE = "device"
    STATE = "state"
    ROOM = "room"
    ACTIVITY = "activity"
    """Whose screen changed last comes first, by whole minutes so that tiles do not dance."""


class Showing(enum.Enum):
    """Which tiles are shown."""

    ALL = "all"
    LIVE = "live"
    ATTENTION = "attention"
    """In the lesson or meant to be, without a live picture; or an alarm."""
    OFFLINE = "offline"
    NEW = "new"


OFFLINE = frozenset({DeviceState.LOST, DeviceState.LEFT, DeviceState.SEARCHING})
ATTENTION = OFFLINE | {
    DeviceState.WITHHELD,
    DeviceState.REFUSED,
    DeviceState.QUIET,
    DeviceState.DUPLICATE,
}
_STATE_ORDER = {state: number for number, state in enumerate(DeviceState)}
_NEVER = 10**9

SortKey = tuple[int | str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose to see.

    Attributes:
        search: Every word of it must occur in the pupil's, device's or room's name.
        group: Only these devices; None for everybody.
    """

    sorting: Sorting = Sorting.NAME
    is_descending: bool = False
    showing: Showing = Showing.ALL
    search: str = ""
    group: frozenset[TransportKey] | None = None


def arrange(
    statuses: Iterable[DeviceStatus], choice: Choice, now: dt.datetime
) -> list[DeviceStatus]:
    """Return what `choice` shows, in its order; devices not admitted come last, always."""
    shown = [
        status
        for status in statuses
        if (choice.group is None or status.key in choice.group)
        and is_shown(status, choice.showing, choice.search)
    ]
    shown.sort(
        key=lambda status: sort_key(status, choice.sorting, now), reverse=choice.is_descending
    )
    shown.sort(key=lambda status: status.state is DeviceState.NOT_ADMITTED)
    return shown


def sort_key(status: DeviceStatus, sorting: Sorting, now: dt.datetime) -> SortKey:
    """Return what a tile is sorted by."""
    name = _natural(status.pupil_name or status.device_name)
    device = _natural(status.device_name)
    key = status.key.hex()
    match sorting:
        case Sorting.NAME:
            return (name, device, key)
        case Sorting.DEVICE:
            return (device, name, key)
        case Sorting.STATE:
            return (_STATE_ORDER[status.state], name, device, key)
        case Sorting.ROOM:
            return (_natural(status.room), name, device, key)
        case Sorting.ACTIVITY:
            idle = idle_minutes(status, now)
            return (_NEVER if idle is None else idle, name, device, key)


def idle_minutes(status: DeviceStatus, now: dt.datetime) -> int | None:
    """Return for how many whole minutes the screen has not changed; None when nobody can know."""
    if status.picture_at is None or status.state is not DeviceState.LIVE:
        return None
    return max(0, int((now - status.picture_at).total_seconds())) // 60


def is_shown(status: DeviceStatus, showing: Showing, search: str) -> bool:
    """Tell whether a tile is shown."""
    if not belongs(status, showing):
        return False
    if not search:
        return True
    text = f"{status.pupil_name} {status.device_name} {status.room}".casefold()
    return all(word in text for word in search.casefold().split())


def belongs(status: DeviceStatus, showing: Showing) -> bool:
    """Tell whether a tile is among `showing`."""
    match showing:
        case Showing.ALL:
            return True
        case Showing.LIVE:
            return status.state is DeviceState.LIVE
        case Showing.ATTENTION:
            return status.state in ATTENTION
        case Showing.OFFLINE:
            return status.state in OFFLINE
        case Showing.NEW:
            return status.state is DeviceState.NOT_ADMITTED


def counts(statuses: Iterable[DeviceStatus]) -> dict[Showing, int]:
    """Return how many tiles each `Showing` has."""
    by_state = Counter(status.state for status in statuses)
    return {
        Showing.ALL: by_state.total(),
        Showing.LIVE: by_state[DeviceState.LIVE],
        Showing.ATTENTION: sum(by_state[state] for state in ATTENTION),
        Showing.OFFLINE: sum(by_state[state] for state in OFFLINE),
        Showing.NEW: by_state[DeviceState.NOT_ADMITTED],
    }


@functools.lru_cache(maxsize=2048)
def _natural(text: str) -> str:
    return re.sub(r"\d{1,12}", lambda number: number[0].zfill(12), text.casefold())
