"""Which tiles are shown and in what order. Pure."""

import enum
import re

from teacher_console.classroom.device_status import DeviceState, DeviceStatus


class Sorting(enum.Enum):
    """What the wall is sorted by."""

    NAME = "name"
    DEVICE = "device"
    STATE = "state"


class Showing(enum.Enum):
    """Which tiles are shown."""

    ALL = "all"
    LIVE = "live"
    ATTENTION = "attention"
    """In the lesson or meant to be, without a live picture."""
    NEW = "new"


_ATTENTION = {
    DeviceState.WITHHELD,
    DeviceState.REFUSED,
    DeviceState.QUIET,
    DeviceState.LOST,
    DeviceState.LEFT,
    DeviceState.SEARCHING,
}
_STATE_ORDER = {state: number for number, state in enumerate(DeviceState)}

SortKey = tuple[int | str, ...]


def sort_key(status: DeviceStatus, sorting: Sorting) -> SortKey:
    """Return what a tile is sorted by; devices not admitted come last, always."""
    is_new = int(status.state is DeviceState.NOT_ADMITTED)
    name = _natural(status.pupil_name or status.device_name)
    device = _natural(status.device_name)
    key = status.key.hex()
    match sorting:
        case Sorting.NAME:
            return (is_new, name, device, key)
        case Sorting.DEVICE:
            return (is_new, device, name, key)
        case Sorting.STATE:
            return (is_new, _STATE_ORDER[status.state], name, device, key)


def is_shown(status: DeviceStatus, showing: Showing, search: str) -> bool:
    """Tell whether a tile is shown.

    Args:
        search: Every word of it must occur in the pupil's, device's or room's name.
    """
    match showing:
        case Showing.ALL:
            fits = True
        case Showing.LIVE:
            fits = status.state is DeviceState.LIVE
        case Showing.ATTENTION:
            fits = status.state in _ATTENTION
        case Showing.NEW:
            fits = status.state is DeviceState.NOT_ADMITTED
    text = f"{status.pupil_name} {status.device_name} {status.room}".casefold()
    return fits and all(word in text for word in search.casefold().split())


def _natural(text: str) -> str:
    return re.sub(r"\d{1,12}", lambda number: number[0].zfill(12), text.casefold())
