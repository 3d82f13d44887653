"""Whom an action hits: those selected, else everybody who is shown. Pure."""

import dataclasses
from collections.abc import Iterable

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState, DeviceStatus


@dataclasses.dataclass(frozen=True, slots=True)
class Targets:
    """Whom the next action hits.

    Attributes:
        statuses: In the order shown; devices that are not admitted are never among them.
        is_selection: Somebody chose them; else they are all that is shown.
        is_part: More devices are known than are shown.
    """

    statuses: tuple[DeviceStatus, ...]
    is_selection: bool
    is_part: bool

    @property
    def keys(self) -> tuple[TransportKey, ...]:
        """Return their keys, in the order shown."""
        return tuple(status.key for status in self.statuses)

    @property
    def room(self) -> str:
        """Return the room all of them are in; empty when there are several, or nobody."""
        rooms = {status.room for status in self.statuses}
        return next(iter(rooms)) if len(rooms) == 1 else ""


def targets(
    shown: Iterable[DeviceStatus], selected: frozenset[TransportKey], known: int
) -> Targets:
    """Return whom an action hits now.

    Args:
        known: How many admitted devices there are, shown or not.
    """
    admitted = [status for status in shown if status.state is not DeviceState.NOT_ADMITTED]
    if selected:
        chosen = tuple(status for status in admitted if status.key in selected)
        return Targets(chosen, is_selection=True, is_part=True)
    return Targets(tuple(admitted), is_selection=False, is_part=len(admitted) < known)
