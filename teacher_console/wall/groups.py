"""Groups of pupils: by room and by state as they stand, and those a teacher makes. Pure."""

import dataclasses
import enum
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.wall.order import Showing, belongs

NAME_MAX = 60
GROUPS_MAX = 100
MEMBERS_MAX = 1000

Groups = Mapping[str, frozenset[TransportKey]]
"""The groups a teacher made, by name."""


class GroupKind(enum.Enum):
    """By what a group is formed."""

    EVERYBODY = "everybody"
    ROOM = "room"
    CLASS = "class"
    """A class or group that the school's list of pupils names."""
    STATE = "state"
    MADE = "made"


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """A group as the rail names it.

    Attributes:
        name: The room, the class, the value of a `Showing`, or what the teacher called it.
    """

    kind: GroupKind
    name: str = ""


EVERYBODY = Group(GroupKind.EVERYBODY)


class GroupStore(Protocol):
    """Keeps a teacher's groups from one day to the next."""

    def load(self) -> Groups:
        """Return what was saved; nothing if there is nothing yet.

        Raises:
            InputError: It cannot be read.
        """

    def save(self, groups: Groups) -> None:
        """Keep these in place of what was saved.

        Raises:
            InputError: They cannot be written.
        """


def smart_groups(statuses: Collection[DeviceStatus]) -> list[Group]:
    """Return the groups that form themselves: rooms and classes by name, then states."""
    rooms = sorted({status.room for status in statuses if status.room}, key=str.casefold)
    classes = sorted({each for status in statuses for each in status.groups}, key=str.casefold)
    states = (Showing.LIVE, Showing.ATTENTION, Showing.OFFLINE, Showing.NEW)
    return [
        *(Group(GroupKind.ROOM, room) for room in rooms),
        *(Group(GroupKind.CLASS, each) for each in classes),
        *(Group(GroupKind.STATE, state.value) for state in states),
    ]


def members(
    group: Group, statuses: Iterable[DeviceStatus], made: Groups
) -> frozenset[TransportKey] | None:
    """Return who is in `group` now; None for everybody."""
    match group.kind:
        case GroupKind.EVERYBODY:
            return None
        case GroupKind.ROOM:
            return frozenset(status.key for status in statuses if status.room == group.name)
        case GroupKind.CLASS:
            return frozenset(status.key for status in statuses if group.name in status.groups)
        case GroupKind.STATE:
            showing = Showing(group.name)
            return frozenset(status.key for status in statuses if belongs(status, showing))
        case GroupKind.MADE:
            return made.get(group.name, frozenset())


def with_members(groups: Groups, name: str, keys: Iterable[TransportKey]) -> Groups:
    """Return `groups` with `keys` added to the group called so, which is made if it is new.

    Raises:
        InputError: The name is empty, too long or holds what cannot be seen, or there are too many.
    """
    name = " ".join(name.split())
    if not name or len(name) > NAME_MAX or not name.isprintable():
        problem = f"a name has 1 to {NAME_MAX} letters that can be seen"
        raise InputError("group", problem, "choose another name")
    same = next((each for each in groups if each.casefold() == name.casefold()), name)
    together = groups.get(same, frozenset()) | frozenset(keys)
    if (same not in groups and len(groups) >= GROUPS_MAX) or len(together) > MEMBERS_MAX:
        problem = f"there may be {GROUPS_MAX} groups of {MEMBERS_MAX} devices"
        raise InputError("group", problem, "remove what you do not need any more")
    return {**groups, same: together}


def without_members(groups: Groups, name: str, keys: Iterable[TransportKey]) -> Groups:
    """Return `groups` with `keys` taken out of one; a group that is then empty goes."""
    left = groups.get(name, frozenset()) - frozenset(keys)
    rest = {each: those for each, those in groups.items() if each != name}
    return {**rest, name: left} if left else rest


def without_group(groups: Groups, name: str) -> Groups:
    """Return `groups` without the one called so."""
    return {each: those for each, those in groups.items() if each != name}
